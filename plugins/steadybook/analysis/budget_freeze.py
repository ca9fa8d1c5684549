"""When a budget ran out, and whether it is frozen still: what only its whole history tells."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from operator import truediv
from typing import NamedTuple

from steadybook.analysis.measured_series import MeasuredSeries
from steadybook.analysis.rolling_windows import Rolling, rolling
from steadybook.measurements.columns import instant
from steadybook.sre.error_budget import HUNDRED, MINIMUM_COVERAGE, RECOVERY_POINT, BudgetBounds, budget

NEAR = 1e-6
"""Relative distance from a bound below which floats decide nothing: their own error is some 1e-16."""


BLOCKS = 8
"""Stretches that a window is cut into for a first look: more of them see more budgets through, and take longer."""


class Freeze(NamedTuple):
    """What the history says about exhaustion."""

    frozen: bool
    since: datetime | None
    """The row's end at which the present freeze began."""
    exhausted_at: datetime | None
    """The last row's end at which the budget went from more than the bound to the bound or below."""


def freeze_of(series: MeasuredSeries, target: Decimal, window: int, bounds: BudgetBounds) -> Freeze:
    """The freeze at the end of a series, evaluated at every row's end: see `sre.error_budget.frozen_at_end`.

    Comparisons are of whole numbers, hence exact. A moment whose window (of so many microseconds) is measured under
    80 % or without events changes nothing.
    """
    if _surely_above(series, target, window, bounds.critical_above):
        return Freeze(False, None, None)
    over = rolling(series, window, -int(-MINIMUM_COVERAGE * window // HUNDRED))
    if _never_near(over, target, bounds.critical_above):
        return Freeze(False, None, None)
    spent = _at_most(over, target, bounds.critical_above)
    if True not in spent:
        return Freeze(False, None, None)
    recovered = _at_most(over, target, RECOVERY_POINT, strictly=True)
    frozen, since, last, before = False, -1, -1, False
    enough, moments = int(MINIMUM_COVERAGE) * window, zip(over.covered, over.total, spent, recovered, strict=True)
    for row, (covered, total, is_spent, is_low) in enumerate(moments, over.first):
        if 100 * covered < enough or not total:
            continue
        if is_spent:
            if not before:
                last = row
            if not frozen:
                frozen, since = True, row
        elif not is_low:
            frozen = False
        before = is_spent
    return Freeze(frozen, _moment(series, since) if frozen else None, _moment(series, last))


def _surely_above(series: MeasuredSeries, target: Decimal, window: int, percent: Decimal) -> bool:
    """Whether a few sums show that the budget always was far above so many percent: true of most that never were near.

    Of all windows that end within a stretch of rows, none holds more bad events than the rows that any of them holds,
    nor fewer events than the rows that all of them hold.
    """
    step = series.step
    if step is None or window % step:
        return False
    rows, count = window // step, len(series)
    limit = float(HUNDRED - percent) * float(budget(target)) / 10_000 * (1 - NEAR)
    bad, total = series.bad_so_far, series.total_so_far
    stretch = max(1, rows // BLOCKS)
    first = -(-rows * int(MINIMUM_COVERAGE) // 100)  # a window of fewer rows is not measured enough to count
    for end in range(first, count + 1, stretch):
        last = min(end + stretch - 1, count)
        most = bad[last] - bad[max(0, end - rows)]
        least = total[end] - total[max(0, last - rows)]
        if most and (least <= 0 or most / least >= limit):
            return False
    return True


def _never_near(over: Rolling, target: Decimal, percent: Decimal) -> bool:
    """Whether binary floats suffice to see that the budget always was far above so many percent: for most it was."""
    if 0 in over.total:
        return False
    limit = float(HUNDRED - percent) * float(budget(target)) / 10_000
    highest: float = max(map(truediv, over.bad, over.total))
    return highest < limit * (1 - NEAR)


def _at_most(over: Rolling, target: Decimal, percent: Decimal, strictly: bool = False) -> list[bool]:
    """Whether at most (`strictly`: less than) so many percent of the budget remain at each row's end.

    100 × (1 − bad / (total × b / 100)) ≤ p, with b = 100 − target, is 10000 × bad ≥ (100 − p) × b × total.
    """
    ratio = Fraction(HUNDRED - percent) * Fraction(budget(target)) / 10_000
    if not ratio:  # without a budget all of it remains, or minus infinity: see `remaining`
        return [bad > 0 for bad in over.bad]
    left, right = ratio.denominator, ratio.numerator
    pairs = zip(over.bad, over.total, strict=True)
    if strictly:
        return [left * bad > right * total for bad, total in pairs]
    return [left * bad >= right * total for bad, total in pairs]


def _moment(series: MeasuredSeries, row: int) -> datetime | None:
    return instant(series.ends[row]) if row >= 0 else None
