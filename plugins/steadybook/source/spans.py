"""Places in a text: routes into a document, spans of lines and columns, and the way between offsets and lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

#: The way from the top of a document to a node: mapping keys and list indexes.
Route = tuple[str | int, ...]

BYTE_ORDER_MARK = "\ufeff"

# Editors end lines at these only; YAML 1.1 also knows NEL, LS and PS, which no editor counts.
LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class LineIndex:
    """The lines of a text, to turn character offsets into places and back.

    A byte-order mark at the start belongs to no column: the first visible character is 1:1.
    """

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        first = 1 if text.startswith(BYTE_ORDER_MARK) else 0
        self._starts = [first, *(match.end() for match in LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset` (clamped to the text)."""
        offset = max(self._starts[0], min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span from offset `start` to offset `end` (exclusive)."""
        return Span(*self.place(start), *self.place(max(start, end)))

    def offset(self, line: int, column: int) -> int:
        """The offset of a place. Raises ValueError when the text has no such place."""
        if not 1 <= line <= len(self._starts) or column < 1:
            raise ValueError(f"the text has no place {line}:{column}")
        offset = self._starts[line - 1] + column - 1
        limit = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        if offset > limit:
            raise ValueError(f"line {line} has no column {column}")
        return offset

    def start_of_line(self, offset: int) -> int:
        """Where the line that holds `offset` begins."""
        return self._starts[bisect_right(self._starts, max(offset, self._starts[0])) - 1]

    def end_of_line(self, offset: int) -> int:
        """Where the line that holds `offset` ends, before its line end."""
        match = LINE_END.search(self.text, offset)
        return match.start() if match else len(self.text)

    def after_line(self, offset: int) -> int:
        """Where the line after the one that holds `offset` begins (the end of the text on the last line)."""
        match = LINE_END.search(self.text, offset)
        return match.end() if match else len(self.text)

    def line(self, number: int) -> str:
        """The text of a line, without its end; empty where there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        return self.text[start : self.end_of_line(start)]
