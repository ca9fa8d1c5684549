"""Burn rates: how fast an error budget is being spent, and the alerts that watch it.

A burn rate of 1 spends exactly the whole budget over the SLO window; 14.4 spends it 14.4 times as fast.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from steadybook.sre.error_budget import HUNDRED, budget

SOURCE: Final = "Google SRE Workbook, ch. 5: Alerting on SLOs, table 5-8 (multiwindow, multi-burn-rate alerts)"

SHORT_TO_LONG_LIMIT: Final = Decimal("0.25")
"""A short window longer than this share of the long one no longer ends the alert soon after the trouble does."""
SHORT_TO_LONG_SOURCE: Final = "Google SRE Workbook, ch. 5 uses 1/12; a quarter is the loosest that still resets early"

HEALTHY_RATE: Final = Decimal(1)
"""An SLI counts as back to normal at this burn rate or below."""


class AlertWindow(NamedTuple):
    """One alert of the standard set, stated by the share of the budget (percent) spent when it fires."""

    name: str
    budget_consumed: Decimal
    long_window: timedelta
    short_window: timedelta
    severity: str


class BurnRateAlert(NamedTuple):
    """An alert that fires while both windows burn at `burn_rate` or faster."""

    name: str
    burn_rate: Decimal
    long_window: timedelta
    short_window: timedelta
    severity: str


ALERT_WINDOWS: Final = (
    AlertWindow("fast_burn", Decimal(2), timedelta(hours=1), timedelta(minutes=5), "page"),
    AlertWindow("medium_burn", Decimal(5), timedelta(hours=6), timedelta(minutes=30), "page"),
    AlertWindow("slow_burn", Decimal(10), timedelta(days=1), timedelta(hours=2), "ticket"),
    AlertWindow("lingering_burn", Decimal(10), timedelta(days=3), timedelta(hours=6), "ticket"),
)


def _microseconds(window: timedelta) -> Decimal:
    if window <= timedelta(0):
        raise ValueError("a window must be longer than 0")
    return Decimal(window // timedelta(microseconds=1))


def burn_rate(error_rate: Decimal, target: Decimal) -> Decimal:
    """Observed over allowed error rate, both in percent: 0.5 at a target of 99.9 gives 5.

    A target of 100 allows nothing: the rate is 0 without errors and infinite with any.
    """
    allowed = budget(target)
    if allowed == 0:
        return Decimal(0) if error_rate == 0 else Decimal("Infinity")
    return error_rate / allowed


def consumed(rate: Decimal, long_window: timedelta, window: timedelta) -> Decimal:
    """Percent of the budget spent when `long_window` burns at `rate`: 14.4 over 1 h of 30 d gives 2.

    Raises ValueError where the SLO window is not longer than 0.
    """
    part, whole = _microseconds(long_window), _microseconds(window)
    return HUNDRED * rate * part / whole


def rate_for(budget_consumed: Decimal, long_window: timedelta, window: timedelta) -> Decimal:
    """The burn rate that spends `budget_consumed` percent within `long_window`; the inverse of `consumed`."""
    part, whole = _microseconds(long_window), _microseconds(window)
    return budget_consumed * whole / (HUNDRED * part)


def time_to_exhaustion(rate: Decimal, window: timedelta, remaining_percent: Decimal = HUNDRED) -> timedelta | None:
    """How long what is left of the budget lasts at `rate`: a full one over 28 d at 14.4 lasts 46 h 40 m.

    None where it lasts for ever (a rate of 0, or longer than a timedelta can say); zero where nothing is left.
    """
    if remaining_percent <= 0:
        return timedelta(0)
    if rate <= 0:
        return None
    microseconds = _microseconds(window) * remaining_percent / HUNDRED / rate
    if microseconds > timedelta.max // timedelta(microseconds=1):
        return None
    return timedelta(microseconds=int(microseconds.to_integral_value(ROUND_HALF_UP)))


def fires(rate: Decimal, target: Decimal) -> bool:
    """Whether an alert of this rate can fire at all: not even a total outage reaches rate × (100 − target) > 100."""
    return rate * budget(target) <= HUNDRED


def highest_rate(target: Decimal) -> Decimal:
    """The burn rate of a total outage: the highest that can occur. Infinite for a target of 100."""
    return burn_rate(HUNDRED, target)


def lowest_target(rate: Decimal) -> Decimal:
    """The lowest target at which an alert of this rate can still fire, in percent; the inverse of `highest_rate`."""
    return HUNDRED - HUNDRED / rate if rate > 1 else Decimal(0)


def short_window_too_long(short_window: timedelta, long_window: timedelta) -> bool:
    """Whether the short window is more than SHORT_TO_LONG_LIMIT of the long one."""
    return _microseconds(short_window) > SHORT_TO_LONG_LIMIT * _microseconds(long_window)


def standard_alerts(window: timedelta) -> tuple[BurnRateAlert, ...]:
    """The standard set for any SLO window; alerts whose long window does not fit into it are left out."""
    return tuple(
        BurnRateAlert(
            row.name,
            rate_for(row.budget_consumed, row.long_window, window),
            row.long_window,
            row.short_window,
            row.severity,
        )
        for row in ALERT_WINDOWS
        if row.long_window < window
    )


def possible_alerts(window: timedelta, target: Decimal) -> tuple[BurnRateAlert, ...]:
    """The standard set without the alerts that can never fire at this target."""
    return tuple(alert for alert in standard_alerts(window) if fires(alert.burn_rate, target))


STANDARD_ALERTS: Final = MappingProxyType(
    {window: standard_alerts(window) for window in (timedelta(28), timedelta(30))}
)
"""The standard set of the two usual windows: 14.4, 6, 3, 1 over 30 d and 13.44, 5.6, 2.8, 0.933… over 28 d."""


class WorkedExample(NamedTuple):
    """A situation to compute with: an observed error rate (percent) under a target over a window."""

    target: Decimal
    window: timedelta
    error_rate: Decimal

    @property
    def rate(self) -> Decimal:
        """How fast the budget burns."""
        return burn_rate(self.error_rate, self.target)

    @property
    def lasts(self) -> timedelta | None:
        """How long a full budget lasts at that rate."""
        return time_to_exhaustion(self.rate, self.window)


WORKED_EXAMPLE: Final = WorkedExample(Decimal("99.9"), timedelta(28), Decimal("0.5"))
WORKED_EXAMPLE_SOURCE: Final = "SRE & Incident Management Platform, phase 3: burn rate calculation"

CLASSIC_ALERTS: Final = (
    BurnRateAlert("fast_burn", Decimal("14.4"), timedelta(hours=1), timedelta(minutes=5), "page"),
    BurnRateAlert("medium_burn", Decimal("6.0"), timedelta(hours=6), timedelta(minutes=30), "page"),
    BurnRateAlert("slow_burn", Decimal("1.0"), timedelta(days=3), timedelta(hours=6), "ticket"),
)
"""The rates of the 30-day book, often written with a 28-day window: accepted, spending 2.14, 5.36 and 10.71 % there."""
CLASSIC_ALERTS_SOURCE: Final = "SRE & Incident Management Platform, phase 2: SLO document template"
