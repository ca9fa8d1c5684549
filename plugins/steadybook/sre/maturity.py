"""Reliability maturity: eight dimensions scored from 1 to 5, and what the total says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, phase 1: maturity assessment"

LOWEST_SCORE: Final = 1
HIGHEST_SCORE: Final = 5


@dataclass(frozen=True, slots=True)
class Dimension:
    """A side of reliability, with what it looks like at scores 1, 3 and 5; `id` is its key in an assessment."""

    id: str
    name: str
    ad_hoc: str
    defined: str
    optimized: str

    def text(self, score: int) -> str:
        """What the score looks like; 2 and 4 lie between their neighbours. Raises ValueError outside 1 to 5."""
        if not LOWEST_SCORE <= score <= HIGHEST_SCORE:
            raise ValueError(f"a maturity score lies between 1 and 5, not at {score}")
        if score in (1, 3, 5):
            return (self.ad_hoc, self.defined, self.optimized)[score // 2]
        return f"Between: {self.text(score - 1)} / {self.text(score + 1)}"


DIMENSIONS: Final = (
    Dimension(
        "slos",
        "SLOs",
        "There are none",
        "They exist, and somebody goes through them every quarter",
        "They follow from data, and budgets act by themselves",
    ),
    Dimension(
        "monitoring",
        "Monitoring",
        "A health check or two",
        "The golden signals, on dashboards",
        "Whatever happens can be explained; the unusual is found by machine",
    ),
    Dimension(
        "incident_response",
        "Incident response",
        "No runbooks; the same heroes every time",
        "A documented process, with postmortems",
        "Found by machine, led by a practised command structure",
    ),
    Dimension(
        "automation",
        "Automation",
        "Deployments are done by hand",
        "A delivery pipeline and some automation",
        "It heals and scales itself; what runs is what is in git",
    ),
    Dimension(
        "chaos_engineering",
        "Chaos engineering",
        "Nothing is tried out",
        "Simple faults are injected",
        "Experiments run in production all the time",
    ),
    Dimension(
        "capacity_planning",
        "Capacity planning",
        "Capacity is added when it is missing",
        "A forecast every quarter",
        "Capacity follows a forecast by itself",
    ),
    Dimension(
        "toil_management",
        "Toil management",
        "More than half of the time goes into toil",
        "Toil is tracked, and there are plans against it",
        "Under a quarter of the time, and shrinking by method",
    ),
    Dimension(
        "oncall_health",
        "On-call health",
        "Single people, around the clock, burning out",
        "A rotation, and somebody to escalate to",
        "An even load of under 2 pages a shift",
    ),
)
DIMENSION_IDS: Final = tuple(dimension.id for dimension in DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Band:
    """What a total from `least` to `most` says, and where to begin."""

    name: str
    least: int
    most: int
    advice: str


BANDS: Final = (
    Band("firefighting", 8, 16, "Begin with objectives and a process for incidents."),
    Band("foundation", 17, 24, "Add chaos experiments, and work on toil."),
    Band("maturing", 25, 32, "Refine error budgets and capacity planning."),
    Band("advanced", 33, 40, "Turn to foresight, and to culture."),
)


def total(scores: Mapping[str, int]) -> int:
    """The sum over the eight dimensions, 8 to 40. Raises ValueError for a missing, unknown or impossible score."""
    if set(scores) != set(DIMENSION_IDS):
        raise ValueError(f"an assessment scores exactly these: {', '.join(DIMENSION_IDS)}")
    if wrong := [name for name, score in scores.items() if not LOWEST_SCORE <= score <= HIGHEST_SCORE]:
        raise ValueError(f"a maturity score lies between 1 and 5: {', '.join(wrong)}")
    return sum(scores.values())


def band_of(total_score: int) -> Band:
    """The band of a total. Raises ValueError outside 8 to 40."""
    for band in BANDS:
        if band.least <= total_score <= band.most:
            return band
    raise ValueError(f"a maturity total lies between 8 and 40, not at {total_score}")
