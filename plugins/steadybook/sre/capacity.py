"""Capacity: forecasts of growth, headroom, and the tests and habits that keep a service ahead of its load."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, Overflow, localcontext
from typing import Final, NamedTuple

from steadybook.sre.error_budget import HUNDRED

SOURCE: Final = "SRE & Incident Management Platform, phase 9; Google SRE Workbook, ch. 12 and 18"

PROJECTION_TOLERANCE: Final = Decimal(1)
"""Percent by which a written projection may differ from the computed one."""

LOAD_TEST_MULTIPLE: Final = Decimal(2)
"""Times the expected peak that a service must have been tested with before production."""

DEFAULT_SCALE_UP: Final = Decimal(80)
"""Percent of utilization at which capacity is added where nothing else is written."""
DEFAULT_SCALE_DOWN: Final = Decimal(30)
"""Percent of utilization at which capacity is taken away where nothing else is written."""

RESOURCES: Final = ("CPU", "memory", "storage", "connections", "bandwidth")
"""What may be the bottleneck."""


class LoadTest(NamedTuple):
    """A load test scenario: what is done, for how long, and what it must show."""

    scenario: str
    method: str
    multiple: Decimal | None
    duration: timedelta | None
    target: str


LOAD_TESTS: Final = (
    LoadTest("baseline", "Hold today's peak", Decimal(1), timedelta(minutes=30), "Know the figures to compare with"),
    LoadTest("growth", "Hold twice today's peak", Decimal(2), timedelta(minutes=15), "Scaling follows the load"),
    LoadTest(
        "spike",
        "Rise to ten times the normal load within 60 s",
        Decimal(10),
        timedelta(minutes=5),
        "Circuit breakers hold",
    ),
    LoadTest(
        "soak",
        "Hold one and a half times the normal load",
        Decimal("1.5"),
        timedelta(hours=4),
        "Nothing leaks and nothing slows down",
    ),
    LoadTest("stress", "Raise the load until something breaks", None, None, "Know where the limit really is"),
)
LOAD_TESTS_SOURCE: Final = "SRE & Incident Management Platform, phase 9: load testing benchmarks"


class CadenceRow(NamedTuple):
    """What to look at how often."""

    when: str
    actions: tuple[str, ...]


CADENCE: Final = (
    CadenceRow("Daily", ("Look through what autoscaling did", "Look for anything out of the ordinary")),
    CadenceRow("Weekly", ("Follow the trends of utilization", "Sample the headroom")),
    CadenceRow("Monthly", ("Bring the growth model up to date", "Compare the projected cost")),
    CadenceRow("Quarterly", ("Go through all capacity", "Plan the budget", "Question the architecture")),
    CadenceRow("Before a launch", ("Test with twice the expected peak", "See that scaling follows")),
)
CADENCE_SOURCE: Final = "SRE & Incident Management Platform, phase 9: capacity planning cadence"

REVIEW_INTERVAL: Final = timedelta(days=92)
"""A capacity model reviewed within this time was reviewed this quarter."""


def projection(current: Decimal, monthly_growth: Decimal, months: int) -> Decimal:
    """current × (1 + g)^months, growth in percent a month. Infinite where it exceeds every number.

    Raises ValueError for a growth under −100 % and for negative months.
    """
    if monthly_growth < -HUNDRED:
        raise ValueError("nothing shrinks by more than 100 %")
    if months < 0:
        raise ValueError("a projection looks ahead")
    if months == 0 or current == 0:
        return current
    with localcontext() as context:
        context.traps[Overflow] = False
        return current * (1 + monthly_growth / HUNDRED) ** months


def projection_agrees(written: Decimal, computed: Decimal) -> bool:
    """Whether a written projection lies within PROJECTION_TOLERANCE of the computed one."""
    return computed.is_finite() and abs(written - computed) * HUNDRED <= PROJECTION_TOLERANCE * abs(computed)


def headroom(peak_utilization: Decimal) -> Decimal:
    """Percent left at the peak: 100 − peak utilization; negative where the peak is above capacity."""
    return HUNDRED - peak_utilization


def months_to_threshold(peak: Decimal, threshold: Decimal, monthly_growth: Decimal) -> Decimal | None:
    """Months until the peak utilization reaches a threshold: ln(threshold / peak) / ln(1 + g).

    0 where it is reached already; None where it never is (no load, or no growth).
    """
    if peak >= threshold:
        return Decimal(0)
    if peak <= 0 or monthly_growth <= 0:
        return None
    growth = (1 + monthly_growth / HUNDRED).ln()
    # A growth too small for the arithmetic is none.
    return (threshold / peak).ln() / growth if growth else None
