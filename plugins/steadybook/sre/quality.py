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
