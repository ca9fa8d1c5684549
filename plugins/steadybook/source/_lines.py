"""Line index."""
from __future__ import annotations
from bisect import bisect_right
from steadybook.source.spans import Span
class LineIndex:
    def __init__(self, text: str) -> None:
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.length = len(text)
    def place(self, offset: int) -> tuple[int, int]:
        line = min(bisect_right(self.starts, offset), max(1, len(self.starts) - 1))
        return line, offset - self.starts[line - 1] + 1
    def offset(self, line: int, column: int) -> int:
        if line > len(self.starts):
            return self.length
        return min(self.starts[line - 1] + column - 1, self.length)
    def span(self, start: int, end: int) -> Span:
        return Span(*self.place(start), *self.place(end))
