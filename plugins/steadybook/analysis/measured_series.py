"""What was measured of a service and SLI: the rows of all snapshot files as one series, ready for sums over windows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from operator import mul, sub
from typing import NamedTuple

from steadybook.kinds.measurements import KIND as MEASUREMENTS
from steadybook.measurements.columns import Columns, Differences, instant, microseconds, whole
from steadybook.model.context import Context


class LeftOut(NamedTuple):
    """Rows of a file that are in no number, because they cannot be used or count what another row counts."""

    path: str
    rows: int
    """0: of a file that cannot be read at all nobody knows how many."""


class Sums(NamedTuple):
    """What a stretch of time holds: events in units of 10^-scale, exact, and the time that is measured."""

    bad: int | Fraction
    total: int | Fraction
    covered: int
    """Microseconds."""


@dataclass(frozen=True)
class MeasuredSeries:
    """Rows in order of time without overlaps; instants in microseconds since 1970, counts in units of 10^-scale."""

    starts: Sequence[int]
    ends: Sequence[int]
    bad: Sequence[int]
    total: Sequence[int]
    scale: int = 0
    left_out: tuple[LeftOut, ...] = ()
    later: int = 0
    """Rows that end after the moment that counts as now: not used."""

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def end(self) -> datetime | None:
        """Where the newest row ends; None where nothing was measured."""
        return instant(self.ends[-1]) if self.ends else None

    @cached_property
    def lengths(self) -> list[int]:
        """How long each row is."""
        return list(map(sub, self.ends, self.starts))

    @cached_property
    def step(self) -> int | None:
        """The length of every row, where all are of one length and each begins where the one before it ends."""
        if not self.starts:
            return None
        if isinstance(self.starts, range) and isinstance(self.ends, range):
            return self.starts.step
        begin, length, rows = self.starts[0], self.ends[0] - self.starts[0], len(self)
        over = self.ends[-1]
        if over - begin != rows * length:
            return None
        bounds = list(range(begin, begin + (rows + 1) * length, length))
        return length if [*self.starts, over] == bounds and [begin, *self.ends] == bounds else None

    def longest(self, rows: range) -> int:
        """The length of the longest of some rows."""
        return self.step if self.step is not None else max(self.lengths[rows[0] : rows[-1] + 1])

    @cached_property
    def bad_so_far(self) -> Sequence[int]:
        """Bad events before each row, and at the end all of them."""
        return _running(self.bad)

    @cached_property
    def total_so_far(self) -> Sequence[int]:
        """All events before each row, and at the end all of them."""
        return _running(self.total)

    @cached_property
    def covered_so_far(self) -> list[int]:
        """Measured time before each row, and at the end all of it."""
        return list(accumulate(self.lengths, initial=0))

    def covered(self, first: int, last: int) -> int:
        """The time that the rows from one to another measure."""
        if self.step is not None:
            return self.ends[last] - self.starts[first]
        return self.covered_so_far[last + 1] - self.covered_so_far[first]

    def rows_between(self, start: int, end: int) -> range:
        """The rows that lie in or reach into a stretch of time."""
        if self.step is not None:
            count, behind = len(self), (start - self.ends[0]) // self.step + 1
            return range(min(max(0, behind), count), min(max(0, -((self.starts[0] - end) // self.step)), count))
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def sums(self, start: int, end: int) -> Sums:
        """Everything between two moments; a row that only reaches into it counts pro rata."""
        rows = self.rows_between(start, end)
        if not rows or end <= start:
            return Sums(0, 0, 0)
        first, last = rows[0], rows[-1]
        bad: int | Fraction = self.bad_so_far[last + 1] - self.bad_so_far[first]
        total: int | Fraction = self.total_so_far[last + 1] - self.total_so_far[first]
        covered = self.covered(first, last)
        for row, outside in ((first, start - self.starts[first]), (last, self.ends[last] - end)):
            if outside > 0:
                length = self.ends[row] - self.starts[row]
                bad -= Fraction(self.bad[row] * outside, length)
                total -= Fraction(self.total[row] * outside, length)
                covered -= outside
        return Sums(bad, total, covered)


def series_of(context: Context, service: str, sli: str) -> MeasuredSeries:
    """All that is measured of a service and SLI up to now.

    Where rows of two files overlap, those of the file that comes later by path are left out, as within a file the later
    ones are: events must not count twice.
    """
    pieces: list[tuple[str, MeasuredSeries, int]] = []
    left_out = list(_lost(context, service))
    for document in context.corpus.referrers("service", service, MEASUREMENTS):
        for series in document.model.series:
            if (series.service, series.sli) != (service, sli):
                continue
            pieces.append((document.path, from_columns(series.columns), series.left_out + document.model.left_out))
    return _up_to_now(context, _merged(pieces, left_out))


def _lost(context: Context, service: str) -> Iterator[LeftOut]:
    """The files named after the service that are about nobody, because none of their rows can be used."""
    for document in context.corpus.read(MEASUREMENTS.name, service):
        if not document.intact:
            yield LeftOut(document.path, 0)
        elif not document.facts.references and document.model.left_out:
            yield LeftOut(document.path, document.model.left_out)


def from_columns(columns: Columns) -> MeasuredSeries:
    """The rows of one series of a file."""
    starts, ends = (column if isinstance(column, range) else whole(column) for column in (columns.starts, columns.ends))
    if columns.running is not None:
        bad, total = map(Differences, columns.running)
        return MeasuredSeries(starts, ends, bad, total, columns.scale)
    totals = whole(columns.total)
    return MeasuredSeries(starts, ends, list(map(sub, totals, whole(columns.good))), totals, columns.scale)


def _running(amounts: Sequence[int]) -> Sequence[int]:
    return amounts.running if isinstance(amounts, Differences) else list(accumulate(amounts, initial=0))


def _merged(pieces: list[tuple[str, MeasuredSeries, int]], left_out: list[LeftOut]) -> MeasuredSeries:
    if not pieces:
        return MeasuredSeries([], [], [], [], left_out=tuple(left_out))
    scale = max(piece.scale for _, piece, _ in pieces)
    merged: MeasuredSeries | None = None
    for path, piece, dropped in pieces:
        twice = 0
        scaled = _rescaled(piece, scale)
        if merged is None:
            merged = scaled
        else:
            merged, twice = _joined(merged, scaled)
        if dropped + twice:
            left_out.append(LeftOut(path, dropped + twice))
    assert merged is not None
    return MeasuredSeries(merged.starts, merged.ends, merged.bad, merged.total, scale, tuple(left_out))


def _rescaled(piece: MeasuredSeries, scale: int) -> MeasuredSeries:
    if piece.scale == scale:
        return piece
    factor = [10 ** (scale - piece.scale)] * len(piece)
    bad, total = list(map(mul, piece.bad, factor)), list(map(mul, piece.total, factor))
    return MeasuredSeries(piece.starts, piece.ends, bad, total, scale)


def _joined(known: MeasuredSeries, more: MeasuredSeries) -> tuple[MeasuredSeries, int]:
    """Both together, and how many rows of the second one overlap the first one and are left out."""
    if not len(more) or not len(known):
        return (known if len(known) else more), 0
    if known.ends[-1] <= more.starts[0]:
        return _chained(known, more), 0
    if more.ends[-1] <= known.starts[0]:
        return _chained(more, known), 0
    fresh = [i for i in range(len(more)) if not known.rows_between(more.starts[i], more.ends[i])]
    every = sorted(
        [
            *zip(known.starts, known.ends, known.bad, known.total, strict=True),
            *((more.starts[i], more.ends[i], more.bad[i], more.total[i]) for i in fresh),
        ]
    )
    starts, ends, bad, total = map(list, zip(*every, strict=True))
    return MeasuredSeries(starts, ends, bad, total, known.scale), len(more) - len(fresh)


def _chained(first: MeasuredSeries, then: MeasuredSeries) -> MeasuredSeries:
    return MeasuredSeries(
        [*first.starts, *then.starts],
        [*first.ends, *then.ends],
        [*first.bad, *then.bad],
        [*first.total, *then.total],
        first.scale,
    )


def _up_to_now(context: Context, series: MeasuredSeries) -> MeasuredSeries:
    if series.end is None or context.reached(series.end):
        return series
    kept = bisect_right(series.ends, microseconds(context.as_of))
    return MeasuredSeries(
        series.starts[:kept],
        series.ends[:kept],
        series.bad[:kept],
        series.total[:kept],
        series.scale,
        series.left_out,
        len(series) - kept,
    )


def in_events(amount: Fraction | int, scale: int = 0) -> Decimal:
    """An amount in units of 10^-scale as a decimal: exact where a decimal can be, else to 28 digits."""
    return Decimal(amount.numerator) / Decimal(amount.denominator * int(10**scale))


def percent(part: Fraction | int, whole: Fraction | int) -> Decimal:
    """A part of something in percent, rounded once, at the 28th digit. Raises ZeroDivisionError for a whole of 0."""
    return Decimal(100 * part.numerator * whole.denominator) / Decimal(part.denominator * whole.numerator)
