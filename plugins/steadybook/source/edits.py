"""Edits of a text at spans: one value, one key, and nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from steadybook.source.positions import Positions
from steadybook.source.reader import read
from steadybook.source._lines import LineIndex
from steadybook.source.spans import Route, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of a span; an empty span inserts."""

    span: Span
    replacement: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Raises ValueError where two of them overlap."""
    lines = LineIndex(text)
    ordered = sorted(set(edits), key=lambda edit: edit.span)
    pieces, done = [], 0
    for edit in ordered:
        start = lines.offset(edit.span.line, edit.span.column)
        end = lines.offset(edit.span.end_line, edit.span.end_column)
        if start < done:
            raise ValueError(f"two edits overlap at line {edit.span.line}")
        pieces += [text[done:start], edit.replacement]
        done = end
    return "".join([*pieces, text[done:]])


def replace_scalar(text: str, positions: Positions, route: Route, value: str) -> Edit:
    """Writes another scalar in place of the one at `route`, quoted as that one was or as the text needs.

    Raises KeyError where there is no value at `route`.
    """
    span = positions.values.get(route)
    if span is None:
        raise KeyError(route)
    lines = positions.lines
    old = text[lines.offset(span.line, span.column) : lines.offset(span.end_line, span.end_column)]
    quote = old[:1] if old[:1] in ("'", '"') else ""
    written = _quoted(value, quote) if quote else as_written(value, route[:-1] in positions.flow)
    if not old and span == positions.values[route]:
        written = f" {written}"
    return Edit(span, written)


def as_written(value: str, in_flow: bool = False) -> str:
    """The value as a plain scalar where that reads back the same, else in quotes."""
    probe = f"{{k: {value}}}\n" if in_flow else f"k: {value}\n"
    if "\n" not in value and "\r" not in value:
        reading = read(probe.encode("utf-8", "replace"))
        back = reading.value
        if not reading.problems and isinstance(back, dict) and list(back) == ["k"] and back["k"] == value:
            return value
    return _quoted(value, '"')


def _quoted(value: str, quote: str) -> str:
    if quote == "'" and "\n" not in value and "\r" not in value:
        return "'" + value.replace("'", "''") + "'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return '"' + escaped.replace("\t", "\\t") + '"'


def rename_key(text: str, positions: Positions, route: Route, name: str) -> Edit:
    """Writes another key in place of the last one of `route`. Raises KeyError where there is none."""
    return Edit(positions.keys[route], as_written(name))


def insert_key(text: str, positions: Positions, mapping: Route, key: str, value: str) -> Edit:
    """Adds `key: value` at the end of a mapping that has at least one key. Raises KeyError where there is none."""
    entries = [(route, span) for route, span in positions.keys.items() if route[:-1] == mapping]
    if not entries:
        raise KeyError(mapping)
    route, span = entries[-1]
    end = positions.values[route]
    place = Span(end.end_line, end.end_column, end.end_line, end.end_column)
    if mapping in positions.flow:
        return Edit(place, f", {key}: {as_written(value, in_flow=True)}")
    indent = " " * (entries[0][1].column - 1)
    line_end = _line_end(text, positions, end.end_line)
    place = Span(end.end_line, line_end, end.end_line, line_end)
    newline = "\r\n" if "\r\n" in text else "\n"
    return Edit(place, f"{newline}{indent}{key}: {as_written(value)}")


def remove_key(text: str, positions: Positions, route: Route) -> Edit:
    """Takes a key and its value out: whole lines in a block, up to the comma in braces. Raises KeyError."""
    key, value = positions.keys[route], positions.values[route]
    if route[:-1] in positions.flow:
        return _remove_from_flow(text, positions, route, key, value)
    start = positions.lines.offset(key.line, key.column)
    before = text[positions.lines.offset(key.line, 1) : start]
    if before.strip():
        # The first key of a list's item shares its line with the dash, which stays for the key that follows.
        siblings = [span for r, span in positions.keys.items() if r[:-1] == route[:-1] and span.line > key.line]
        if siblings:
            return Edit(Span(key.line, key.column, siblings[0].line, siblings[0].column), "")
        return Edit(Span(key.line, key.column, value.end_line, value.end_column), "{}")
    return Edit(Span(key.line, 1, value.end_line + 1, 1), "")


def _remove_from_flow(text: str, positions: Positions, route: Route, key: Span, value: Span) -> Edit:
    lines = positions.lines
    start, end = lines.offset(key.line, key.column), lines.offset(value.end_line, value.end_column)
    after = re.match(r"\s*,\s*", text[end:])
    if after:
        return Edit(lines.span(start, end + after.end()), "")
    before = re.search(r"\s*,\s*$", text[:start])
    return Edit(lines.span(before.start() if before else start, end), "")


def _line_end(text: str, positions: Positions, line: int) -> int:
    start, after = positions.lines.offset(line, 1), positions.lines.offset(line + 1, 1)
    return len(text[start:after].rstrip("\r\n")) + 1


