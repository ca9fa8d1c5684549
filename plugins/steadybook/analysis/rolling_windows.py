"""A rolling window over a measured series: what it holds at the end of every row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from math import lcm
from operator import sub
from typing import NamedTuple

from steadybook.analysis.measured_series import MeasuredSeries


class Rolling(NamedTuple):
    """The window that ends with each row of a series: its bad and all events, and how much of it is measured.

    Events are whole numbers of 1 / (`denominator` × 10^scale), so that shares of rows are exact too; time is in
    microseconds.
    """

    bad: Sequence[int]
    total: Sequence[int]
    covered: Sequence[int]
    denominator: int = 1
    first: int = 0
    """The row that the first of these numbers belongs to."""


def rolling(series: MeasuredSeries, window: int, at_least: int = 0) -> Rolling:
    """The window (in microseconds) at the end of every row; a row that straddles its start counts pro rata.

    Rows at the beginning whose windows are measured for less than `at_least` microseconds may be left out.
    """
    step = series.step
    if step is not None and window % step == 0:
        rows = window // step
        return _aligned(series, rows, step, min(max(0, -(-at_least // step) - 1), rows - 1, len(series)))
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
        own, sums = list(rows), list(so_far)  # each is asked for: lists answer quickest
        inside = map(sub, sums[1:], [sums[row] for row in firsts])
        return [amount * unit - own[row] * part for amount, row, part in zip(inside, firsts, cut, strict=True)]

    whole = map(sub, series.covered_so_far[1:], [series.covered_so_far[row] for row in firsts])
    covered = list(map(sub, whole, outside))
    return Rolling(
        held(series.bad, series.bad_so_far, share, denominator),
        held(series.total, series.total_so_far, share, denominator),
        covered,
        denominator,
    )


def _aligned(series: MeasuredSeries, rows: int, step: int, first: int) -> Rolling:
    """The common case, rows without gaps of which a whole number fills the window, without a loop over the rows."""
    full = max(0, len(series) - rows)

    def held(so_far: Sequence[int]) -> list[int]:
        ends = so_far[first + 1 :]
        return [*ends[: rows - first], *map(sub, ends[rows - first :], so_far[1 : full + 1])]

    part = len(series) - full
    covered = [*range((first + 1) * step, (part + 1) * step, step), *repeat(rows * step, full)]
    return Rolling(held(series.bad_so_far), held(series.total_so_far), covered, first=first)
