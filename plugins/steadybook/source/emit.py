"""Plain data written as YAML: each scalar as readable as it can be while it still reads back as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from steadybook.source.reader import read
from steadybook.source.scalars import double_quoted, keys, literal_block, scalars

#: What can be written: texts, lists and mappings of them. A text of several lines becomes a text block.
Data: TypeAlias = "str | Sequence[Data] | Mapping[str, Data]"

STEP = 2
"""Columns by which what is inside stands further to the right."""


def scalar(value: str, flow: bool = False) -> str:
    """A text as a scalar on one line; with `flow` also fit to stand between braces."""
    frame = "{{k: {}}}\n" if flow else "k: {}\n"
    for attempt in scalars(value):
        reading = read(frame.format(attempt).encode("utf-8", "surrogatepass"))
        if not reading.problems and reading.documents == ({"k": value},):
            return attempt
    return double_quoted(value)


def entry(key: str, value: Data, indentation: int) -> str:
    """A mapping's entry by indentation, without a line end after its last line; its first line is not indented."""
    name = next(iter(keys(key))) if scalar(key) == key else double_quoted(key)
    if isinstance(value, str):
        return f"{name}: {_text(value, indentation)}"
    if not value:
        return f"{name}: {'{}' if isinstance(value, Mapping) else '[]'}"
    return f"{name}:\n{' ' * (indentation + STEP)}{block(value, indentation + STEP)}"


def block(value: Sequence[Data] | Mapping[str, Data], indentation: int) -> str:
    """A collection by indentation, whose first line is not indented. It must hold something."""
    margin = "\n" + " " * indentation
    if isinstance(value, Mapping):
        return margin.join(entry(key, part, indentation) for key, part in value.items())
    return margin.join(f"- {_item(part, indentation)}" for part in value)


def flow(value: Data) -> str:
    """Data between braces and brackets, on one line."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(part)}" for key, part in value.items()) + "}"
    return "[" + ", ".join(flow(part) for part in value) + "]"


def _item(value: Data, indentation: int) -> str:
    if isinstance(value, str):
        return _text(value, indentation)
    return block(value, indentation + STEP) if value else flow(value)


def _text(value: str, indentation: int) -> str:
    if "\n" in value.strip("\n"):
        margin = " " * (indentation + STEP)
        attempt = literal_block(value, margin)
        if read(f"{' ' * indentation}k: {attempt}\n".encode("utf-8", "surrogatepass")).documents == ({"k": value},):
            return attempt
    return scalar(value)
