"""The place of a part of a text in its file."""

from __future__ import annotations

from typing import Any

from steadybook.model.document import Document
from steadybook.source.scalar_places import place_in_scalar
from steadybook.source.spans import Route, Span


def place_of(document: Document[Any], route: Route, text: str, start: int, end: int) -> Route | Span:
    """Where the characters `start` to `end` of the text at `route` stand in the file, whatever its quotes and folding.

    The place of the whole text where they cannot be told.
    """
    whole = document.span(route, "value")
    lines = document.positions.lines
    first, last = lines.offset(whole.line, whole.column), lines.offset(whole.end_line, whole.end_column)
    place = place_in_scalar(document.text[first:last], text, start, end)
    return route if place is None else lines.span(first + place[0], first + place[1])
