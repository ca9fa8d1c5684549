"""Error budgets: what a target allows, what is left of it, and the state that follows.

Percentages are decimals from 0 to 100. A budget is the allowed share of bad events in percentage points; spread over a
window of full outage it is a number of minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from steadybook.sre.durations import from_minutes, minutes

SOURCE: Final = "Google SRE Book, ch. 3 and 4; Google SRE Workbook, ch. 2 and appendix B (error budget policy)"

HUNDRED: Final = Decimal(100)
MONTH: Final = timedelta(days=30, hours=10, minutes=30)
"""A mean month, 365.25 / 12 = 30.4375 days: the basis of the downtime table."""

DEFAULT_WINDOW: Final = timedelta(days=28)
"""Four whole weeks, so that every window holds the same weekdays (Google SRE Workbook, ch. 2)."""

RECOVERY_POINT: Final = Decimal(10)
"""A freeze after exhaustion ends when this much of the budget (in percent) has come back."""

MINIMUM_COVERAGE: Final = Decimal(80)
"""Percent of a window that must be measured before its state can be told."""

SLA_MARGIN: Final = Decimal("0.1")
"""Points by which an objective should be stricter than the contract; waived above SLA_MARGIN_WAIVED_ABOVE."""
SLA_MARGIN_WAIVED_ABOVE: Final = Decimal("99.9")


class BudgetState(StrEnum):
    """How much of an error budget is left, in words. `unknown`: too little is measured to tell."""

    HEALTHY = "healthy"
    WARNING = "warning"
    CRITICAL = "critical"
    EXHAUSTED = "exhausted"
    UNKNOWN = "unknown"


RANKED_STATES: Final = (
    BudgetState.EXHAUSTED,
    BudgetState.CRITICAL,
    BudgetState.WARNING,
    BudgetState.UNKNOWN,
    BudgetState.HEALTHY,
)
"""From the one that needs a reader first to the one that needs him last."""


class BudgetBounds(NamedTuple):
    """Remaining percent down to which each state reaches; a value on a bound belongs to the worse state."""

    healthy_above: Decimal = Decimal(50)
    warning_above: Decimal = Decimal(25)
    critical_above: Decimal = Decimal(0)


DEFAULT_BOUNDS: Final = BudgetBounds()
BOUNDS_SOURCE: Final = "SRE & Incident Management Platform, phase 3: error budget policy"


class TargetGuideRow(NamedTuple):
    """One line of the target guide: what a target of so many nines is good for."""

    nines: str
    target: Decimal
    appropriate_for: str

    @property
    def downtime(self) -> timedelta:
        """Full outage that the target allows in a mean month."""
        return from_minutes(budget_minutes(self.target, MONTH))


TARGET_GUIDE: Final = (
    TargetGuideRow("2", Decimal(99), "Development environments and tools used inside the company"),
    TargetGuideRow("2.5", Decimal("99.5"), "Back-office and other services that can wait a few hours"),
    TargetGuideRow("3", Decimal("99.9"), "The ordinary production service"),
    TargetGuideRow("3.5", Decimal("99.95"), "Services that customers use directly and notice at once"),
    TargetGuideRow("4", Decimal("99.99"), "Sign-in, payments and whatever else the business stands on"),
    TargetGuideRow("5", Decimal("99.999"), "Clearing of money between institutions; systems that lives depend on"),
)
TARGET_GUIDE_SOURCE: Final = "SRE & Incident Management Platform, phase 2: target selection guide; downtime is computed"

TARGET_RULES: Final = (
    "Begin with a modest target: tightening one later is easy, loosening one is a negotiation.",
    "Keep the objective stricter than the contract, usually by 0.1 to 0.5 points, so that there is room to react.",
    "Hold yourself to more than you promise outside: the team should meet a problem before its customers do.",
    "Count on every further nine costing about ten times as much as the one before.",
    "Set no objective on what nobody measures.",
)
TARGET_RULES_SOURCE: Final = "SRE & Incident Management Platform, phase 2; Google SRE Book, ch. 4"


def budget(target: Decimal) -> Decimal:
    """The error budget of a target, in percentage points: 100 − target. Raises ValueError outside 0 to 100."""
    if not 0 <= target <= HUNDRED:
        raise ValueError(f"a target is a percentage from 0 to 100, not {target}")
    return HUNDRED - target


def budget_minutes(target: Decimal, window: timedelta) -> Decimal:
    """Minutes of full outage that a target allows in a window: 99.9 over 28 d gives 40.32."""
    return minutes(window) * budget(target) / HUNDRED


def agrees_as_written(written: str | Decimal, computed: Decimal, *, zero_agrees: bool = False) -> bool:
    """Whether a written number is right to the precision it is written with: `40` is right for 40.32, `43` is not.

    The written number may differ by half a unit of its last place. A written zero for something that is not zero is
    wrong unless `zero_agrees`: it says that there is nothing, and is what an unfilled template says.
    """
    number = Decimal(written)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    if number == 0 and computed != 0 and not zero_agrees:
        return False
    return abs(number - computed) <= Decimal(5).scaleb(min(exponent, 0) - 1)


def remaining(bad: Decimal, total: Decimal, target: Decimal) -> Decimal | None:
    """Percent of the budget left after `bad` of `total` events; None without events. Falls below 0 when overspent.

    100 × (1 − bad / (total × budget fraction)). A target of 100 has no budget: what is left is all of it, or, after
    the first bad event, minus infinity.
    """
    if total <= 0:
        return None
    allowed = total * budget(target) / HUNDRED
    if allowed == 0:
        return HUNDRED if bad == 0 else Decimal("-Infinity")
    return HUNDRED * (1 - bad / allowed)


def state_of(remaining_percent: Decimal | None, bounds: BudgetBounds = DEFAULT_BOUNDS) -> BudgetState:
    """The state that belongs to what is left; None (nothing measured) is unknown."""
    if remaining_percent is None:
        return BudgetState.UNKNOWN
    if remaining_percent > bounds.healthy_above:
        return BudgetState.HEALTHY
    if remaining_percent > bounds.warning_above:
        return BudgetState.WARNING
    if remaining_percent > bounds.critical_above:
        return BudgetState.CRITICAL
    return BudgetState.EXHAUSTED


def frozen_at_end(
    history: Iterable[Decimal | None], exhausted_at: Decimal = Decimal(0), recovery: Decimal = RECOVERY_POINT
) -> bool:
    """Whether a freeze rules after a history of remaining percents, oldest first.

    It begins when the budget is exhausted and ends when `recovery` percent is reached again; unmeasured moments (None)
    change nothing.
    """
    frozen = False
    for left in history:
        if left is None:
            continue
        if left <= exhausted_at:
            frozen = True
        elif left >= recovery:
            frozen = False
    return frozen


def stricter_by(target: Decimal, sla: Decimal) -> Decimal:
    """Points by which an objective is stricter than the contractual availability; negative where it is laxer."""
    return target - sla


def dependency_bound(upstream_targets: Sequence[Decimal]) -> Decimal:
    """The availability, in percent, that hard dependencies allow together: the product of their targets.

    Assumes that they fail independently and that every failure is passed on (Treynor, Dahlin, Rau, Beyer, "The
    Calculus of Service Availability", ACM Queue 15(2), 2017). Without dependencies: 100.
    """
    product = Decimal(1)
    for target in upstream_targets:
        product *= target / HUNDRED
    return product * HUNDRED
