"""Tables and notes for a terminal, and as Markdown: the same blocks that a report's page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from steadybook.model.terminal import Painter, Style, visible, width_of, wrapped

if TYPE_CHECKING:
    from steadybook.model.report import Block, Note, Table, Value

GAP = 2
"""Spaces between columns."""
NARROWEST = 10
"""A column is never made narrower than this."""


def text(blocks: Iterable[Block], paint: Painter, width: int) -> str:
    """The blocks in lines of at most `width` columns, as far as words allow."""
    return "\n\n".join("\n".join(_lines(block, paint, width)) for block in blocks) + "\n"


def markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown; what documents say is escaped."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


def written(value: Value) -> str:
    """A value as text: numbers without needless zeros, moments in UTC to the minute."""
    from steadybook.sre.durations import words
    from steadybook.sre.numbers import plain

    match value:
        case None:
            return "\u2013"
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case timedelta():
            return words(value)
        case int() | Decimal():
            return plain(Decimal(value))
        case tuple():
            return ", ".join(map(str, value)) or "\u2013"
    return " ".join(str(value).split())


def _lines(block: Block, paint: Painter, width: int) -> Iterator[str]:
    from steadybook.model.report import Table

    if block.title:
        yield paint(Style.STRONG, block.title)
    if isinstance(block, Table):
        yield from _table(block, paint, width)
        return
    for line in block.lines:
        yield wrapped(visible(line), width, "- " if block.lines[1:] else "", None)


def _table(table: Table, paint: Painter, width: int) -> Iterator[str]:
    if not table.rows:
        yield wrapped(table.empty, width)
        return
    rows = [[visible(written(value)) for value in row] for row in table.rows]
    heads = [column.title for column in table.columns]
    numeric = [column.numeric for column in table.columns]
    sizes, fits = _sizes(heads, rows, width)
    below, fits_below = _sizes(heads[1:], [row[1:] for row in rows], width - GAP)
    if fits or len(heads) == 1:
        lines = [list(_wrapped_row(row, sizes, numeric)) for row in (heads, *rows)]
    elif fits_below:
        lines = [list(_stacked_row(row, below, numeric, width)) for row in (heads, *rows)]
    else:
        lines = [[], *(list(_told_row(heads, row, width)) for row in rows)]
    yield from (paint(Style.FAINT, line) for line in lines[0])
    for row_of_lines in lines[1:]:
        yield from row_of_lines
    if table.note:
        yield paint(Style.FAINT, wrapped(table.note, width))


def _sizes(heads: list[str], rows: list[list[str]], width: int) -> tuple[list[int], bool]:
    """The widths of columns, and whether every word stays in one piece.

    They are what columns need. Where that is too much heads break first, then the widest column. Words are taken apart
    last: a name on two lines is found by nobody.
    """
    columns = list(zip(*rows, strict=True))
    bodies = [max(map(width_of, column)) for column in columns]
    sizes = [max(body, width_of(head)) for body, head in zip(bodies, heads, strict=True)]
    room = width - GAP * (len(sizes) - 1)
    for index, head in enumerate(heads):
        if sum(sizes) > room:
            longest_word = max(map(width_of, head.split()), default=0)
            sizes[index] = max(bodies[index], longest_word)
    words = [max((width_of(word) for cell in column for word in cell.split()), default=0) for column in columns]
    while sum(sizes) > room and max(sizes) > NARROWEST:
        wide = [index for index, size in enumerate(sizes) if size > NARROWEST]
        loose = [index for index in wide if sizes[index] > words[index]]
        sizes[max(loose or wide, key=sizes.__getitem__)] -= 1
    return sizes, all(size >= word for size, word in zip(sizes, words, strict=True)) and sum(sizes) <= room


def _stacked_row(row: list[str], sizes: list[int], numeric: list[bool], width: int) -> Iterator[str]:
    """The first cell on a line of its own, where there is no room for its names beside the others."""
    yield from _broken(row[0], width)
    yield from (f"{' ' * GAP}{line}" for line in _wrapped_row(row[1:], sizes, numeric[1:]))


def _told_row(heads: list[str], row: list[str], width: int) -> Iterator[str]:
    """The first cell, and below it the others, each with its head, where there is no room for columns."""
    yield from _broken(f"{heads[0]}: {row[0]}", width)
    told = (f"{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True))
    yield from (f"{' ' * GAP}{line}" for line in _broken(" · ".join(told), width - GAP))


def _wrapped_row(row: list[str], sizes: list[int], numeric: list[bool]) -> Iterator[str]:
    cells = [_broken(cell, size) for cell, size in zip(row, sizes, strict=True)]
    for index in range(max(map(len, cells))):
        yield _row([cell[index] if index < len(cell) else "" for cell in cells], sizes, numeric)


def _broken(cell: str, size: int) -> list[str]:
    import textwrap

    if width_of(cell) <= size:
        return [cell]
    return textwrap.wrap(cell, size, break_on_hyphens=False) or [""]


def _row(cells: list[str], sizes: list[int], numeric: list[bool]) -> str:
    padded = []
    for cell, size, right in zip(cells, sizes, numeric, strict=True):
        space = " " * (size - width_of(cell))
        padded.append(space + cell if right else cell + space)
    return (" " * GAP).join(padded).rstrip()


def _markdown(block: Block) -> Iterator[str]:
    from steadybook.model.report import Table

    if block.title:
        yield f"## {_escaped(block.title)}"
        yield ""
    if not isinstance(block, Table):
        yield from _items(block)
        return
    if not block.rows:
        yield _escaped(block.empty)
        return
    yield f"| {' | '.join(_escaped(column.title) for column in block.columns)} |"
    yield f"|{'|'.join('---:' if column.numeric else '---' for column in block.columns)}|"
    for row in block.rows:
        yield f"| {' | '.join(_escaped(written(value)) for value in row)} |"
    if block.note:
        yield ""
        yield _escaped(block.note)


def _items(note: Note) -> Iterator[str]:
    bullet = "- " if note.lines[1:] else ""
    for line in note.lines:
        yield f"{bullet}{_escaped(line)}"


def _escaped(line: str) -> str:
    out = visible(" ".join(line.split()))
    for character in "\\`*_[]|<>#":
        out = out.replace(character, f"\\{character}")
    return out
