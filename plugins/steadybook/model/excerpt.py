"""Source lines with their numbers and a mark under the exact span, windowed to the width of the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from steadybook.model.terminal import Painter, Style, cells
from steadybook.source.spans import Span

CUT = "…"
MARGIN = 12
"""Columns kept in sight before a span whose line is cut at its start."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """The column of line numbers left of an excerpt, `digits` wide."""

    digits: int
    paint: Painter

    def line(self, number: int | None, text: str = "") -> str:
        """A line behind its number, or behind none."""
        label = "" if number is None else str(number)
        return f"{self.paint(Style.FRAME, f'{label:>{self.digits}} |')} {text}".rstrip()

    def arrow(self, text: str) -> str:
        """The line that says where the excerpt stands."""
        return f"{' ' * self.digits}{self.paint(Style.FRAME, '-->')} {text}"

    def elsewhere(self, text: str) -> str:
        """The line that says where a second excerpt stands."""
        return f"{' ' * self.digits}{self.paint(Style.FRAME, ':::')} {text}"

    def note(self, text: str) -> str:
        """A remark below an excerpt; further lines are indented below its first."""
        first, *others = text.split("\n")
        lines = [f"{' ' * self.digits} {self.paint(Style.FRAME, '=')} {first}"]
        return "\n".join([*lines, *(f"{' ' * self.digits}   {line}" for line in others)])


def excerpt(
    lines: Sequence[str], span: Span, gutter: Gutter, mark: str, style: Callable[[str], str], width: int
) -> list[str]:
    """The lines of a span with `mark` under it; `lines` are those from the span's first on, perhaps not all of them."""
    room = max(width - gutter.digits - 3, 20)
    if not lines:
        return []
    if span.end_line <= span.line:
        end = max(span.end_column, span.column + 1)
        shown, marks = _window(lines[0], span.column - 1, end - 1, mark, room)
        return [gutter.line(span.line, shown), gutter.line(None, style(marks))]
    return _several(lines, span, gutter, mark, style, room)


def _several(
    lines: Sequence[str], span: Span, gutter: Gutter, mark: str, style: Callable[[str], str], room: int
) -> list[str]:
    """A span over lines: a bar along its left, from below its first character to its last."""
    bar = style("|")
    first = _cut(lines[0], room - 2)
    indent = sum(width for _, width in list(cells(lines[0]))[: span.column - 1])
    starts_line = not lines[0][: span.column - 1].strip()
    drawn = []
    if starts_line or indent >= room:
        drawn.append(gutter.line(span.line, f"{style('/')} {first}"))
    else:
        drawn.append(gutter.line(span.line, f"  {first}"))
        drawn.append(gutter.line(None, style(f" {'_' * (indent + 1)}{mark}")))
    for offset, line in enumerate(lines[1:], 1):
        drawn.append(gutter.line(span.line + offset, f"{bar} {_cut(line, room - 2)}"))
    last = span.line + len(lines) - 1
    if last < span.end_line:
        drawn.append(gutter.line(None, f"{bar} {CUT} to line {span.end_line}"))
    else:
        tail = sum(width for _, width in list(cells(lines[-1]))[: max(span.end_column - 2, 0)])
        drawn.append(gutter.line(None, style(f"|{'_' * (min(tail, room - 3) + 1)}{mark}")))
    return drawn


def _cut(line: str, room: int) -> str:
    """The beginning of a line that fits."""
    return _window(line, 0, 0, "", room)[0]


def _window(line: str, start: int, end: int, mark: str, room: int) -> tuple[str, str]:
    """The part of a line around a span that fits into `room` columns, and the marks that stand under the span."""
    drawn = list(cells(line.rstrip("\r\n")))
    widths = [width for _, width in drawn]
    start, end = min(start, len(drawn)), min(end, len(drawn))
    first = 0
    if sum(widths) > room:
        needed = sum(widths[start:end])
        before = MARGIN if needed + MARGIN + 2 <= room else 1
        if sum(widths[:end]) + 1 > room:
            first = start
            while first > 0 and sum(widths[first - 1 : start]) <= before:
                first -= 1
    used = 1 if first else 0
    last = first
    while last < len(drawn) and used + widths[last] + (last + 1 < len(drawn)) <= room:
        used += widths[last]
        last += 1
    shown = "".join(text for text, _ in drawn[first:last])
    lead = min(sum(widths[first:start]) + (1 if first else 0), room - 1)  # a mark behind a full line stands in it
    length = max(sum(widths[start : min(end, last)]), 1)
    text = f"{CUT if first else ''}{shown}{CUT if last < len(drawn) else ''}"
    return text, f"{' ' * lead}{mark * length}"
