"""The quality score: eight weighted dimensions, each scored from 0 to 5, making 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, quality scoring rubric (0-100)"

HIGHEST_SCORE: Final = Decimal(5)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A side of quality: its weight in points of the hundred, and what low, middle and full scores look like."""

    id: str
    name: str
    weight: Decimal
    low: str
    middle: str
    full: str


DIMENSIONS: Final = (
    Dimension(
        "slo_coverage",
        "SLO coverage",
        Decimal(20),
        "No objectives",
        "The critical services have objectives",
        "Every service has objectives, budgets and reviews",
    ),
    Dimension(
        "monitoring",
        "Monitoring",
        Decimal(15),
        "A health check or two",
        "The golden signals, on dashboards",
        "Everything can be observed; the unusual is found by machine",
    ),
    Dimension(
        "incident_response",
        "Incident response",
        Decimal(15),
        "No process",
        "Roles, runbooks and postmortems",
        "Practised command, no blame, actions followed to their end",
    ),
    Dimension(
        "automation",
        "Automation",
        Decimal(15),
        "Everything by hand",
        "A delivery pipeline and some automation",
        "It heals itself, what runs is in git, toil is under a quarter",
    ),
    Dimension(
        "chaos_engineering",
        "Chaos engineering",
        Decimal(10),
        "None",
        "Experiments in staging",
        "Experiments in production all the time, with safety catches",
    ),
    Dimension(
        "capacity_planning",
        "Capacity planning",
        Decimal(10),
        "Capacity is added when it is missing",
        "A forecast every quarter",
        "Foreseen, scaled automatically, and at a sensible cost",
    ),
    Dimension(
        "oncall_health",
        "On-call health",
        Decimal(10),
        "Heroes who burn out",
        "A fair rotation with under 5 pages a shift",
        "An even and compensated load with under 2 pages a shift",
    ),
    Dimension(
        "documentation",
        "Documentation",
        Decimal(5),
        "Nothing is written down",
        "Runbooks exist",
        "Runbooks are complete, up to date and tried out",
    ),
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One kind of evidence in a dimension: the share of cases that have it brings that share of its points.

    The points of a dimension's criteria make HIGHEST_SCORE together.
    """

    id: str
    dimension: str
    text: str
    points: Decimal


def _criteria(dimension: str, *rows: tuple[str, str, str]) -> tuple[Criterion, ...]:
    return tuple(Criterion(id, dimension, text, Decimal(points)) for id, points, text in rows)


CRITERIA: Final = (
    *_criteria(
        "slo_coverage",
        ("critical-services-with-slos", "2", "Critical services (where there is none: all) that have an objective"),
        ("services-with-slos", "1", "Services that have an objective"),
        ("slos-measured", "1", "Objectives that are measured, with enough coverage to tell their state"),
        ("slos-reviewed", "1", "Objectives that were reviewed within their cadence"),
    ),
    *_criteria(
        "monitoring",
        ("golden-signals", "1.5", "Golden signals of services that have a dashboard"),
        ("alerts-with-runbooks", "2", "Alerts that lead to a runbook"),
        ("logs-and-traces", "1", "Services whose logs and traces are linked"),
        ("structured-logging", "0.5", "Services whose logs are structured"),
    ),
    *_criteria(
        "incident_response",
        ("postmortems-on-time", "1.5", "Incidents of SEV1 and SEV2 in a year whose postmortem was in time"),
        ("actions-on-time", "1.5", "Action items due in a year that were done by their deadline"),
        ("incidents-led", "1", "Incidents of SEV1 and SEV2 in a year with a commander and a communications lead"),
        ("escalation", "1", "Services with a rotation that says whom to call next"),
    ),
    *_criteria(
        "automation",
        ("toil-within-budget", "2", "Teams that spend no more than the budget on toil"),
        ("self-healing", "1", "Services with a remediation that runs by itself"),
        ("auto-scaling", "1", "Services that scale by themselves"),
        ("safe-deployment", "1", "Services with a tested rollback and a canary"),
    ),
    *_criteria(
        "chaos_engineering",
        ("experiments-this-quarter", "2", "Services with an experiment in the last quarter"),
        ("experiments-in-production", "1.5", "Services with an experiment in production in a year"),
        ("experiments-with-results", "1", "Experiments carried out whose result is written down"),
        ("experiments-automated", "0.5", "Services with an experiment that runs by itself"),
    ),
    *_criteria(
        "capacity_planning",
        ("capacity-reviewed", "2", "Services whose capacity model was reviewed this quarter"),
        ("load-tested", "1.5", "Services that were tested under twice their peak"),
        ("capacity-scales", "1", "Services that scale by themselves, and were tested doing so"),
        ("cost-foreseen", "0.5", "Services whose cost is projected"),
    ),
    *_criteria(
        "oncall_health",
        ("metrics-healthy", "4", "Metrics of the rotations over a quarter that lie in the healthy band"),
        ("rotation-large-enough", "0.5", "Rotations with enough members"),
        ("rotation-compensated", "0.5", "Rotations that are paid or given time off for"),
    ),
    *_criteria(
        "documentation",
        ("runbooks-fresh", "2", "Runbooks that are not too old to rely on"),
        ("failure-modes-with-runbooks", "1.5", "Services whose most important failure modes have runbooks"),
        ("design-documented", "1", "Services with an architecture diagram and API documentation"),
        ("runbooks-tried", "0.5", "Runbooks that were followed in an incident in a year"),
    ),
)
"""What the score of each dimension is made of."""

TOIL: Final = "toil_management"
"""A dimension of maturity that the quality score counts under automation."""
TOIL_CRITERIA: Final = _criteria(
    TOIL,
    ("toil-written-down", "2", "Teams whose toil is written down"),
    ("toil-within-budget", "2", "Teams that spend no more than the budget on toil"),
    ("toil-planned", "1", "Toil items that are automated, or rated so that they have a place in the plan"),
)
"""Evidence on toil alone, for the proposal of a maturity assessment; made like CRITERIA."""
CRITERIA_SOURCE: Final = "Steadybook, a formula over documents for the rubric of SOURCE"

WEIGHTS: Final[Mapping[str, Decimal]] = MappingProxyType({row.id: row.weight for row in DIMENSIONS})
"""Points of the hundred that each dimension is worth; together 100."""


def points(dimension: str, score: Decimal) -> Decimal:
    """Points of the hundred that a score brings: weight × score / 5. Raises ValueError outside 0 to 5."""
    if not 0 <= score <= HIGHEST_SCORE:
        raise ValueError(f"a quality score lies between 0 and 5, not at {score}")
    return WEIGHTS[dimension] * score / HIGHEST_SCORE


def total(scores: Mapping[str, Decimal]) -> Decimal:
    """The quality score, 0 to 100; a dimension without a score counts 0."""
    return sum((points(dimension, score) for dimension, score in scores.items()), Decimal(0))


def score_of_share(share: Decimal) -> Decimal:
    """The score that a share of evidence in percent brings: 100 % is 5, in proportion below."""
    return HIGHEST_SCORE * max(Decimal(0), min(share, Decimal(100))) / 100
