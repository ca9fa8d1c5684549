"""Edits of a text at spans: one value or one key changes, and comments, layout and line ends stay.

Whatever a function here returns was tried out: with the edit the text reads back as wanted, and all else as before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.source.emit import Data, block, entry, flow
from steadybook.source.positions import Positions
from steadybook.source.reader import read
from steadybook.source.scalars import keys, scalars
from steadybook.source.spans import LINE_END, LineIndex, Route, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts `replacement` in place of the text of a span; an empty span inserts."""

    span: Span
    replacement: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; line ends in replacements become those of the text.

    The same edit given twice is made once. Raises ValueError where two edits overlap or a span is not in the text.
    """
    lines = LineIndex(text)
    newline = _newline(text)
    ranges = [
        (lines.offset(e.span.line, e.span.column), lines.offset(e.span.end_line, e.span.end_column), e)
        for e in dict.fromkeys(edits)
    ]
    pieces, done = [], 0
    for start, end, edit in sorted(ranges, key=lambda place: place[:2]):
        if start < done or end < start:
            raise ValueError(f"two edits overlap at {edit.span.line}:{edit.span.column}")
        pieces += [text[done:start], LINE_END.sub(newline, edit.replacement)]
        done = end
    return "".join([*pieces, text[done:]])


def replace_scalar(text: str, positions: Positions, route: Route, value: str) -> Edit:
    """Writes another scalar at `route`, in the style of the old one, or in quotes where it would read differently.

    Raises ValueError where there is no scalar of its own at `route`.
    """
    places = positions.places
    if route not in places.values or route in places.flow or route in places.block:
        raise ValueError(f"there is no scalar at {route}")
    start, end = places.values[route]
    old = text[start:end]
    gap = " " if not old and text[start - 1 : start] in (":", "-", "?") else ""
    indentation = _indentation_of_block(old) or " " * (_column(positions, route) + 2)
    attempts = ((start, end, gap + new) for new in scalars(value, old, indentation))
    return _first_that_works(
        text, attempts, _changed(text, route, lambda parent, step: parent.__setitem__(step, value))
    )


def rename_key(text: str, positions: Positions, route: Route, name: str) -> Edit:
    """Gives the last key of `route` another name. Raises ValueError where there is no key, or the name is taken."""
    if route not in positions.places.keys or (*route[:-1], name) in positions.places.keys:
        raise ValueError(f"there is no key {route} that could become `{name}`")
    start, end = positions.places.keys[route]
    wanted = _changed(text, route, lambda parent, step: parent.__setitem__(name, parent.pop(step)))
    return _first_that_works(text, ((start, end, new) for new in keys(name, text[start:end])), wanted)


def insert_key(text: str, positions: Positions, mapping: Route, key: str, value: str) -> Edit:
    """Adds an entry at the end of a mapping (which may be empty or left out), in its own style.

    Raises ValueError where there is no mapping, or it has the key already.
    """
    if (*mapping, key) in positions.places.keys:
        raise ValueError(f"{mapping} has the key `{key}` already")
    attempts = (
        (place, place, before + name + ": " + scalar + after)
        for place, before, after in _places_for_entry(text, positions, mapping)
        for name in keys(key)
        for scalar in scalars(value)
    )
    wanted = _changed(text, mapping, lambda parent, step: _put(parent, step, key, value))
    return _first_that_works(text, attempts, wanted)


def insert_after(text: str, positions: Positions, sibling: Route, key: str, value: Data) -> Edit:
    """Adds an entry to a mapping right after another one, in the mapping's style. The value may be a collection.

    Raises ValueError where there is no such sibling, or the mapping has the key already.
    """
    mapping = sibling[:-1]
    if sibling not in positions.places.keys or (*mapping, key) in positions.places.keys:
        raise ValueError(f"there is no {sibling}, or `{key}` is there already")
    places, lines = positions.places, positions.lines
    start = places.keys[sibling][0]
    end = max(places.keys[sibling][1], places.values.get(sibling, (0, 0))[1])
    attempts: list[Attempt] = []
    if mapping in places.flow:
        attempts.append((end, end, ", " + flow({key: value})[1:-1]))
    else:
        column = start - lines.start_of_line(start)
        attempts = [
            (place, place, before + entry(key, value, column) + after)
            for place, before, after in _places_below(text, positions, end, column)
        ]
    wanted = _changed(text, sibling, lambda parent, _: parent.__setitem__(key, value))
    return _first_that_works(text, attempts, wanted)


def append_item(text: str, positions: Positions, sequence: Route, item: str | Mapping[str, Data]) -> Edit:
    """Adds a text or a mapping at the end of a list, which may be empty or left out, in the list's style.

    Raises ValueError where there is no list.
    """
    wanted = _changed(text, sequence, lambda parent, step: _append(parent, step, item))
    return _first_that_works(text, _places_for_item(text, positions, sequence, item), wanted)


def remove_key(text: str, positions: Positions, route: Route) -> Edit:
    """Takes an entry out of its mapping: its lines, or its part of the line. An empty mapping remains as `{}`.

    Raises ValueError where there is no such entry, or something else refers to it.
    """
    if route not in positions.places.keys:
        raise ValueError(f"there is no key {route}")
    wanted = _changed(text, route, lambda parent, step: parent.pop(step))
    return _first_that_works(text, _removals(text, positions, route), wanted)


Attempt = tuple[int, int, str]


def _first_that_works(text: str, attempts: Iterable[Attempt], wanted: tuple[Any, ...]) -> Edit:
    lines = LineIndex(text)
    for start, end, replacement in attempts:
        edit = Edit(lines.span(start, end), replacement)
        if read(apply(text, [edit]).encode()).documents == wanted:
            return edit
    raise ValueError("there is no edit of this place alone that would read back as wanted")


def _changed(text: str, route: Route, change: Callable[[Any, Any], object]) -> tuple[Any, ...]:
    """The documents of the text after a change, made with the parent of the route's last step and that step."""
    documents = list(read(text.encode()).documents)
    numbered = bool(route) and isinstance(route[0], int) and not (documents and isinstance(documents[0], list))
    steps: Route = route if numbered else (0, *route)
    here: Any = documents
    try:
        for step in steps[:-1]:
            here[step] = here[step].copy()
            here = here[step]
        if isinstance(here[steps[-1]], dict | list):
            here[steps[-1]] = here[steps[-1]].copy()
        change(here, steps[-1])
    except (LookupError, AttributeError, TypeError):
        raise ValueError(f"there is nothing at {route} that could be edited") from None
    return tuple(documents)


def _append(parent: Any, step: Any, item: str | Mapping[str, Data]) -> None:
    if not isinstance(parent[step], list | None):
        raise ValueError(f"there is no list at {step}")
    parent[step] = [*(parent[step] or ()), item]


def _places_for_item(
    text: str, positions: Positions, sequence: Route, item: str | Mapping[str, Data]
) -> Iterator[Attempt]:
    places, lines = positions.places, positions.lines
    if sequence not in places.values:
        return
    start, end = places.values[sequence]
    if sequence in places.block:
        column = start - lines.start_of_line(start)
        for place, before, after in _places_below(text, positions, end, column):
            yield place, place, f"{before}{block([item], column)}{after}"
        return
    number = sum(len(route) == len(sequence) + 1 and route[:-1] == sequence for route in places.values)
    if sequence in places.flow and number:
        last = places.values[(*sequence, number - 1)][1]
        yield last, last, ", " + flow(item)
        return
    column = _column(positions, sequence) + 2
    rest = lines.end_of_line(end)
    # An empty list becomes one by indentation; a comment behind it stays on its line.
    comment = text[end:rest].strip()
    yield len(text[:start].rstrip(" ")), rest, f"{comment and ' '}{comment}\n{' ' * column}{block([item], column)}"
    yield start, end, f"[{flow(item)}]"


def _places_below(text: str, positions: Positions, end: int, column: int) -> Iterator[tuple[int, str, str]]:
    """Offset, text before and text after of a line that is to stand below what ends at `end`."""
    lines = positions.lines
    yield lines.end_of_line(end), "\n" + " " * column, ""
    # The blank lines below a text block with `+` belong to it.
    after = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*").match(text, lines.after_line(end))
    if after:
        yield after.end(), " " * column, "\n"


def _put(parent: Any, step: Any, key: str, value: str) -> None:
    if parent[step] is None:
        parent[step] = {}
    parent[step][key] = value


def _places_for_entry(text: str, positions: Positions, mapping: Route) -> Iterator[tuple[int, str, str]]:
    """Offset, text before and text after of an entry that is to be added."""
    places, lines = positions.places, positions.lines
    if mapping not in places.values:
        return
    start, end = places.values[mapping]
    entries = positions.entries(mapping)
    if mapping in places.flow:
        if entries:
            last = places.values.get(entries[-1], places.keys[entries[-1]])[1]
            yield last, ", ", ""
        else:
            yield start + 1, "", ""
    elif entries:
        yield from _places_below(text, positions, end, start - lines.start_of_line(start))
    elif start == end:
        if text[start - 1 : start] == "-":
            yield end, " ", ""
        yield lines.end_of_line(end), "\n" + " " * (_column(positions, mapping) + 2), ""


def _removals(text: str, positions: Positions, route: Route) -> Iterator[Attempt]:
    places, lines = positions.places, positions.lines
    siblings = positions.entries(route[:-1])
    place = siblings.index(route)
    start, end = places.keys[route]
    end = max(end, places.values.get(route, (start, end))[1])
    following = places.keys[siblings[place + 1]][0] if place + 1 < len(siblings) else None
    if route[:-1] in places.flow:
        if following is not None:
            yield start, following, ""
        elif place:
            previous = siblings[place - 1]
            yield max(places.keys[previous][1], places.values.get(previous, (0, 0))[1]), end, ""
        yield start, end, ""
        return
    if len(siblings) == 1:
        yield start, end, "{}"
        return
    line = lines.start_of_line(start)
    if text[line:start].strip(" "):
        # The first entry of an item shares its line with the dash, which stays for the entry that follows.
        if following is not None:
            yield start, following, ""
    elif lines.after_line(end) > lines.end_of_line(end):
        yield line, lines.after_line(end), ""
    else:
        yield lines.end_of_line(max(line - 2, 0)), len(text), ""


def _column(positions: Positions, route: Route) -> int:
    """How far the entry that holds a value is indented."""
    start = positions.places.keys.get(route, positions.places.values.get(route, (0, 0)))[0]
    return start - positions.lines.start_of_line(start)


def _indentation_of_block(old: str) -> str:
    """The indentation of a text block's lines; empty for other scalars."""
    if old[:1] not in ("|", ">"):
        return ""
    lines = [line for line in LINE_END.split(old)[1:] if line.strip()]
    return min((line[: len(line) - len(line.lstrip(" "))] for line in lines), default="")


def _newline(text: str) -> str:
    match = LINE_END.search(text)
    return match[0] if match else "\n"
