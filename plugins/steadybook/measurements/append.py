"""Adds rows to a measurement snapshot: between its other rows, at once or not at all, and never a row twice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from steadybook.measurements.intervals import Interval
from steadybook.measurements.snapshot import HEADER, Row
from steadybook.source.locking import held
from steadybook.source.spans import BYTE_ORDER_MARK
from steadybook.source.writing import write_atomically

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_SHORT = re.compile(r",[-0-9]{10}T[0-9]{2}:[0-9]{2}Z,")
"""An instant without seconds."""


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row that the file has: which series, when, and on which line (from 1)."""

    service: str
    sli: str
    interval: Interval
    line: int


class SnapshotError(Exception):
    """A file that rows cannot be added to: why, and what to do."""

    def __init__(self, reason: str, help: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help


Reader = Callable[[bytes], Sequence[OldRow]]
"""The rows of a file's content. Raises SnapshotError where they cannot all be read."""


def append(file: Path, rows: Sequence[Row], read: Reader, limit: int) -> tuple[Row, ...]:
    """Adds the rows that do not overlap one of their series that the file already has; returns these.

    Whoever else does the same at the same time waits. A missing file is begun. Existing lines stay byte for byte.
    Raises SnapshotError, also where more than `limit` bytes would result, and OSError (TimeoutError where another
    writer does not end); the file is then as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with held(file.parent):
        try:
            before = file.read_bytes()
        except FileNotFoundError:
            before = b""
        old = read(before) if before.strip() else ()
        new = _without_known(rows, old)
        if not new:
            return ()
        after = merged(before.decode(), old, new).encode()
        if len(after) > limit:
            help = "Move its oldest rows to another file of that folder, or raise `limits.bytes` in the configuration."
            raise SnapshotError(f"`{file.name}` would grow beyond {limit:,} bytes", help)
        write_atomically(file, after)
    return new


def _without_known(rows: Sequence[Row], old: Sequence[OldRow]) -> tuple[Row, ...]:
    known: defaultdict[tuple[str, str], list[Interval]] = defaultdict(list)
    for row in old:
        known[row.service, row.sli].append(row.interval)
    for intervals in known.values():
        intervals.sort()
    return tuple(row for row in rows if not _overlaps(Interval(row.start, row.end), known[row.service, row.sli]))


def _overlaps(interval: Interval, known: Sequence[Interval]) -> bool:
    """Whether an interval shares time with one of others, which are in order and do not overlap each other."""
    at = bisect_left(known, interval.end, key=lambda each: each.start)
    return at > 0 and known[at - 1].end > interval.start


def merged(text: str, old: Sequence[OldRow], new: Sequence[Row]) -> str:
    """The file's text with the new rows where its own order wants them.

    Where each series stands in one piece, a row joins its series; where series alternate, it goes by time alone. Line
    ends and the precision of instants follow the file.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(mark)
    if not body.strip():
        body = f"{','.join(HEADER)}\n"
    end = "\r\n" if "\r\n" in body else "\n"
    lines = _LINE.findall(body)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    short = bool(old) and _SHORT.search(lines[old[-1].line - 1]) is not None
    last = max(number for number, line in enumerate(lines, 1) if not line.isspace())
    additions: defaultdict[int, list[str]] = defaultdict(list)
    for row, line in _places(old, new, last):
        additions[line].append(f"{written(row, short)}{end}")
    for line in additions:
        lines[line - 1] += "".join(additions[line])
    return mark + "".join(lines)


def _places(old: Sequence[OldRow], new: Sequence[Row], last: int) -> Iterator[tuple[Row, int]]:
    """For each new row the line after which it stands; rows after the same line come in their order."""
    in_pieces = _in_pieces(old)
    groups: defaultdict[tuple[str, str], list[OldRow]] = defaultdict(list)
    for known in old:
        groups[(known.service, known.sli) if in_pieces else ("", "")].append(known)
    for rows in groups.values():
        rows.sort(key=lambda known: (known.interval.start, known.line))

    def order(row: Row) -> tuple[bool, str, str, datetime] | tuple[datetime, str, str]:
        if not in_pieces:
            return row.start, row.service, row.sli
        # What continues the file's last series stands before what begins another one.
        return (row.service, row.sli) not in groups, row.service, row.sli, row.start

    for row in sorted(new, key=order):
        yield row, _line_for(row, groups.get((row.service, row.sli) if in_pieces else ("", ""), ()), last)


def _line_for(row: Row, rows: Sequence[OldRow], last: int) -> int:
    """The line of the latest row at or before the new one; the line before the first row where there is none."""
    if not rows:
        return last
    at = bisect_right(rows, row.start, key=lambda each: each.interval.start)
    return rows[at - 1].line if at else rows[0].line - 1


def _in_pieces(rows: Sequence[OldRow]) -> bool:
    """Whether each series stands in one piece. So it is in a file that has none yet."""
    ordered = sorted(rows, key=lambda row: row.line)
    changes = sum((left.service, left.sli) != (right.service, right.sli) for left, right in pairwise(ordered))
    return changes <= max(len({(row.service, row.sli) for row in rows}) - 1, 0)


def written(row: Row, short: bool = False) -> str:
    """The row as a line of CSV, without its end; `short` leaves out seconds where they are 0."""
    start, end = (_instant(moment, short) for moment in (row.start, row.end))
    return f"{_quoted(row.service)},{_quoted(row.sli)},{start},{end},{row.good:f},{row.total:f}"


def _instant(moment: datetime, short: bool) -> str:
    precision = "minutes" if short and not (moment.second or moment.microsecond) else "auto"
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")


def _quoted(id: str) -> str:
    return '"' + id.replace('"', '""') + '"' if set(id) & set(',"') else id
