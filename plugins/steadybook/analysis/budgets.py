"""Error budgets as measured: what is left, how fast it goes, since when it is frozen, and which incidents spent it.

The one truth about budgets: gate, rules, pages, reports and verbs all ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal, localcontext
from math import lcm
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from steadybook.analysis.budget_freeze import freeze_of
from steadybook.analysis.budget_incidents import IncidentShare, shares
from steadybook.analysis.measured_series import MeasuredSeries, Sums, in_events, percent, series_of
from steadybook.analysis.policies import policy_of
from steadybook.analysis.policy_conditions import intervals
from steadybook.kinds.slo.model import Slo
from steadybook.measurements.columns import MICROSECOND
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.burn_rate import burn_rate, time_to_exhaustion
from steadybook.sre.durations import format_duration
from steadybook.sre.error_budget import (
    DEFAULT_BOUNDS,
    HUNDRED,
    MINIMUM_COVERAGE,
    RANKED_STATES,
    BudgetBounds,
    BudgetState,
    remaining,
    state_of,
)
from steadybook.sre.numbers import plain
from steadybook.sre.policy import bounds_of

if TYPE_CHECKING:
    from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy

WEEK = timedelta(days=7)
BURN_WINDOWS: Mapping[str, timedelta] = MappingProxyType(
    {"1h": timedelta(hours=1), "6h": timedelta(hours=6), "24h": timedelta(hours=24)}
)
"""The stretches of time that burn rates are told for, all up to the newest measurement."""

_NOT_BURNING: Mapping[str, Decimal | None] = MappingProxyType(dict.fromkeys(BURN_WINDOWS))


class SloBudget(NamedTuple):
    """The error budget of an objective over its window, which ends with the newest measurement.

    All percentages are from 0 to 100; `remaining` falls below 0 when overspent, to minus infinity where the target is
    100. Numbers are not rounded.
    """

    slo: Document[Slo]
    as_of: datetime | None
    """Where the newest usable row ends; None: never measured."""
    good: Decimal
    bad: Decimal
    total: Decimal
    """Events in the window; a row that straddles its start counts pro rata."""
    measured: Decimal | None
    """The indicator over the window, in percent."""
    remaining: Decimal | None
    """Percent of the budget that is left; None without events."""
    week_ago: Decimal | None
    """What was left 7 days earlier; None where too little was measured then."""
    consumed_week: Decimal | None
    """Percent of the budget that the last 7 × 24 h took; None without events."""
    burn: Mapping[str, Decimal | None]
    """Burn rates over BURN_WINDOWS; None where rows are too coarse, missing or without events."""
    coverage: Decimal
    """Percent of the window that is measured."""
    state: BudgetState
    frozen: bool
    """The budget was exhausted and has not come back to 10 % since."""
    frozen_since: datetime | None
    exhausted_at: datetime | None
    """The last time that the budget ran out; None where it never did in the measured history."""
    projected_exhaustion: datetime | None
    """When it runs out at the present rate (now, where it has); None where it lasts or its state is unknown."""
    projection_basis: str
    """The rate that the projection rests on: `24h`, `window` (its mean), or empty where there is no projection."""
    incidents: tuple[IncidentShare, ...]
    """Largest share first."""
    reason: str | None
    """Why there is no number or no state, or which rows are in no number; a sentence for readers without its stop."""

    @property
    def trend(self) -> Decimal | None:
        """Percentage points of the budget gained (or lost, below 0) in 7 days; None where it cannot be told."""
        ends = (self.remaining, self.week_ago)
        if self.remaining is None or self.week_ago is None or not all(end.is_finite() for end in ends if end):
            return None
        return self.remaining - self.week_ago

    @property
    def top(self) -> IncidentShare | None:
        """The incident that took most; None: unattributed."""
        return self.incidents[0] if self.incidents else None

    @property
    def ruling(self) -> BudgetState:
        """The state whose actions rule: a frozen budget counts as exhausted."""
        return BudgetState.EXHAUSTED if self.frozen else self.state


def budget_of(context: Context, slo: Document[Slo]) -> SloBudget:
    """The budget of an objective; never fails for want of measurements: state and reason tell."""
    return context.memo(_budget, slo)


def budgets_of(context: Context, service: str) -> tuple[SloBudget, ...]:
    """The budgets of a service, worst first."""
    return _ranked(budget_of(context, slo) for slo in context.corpus.referrers("service", service, Slo))


def all_budgets(context: Context) -> tuple[SloBudget, ...]:
    """The budgets of all objectives, worst first: by the state that rules, then frozen ones, then by what is left."""
    return _ranked(budget_of(context, slo) for slo in context.corpus.of(Slo))


def bounds_for(context: Context, slo: Slo) -> BudgetBounds:
    """Where the states of an objective begin: as its policy says, else at 50, 25 and 0 percent.

    A policy that lacks one of the four states, or whose conditions cannot be read, has findings; 50, 25 and 0 hold.
    """
    policy = policy_of(context, slo)
    return DEFAULT_BOUNDS if policy is None else context.memo(_bounds, policy)


def _bounds(_context: Context, policy: Document[ErrorBudgetPolicy]) -> BudgetBounds:
    try:
        return bounds_of(intervals(policy.model))
    except KeyError:
        return DEFAULT_BOUNDS


def _ranked(budgets: Iterable[SloBudget]) -> tuple[SloBudget, ...]:
    return tuple(sorted(budgets, key=_rank))


def _rank(budget: SloBudget) -> tuple[int, bool, Decimal, str]:
    left = Decimal("Infinity") if budget.remaining is None else budget.remaining
    return RANKED_STATES.index(budget.ruling), not budget.frozen, left, budget.slo.id


def _budget(context: Context, document: Document[Slo]) -> SloBudget:
    slo = document.model
    series = series_of(context, slo.service, slo.sli)
    newest = series.end
    if newest is None:
        return _unmeasured(document, series)
    bounds = bounds_for(context, slo)
    end, window = series.ends[-1], slo.window // MICROSECOND
    sums = series.sums(end - window, end)
    coverage = HUNDRED * sums.covered / window
    left = left_of(sums, slo.target)
    enough = coverage >= MINIMUM_COVERAGE
    state = state_of(left, bounds) if enough else BudgetState.UNKNOWN
    burn = {name: _burn(series, end, length, slo.target) for name, length in BURN_WINDOWS.items()}
    freeze = freeze_of(series, slo.target, window, bounds)
    bad, total = in_events(sums.bad, series.scale), in_events(sums.total, series.scale)
    projection, basis = None, ""
    if state is not BudgetState.UNKNOWN and left is not None:
        projection, basis = _projected(newest, slo, left, sums, burn["24h"])
    return SloBudget(
        slo=document,
        as_of=newest,
        good=total - bad,
        bad=bad,
        total=total,
        measured=percent(sums.total - sums.bad, sums.total) if sums.total else None,
        remaining=left,
        week_ago=_week_ago(series, end, slo),
        consumed_week=_consumed(series.sums(end - WEEK // MICROSECOND, end), sums, slo.target),
        burn=MappingProxyType(burn),
        coverage=coverage,
        state=state,
        frozen=freeze.frozen,
        frozen_since=freeze.since,
        exhausted_at=freeze.exhausted_at,
        projected_exhaustion=projection,
        projection_basis=basis,
        incidents=shares(context, slo.service, series, end - window, end),
        reason=_reason(slo, series, sums, coverage),
    )


def left_of(sums: Sums, target: Decimal) -> Decimal | None:
    """Percent of the budget left after these events, by `sre.error_budget.remaining`; None without events."""
    unit = lcm(sums.bad.denominator, sums.total.denominator)  # whole numbers of events divide alike, and exactly
    with localcontext(prec=100):
        left = remaining(Decimal(int(sums.bad * unit)), Decimal(int(sums.total * unit)), target)
    return None if left is None else +left


def _consumed(week: Sums, whole: Sums, target: Decimal) -> Decimal | None:
    """Percent of the window's budget that a week took."""
    if not whole.total or not week.covered:
        return None
    left = left_of(Sums(week.bad, whole.total, whole.covered), target)
    return None if left is None else HUNDRED - left


def _week_ago(series: MeasuredSeries, end: int, slo: Slo) -> Decimal | None:
    then, window = end - WEEK // MICROSECOND, slo.window // MICROSECOND
    sums = series.sums(then - window, then)
    return left_of(sums, slo.target) if HUNDRED * sums.covered >= MINIMUM_COVERAGE * window else None


def _burn(series: MeasuredSeries, end: int, length: timedelta, target: Decimal) -> Decimal | None:
    """The burn rate of the last rows, where these are no longer than that and leave no gap."""
    stretch = length // MICROSECOND
    sums = series.sums(end - stretch, end)
    if sums.covered < stretch or not sums.total or series.longest(series.rows_between(end - stretch, end)) > stretch:
        return None
    return burn_rate(percent(sums.bad, sums.total), target)


def _projected(
    newest: datetime, slo: Slo, left: Decimal, sums: Sums, day: Decimal | None
) -> tuple[datetime | None, str]:
    basis = "window" if day is None else "24h"
    rate = burn_rate(percent(sums.bad, sums.total), slo.target) if day is None else day
    lasts = time_to_exhaustion(rate, slo.window, left)
    try:
        return (None, "") if lasts is None else (newest + lasts, basis)
    except OverflowError:  # beyond the calendar is as good as never
        return None, ""


def _unmeasured(document: Document[Slo], series: MeasuredSeries) -> SloBudget:
    slo = document.model
    reason = f"nothing is measured of {slo.sli} for {slo.service}"
    if series.later:
        reason += f" up to now: {_rows(series.later)} of later times"
    zero = Decimal(0)
    return SloBudget(
        slo=document,
        as_of=None,
        good=zero,
        bad=zero,
        total=zero,
        measured=None,
        remaining=None,
        week_ago=None,
        consumed_week=None,
        burn=_NOT_BURNING,
        coverage=zero,
        state=BudgetState.UNKNOWN,
        frozen=False,
        frozen_since=None,
        exhausted_at=None,
        projected_exhaustion=None,
        projection_basis="",
        incidents=(),
        reason="; ".join((reason, *_left_out(series))),
    )


def _reason(slo: Slo, series: MeasuredSeries, sums: Sums, coverage: Decimal) -> str | None:
    said = []
    if coverage < MINIMUM_COVERAGE:
        said.append(
            f"only {_down(coverage)}% of the last {format_duration(slo.window)} is measured, "
            f"under the {MINIMUM_COVERAGE}% that a state needs"
        )
    if not sums.total:
        said.append(f"no events were counted in the last {format_duration(slo.window)}")
    elif slo.target == HUNDRED:
        said.append("a target of 100 leaves no budget: the first bad event exhausts it")
    said += _left_out(series)
    return "; ".join(said) or None


def _left_out(series: MeasuredSeries) -> list[str]:
    return [
        f"{_rows(file.rows)} of {file.path} left out, for {'it' if file.rows == 1 else 'they'} cannot be used"
        if file.rows
        else f"{file.path} cannot be read"
        for file in series.left_out
    ]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _down(percent: Decimal) -> str:
    """To one place, never rounded up to what would be enough."""
    return plain(percent.quantize(Decimal("0.1"), ROUND_FLOOR))
