"""A rolling window over a measured series: what it holds at the end of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from math import lcm
from operator import sub

from steadybook.analysis.measured_series import MeasuredSeries


@dataclass(frozen=True, slots=True)
class Rolling:
    """The window that ends with each row of a series: its bad and all events, and how much of it is measured.

    Events are whole numbers of 1 / (`denominator` × 10^scale), so that shares of rows are exact too; time is in
    microseconds.
    """

    bad: Sequence[int]
    total: Sequence[int]
    covered: Sequence[int]
    denominator: int = 1


def rolling(series: MeasuredSeries, window: int) -> Rolling:
    """The window (in microseconds) at the end of every row; a row that straddles its start counts pro rata."""
    step = series.step
    if step is not None and window % step == 0:
        return _aligned(series, window // step, step)
    firsts: list[int] = []
    first = 0
    starts, ends = series.starts, series.ends
    outside: list[int] = []
    for end in ends:
        begin = end - window
        while ends[first] <= begin:
            first += 1
        firsts.append(first)
        outside.append(max(0, begin - starts[first]))
    denominator = lcm(*{series.lengths[row] for row, cut in zip(firsts, outside, strict=True) if cut})
    share = [cut * denominator // series.lengths[row] if cut else 0 for row, cut in zip(firsts, outside, strict=True)]

    def held(rows: Sequence[int], so_far: Sequence[int], cut: Sequence[int], unit: int) -> list[int]:
        inside = map(sub, so_far[1:], [so_far[row] for row in firsts])
        return [amount * unit - rows[row] * part for amount, row, part in zip(inside, firsts, cut, strict=True)]

    whole = map(sub, series.covered_so_far[1:], [series.covered_so_far[row] for row in firsts])
    covered = list(map(sub, whole, outside))
    return Rolling(
        held(series.bad, series.bad_so_far, share, denominator),
        held(series.total, series.total_so_far, share, denominator),
        covered,
        denominator,
    )


def _aligned(series: MeasuredSeries, rows: int, step: int) -> Rolling:
    """The common case, rows without gaps of which a whole number fills the window, without a loop over the rows."""
    full = max(0, len(series) - rows)

    def held(so_far: Sequence[int]) -> list[int]:
        return [*so_far[1 : rows + 1], *map(sub, so_far[rows + 1 :], so_far[1:])]

    part = len(series) - full
    covered = [*range(step, (part + 1) * step, step), *repeat(rows * step, full)]
    return Rolling(held(series.bad_so_far), held(series.total_so_far), covered)
