"""On call: whether a rotation is healthy, how to run one, and what is handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from steadybook.sre.agenda import AgendaItem

SOURCE: Final = "SRE & Incident Management Platform, phase 10; Google SRE Book, ch. 11: Being On-Call"

MIN_ROTATION: Final = 5
"""People in a rotation: one week on call, then at least four weeks off."""

SHIFT_LENGTH: Final = timedelta(days=7)


class Band(StrEnum):
    """How healthy a figure is."""

    HEALTHY = "healthy"
    WARNING = "warning"
    CRITICAL = "critical"


class HealthMetric(NamedTuple):
    """A figure of on-call health. A value on a bound belongs to the worse band."""

    id: str
    name: str
    unit: str
    healthy_bound: Decimal
    critical_bound: Decimal
    higher_is_better: bool = False

    def texts(self) -> Mapping[Band, str]:
        """The three bands in words, such as `under 2`, `2 to 5`, `5 or more`."""
        near, far = self.healthy_bound, self.critical_bound
        if self.higher_is_better:
            bands = (f"over {near}", f"over {far}, up to {near}", f"{far} or less")
        else:
            bands = (f"under {near}", f"{near} to under {far}", f"{far} or more")
        return MappingProxyType(dict(zip(Band, bands, strict=True)))


HEALTH_METRICS: Final = (
    HealthMetric("pages_per_shift", "Pages per shift", "pages", Decimal(2), Decimal(5)),
    HealthMetric("off_hours_pages", "Off-hours pages", "pages a week", Decimal(1), Decimal(3)),
    HealthMetric("time_to_acknowledge", "Time to acknowledge", "min", Decimal(5), Decimal(15)),
    HealthMetric("time_to_mitigate", "Time to mitigate", "min", Decimal(30), Decimal(60)),
    HealthMetric("false_positive_rate", "False positives", "% of pages", Decimal(10), Decimal(30)),
    HealthMetric("escalation_rate", "Escalations", "% of pages", Decimal(20), Decimal(40)),
    HealthMetric("satisfaction", "Satisfaction", "of 5", Decimal(4), Decimal(3), higher_is_better=True),
)
HEALTH_METRICS_SOURCE: Final = "SRE & Incident Management Platform, phase 10: on-call health metrics"

_METRICS: Final = MappingProxyType({metric.id: metric for metric in HEALTH_METRICS})


def band(metric: HealthMetric | str, value: Decimal) -> Band:
    """The band of a value; a metric may be given by its id. Raises KeyError for an unknown id."""
    measure = _METRICS[metric] if isinstance(metric, str) else metric
    sign = -1 if measure.higher_is_better else 1
    if sign * value >= sign * measure.critical_bound:
        return Band.CRITICAL
    if sign * value >= sign * measure.healthy_bound:
        return Band.WARNING
    return Band.HEALTHY


class Practice(NamedTuple):
    """A habit of a good rotation, and the reason for it."""

    rule: str
    reason: str


PRACTICES: Final = (
    Practice(f"At least {MIN_ROTATION} people", "One week on call is followed by four weeks off."),
    Practice("No two weeks in a row", "Where the team is too small for that, its size is what needs fixing."),
    Practice("Follow the sun", "With people on several continents, nobody needs to be woken at 3 a.m."),
    Practice("A primary and a secondary, always", "One person may be on a train, asleep, or busy with the first page."),
    Practice(
        "A handoff document at each change",
        "Open issues, fresh deployments and known risks do not travel by themselves.",
    ),
    Practice("Compensation", "Pay, time off or the equivalent: being available is work."),
)
PRACTICES_SOURCE: Final = "SRE & Incident Management Platform, phase 10: rotation best practices"


class HandoffSection(NamedTuple):
    """A part of the handoff; `field` is its key in a shift's `handoff`."""

    field: str
    title: str
    each: str


HANDOFF_SECTIONS: Final = (
    HandoffSection("open_issues", "Open issues", "What it is, where it stands and what comes next"),
    HandoffSection("recent_changes", "Changes of the last 7 days", "What changed, how risky it is and how to undo it"),
    HandoffSection("known_risks", "Known risks", "What may happen and what to look out for"),
    HandoffSection("scheduled_maintenance", "Planned maintenance", "When, what, for how long and how to undo it"),
    HandoffSection("runbook_updates", "Runbooks", "Which are new or changed since the last handoff"),
)
HANDOFF_SOURCE: Final = "SRE & Incident Management Platform, phase 10: on-call handoff template"

WEEKLY_REVIEW: Final = (
    AgendaItem(
        "Objectives", 5, ("How much budget does each service have left?", "Did a burn-rate alert fire this week?")
    ),
    AgendaItem(
        "Incidents",
        10,
        ("This week's incidents: how many, how severe, how long?", "Open action items: where do they stand?"),
    ),
    AgendaItem(
        "On call",
        5,
        ("Pages this week: all, off hours, false", "What do those who were on call say?"),
    ),
    AgendaItem(
        "Work on reliability",
        10,
        (
            "Which automation was finished?",
            "How many hours of toil are gone?",
            "Which chaos experiments ran?",
            "Where does capacity run short?",
        ),
    ),
)
WEEKLY_REVIEW_SOURCE: Final = "SRE & Incident Management Platform, phase 11: weekly SRE review (30 min)"

COMPENSATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paid": "On-call pay",
        "time_off": "Time off in lieu",
        "equivalent": "Something of the same worth",
        "none": "Nothing",
    }
)

NIGHT_BEGINS: Final = 23
NIGHT_ENDS: Final = 6
"""Hours of the local clock: from 23 to 6 people sleep."""
NIGHT_SOURCE: Final = (
    "International Labour Organization, Night Work Convention, 1990 (No. 171), Art. 1: at least seven hours in a row "
    "that include midnight to 5 a.m.; Directive 2003/88/EC, Art. 2"
)


def is_night(hour: int) -> bool:
    """Whether an hour of the local clock (0 to 23) is one in which people sleep."""
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS
