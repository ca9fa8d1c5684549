"""Chaos engineering: how mature it is, experiments to begin with, and the checklists of a game day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, phase 7; Principles of Chaos Engineering (principlesofchaos.org)"

FAULT_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "network": "Delay, loss, or names that do not resolve",
        "compute": "Processes that die, processors and disks that are full",
        "storage": "Databases and caches that are slow or gone",
        "dependency": "Other people's services that refuse or do not answer",
        "data": "Values that are wrong, late or from another time",
    }
)

CATEGORIES: Final[Mapping[str, str]] = MappingProxyType({**FAULT_TYPES, "scale": "More load than usual, suddenly"})
"""The shelves of the library: the fault types, and load."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of chaos maturity."""

    level: int
    name: str
    activities: str


LEVELS: Final = (
    Level(0, "None", "Nobody injects faults"),
    Level(1, "Exploratory", "Faults are injected by hand, in staging"),
    Level(2, "Systematic", "Experiments in staging follow a schedule"),
    Level(3, "Production", "Controlled experiments reach production, on game days"),
    Level(4, "Continuous", "Experiments run by themselves in production, with safety catches"),
)
LEVELS_SOURCE: Final = "SRE & Incident Management Platform, phase 7: chaos maturity model"


@dataclass(frozen=True, slots=True)
class Run:
    """An experiment that was carried out: where, and whether by plan and by a machine."""

    environment: str
    scheduled: bool = False
    automated: bool = False


def level_of(runs: Iterable[Run]) -> Level:
    """The highest level that the experiments carried out prove."""
    reached = 0
    for run in runs:
        if run.environment == "production":
            reached = max(reached, 4 if run.automated else 3)
        else:
            reached = max(reached, 2 if run.scheduled or run.automated else 1)
    return LEVELS[reached]


@dataclass(frozen=True, slots=True)
class LibraryExperiment:
    """An experiment to begin with, and what it puts to the test."""

    category: str
    experiment: str
    validates: tuple[str, ...]


LIBRARY: Final = (
    LibraryExperiment("network", "Delay every database call by 200 ms", ("timeouts", "circuit breakers")),
    LibraryExperiment("network", "Lose 5 % of the packets to a downstream service", ("retries", "handling of errors")),
    LibraryExperiment("network", "Let names no longer resolve", ("caching", "fallbacks", "error messages")),
    LibraryExperiment("compute", "Kill a pod at random every 10 min", ("automatic restart", "load balancing")),
    LibraryExperiment("compute", "Load one node's processors to 95 %", ("autoscaling", "graceful degradation")),
    LibraryExperiment("compute", "Fill a disk to 95 %", ("disk monitoring", "log rotation", "alerts")),
    LibraryExperiment("storage", "Make the database five times slower", ("connection pools", "timeouts")),
    LibraryExperiment("storage", "Take the cache (Redis) away", ("reading past the cache", "the database alone")),
    LibraryExperiment(
        "dependency", "Cut off an outside API such as the payment provider", ("circuit breakers", "queues", "retries")
    ),
    LibraryExperiment("dependency", "Let the sign-in service answer 429", ("rate limits", "backoff")),
    LibraryExperiment("data", "Set the clocks of some nodes wrong", ("timestamps", "ordering")),
    LibraryExperiment("scale", "Send ten times the traffic within 5 min", ("speed of autoscaling", "depth of queues")),
)
LIBRARY_SOURCE: Final = "SRE & Incident Management Platform, phase 7: chaos experiment library"

ABORT_BURN_RATE: Final = 10
"""An experiment stops when the service burns its budget this many times too fast."""

DEFAULT_ABORT_CONDITIONS: Final = (
    f"The SLO's burn rate exceeds {ABORT_BURN_RATE}",
    "Customers see errors",
    "An alert fires that nobody expected",
)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of a game day's checklist; `key` is its key in a `game_day` document."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """One of the three checklists of a game day; `key` is its key in a `game_day` document."""

    key: str
    name: str
    when: str
    items: tuple[ChecklistItem, ...]


GAME_DAY: Final = (
    Checklist(
        "pre_game",
        "Before",
        "a week ahead",
        (
            ChecklistItem("experiment_reviewed", "The experiment is designed, and somebody else has read it"),
            ChecklistItem("steady_state_identified", "The metrics of the steady state are chosen"),
            ChecklistItem("abort_conditions_defined", "It is written down what ends the experiment at once"),
            ChecklistItem("participants_briefed", "Everybody who takes part knows what will happen"),
            ChecklistItem("rollbacks_tested", "The way back was tried in staging"),
            ChecklistItem("stakeholders_notified", "Those concerned have been told"),
        ),
    ),
    Checklist(
        "game_day",
        "On the day",
        "step by step",
        (
            ChecklistItem("steady_state_verified", "The steady state holds for 15 min"),
            ChecklistItem("announced", "The start is announced where engineers read it"),
            ChecklistItem("fault_injected", "The fault is injected"),
            ChecklistItem("observed", "What happens is watched and written down"),
            ChecklistItem("abort_honoured", "Any abort condition ends the experiment at once"),
            ChecklistItem("planned_duration_run", "Otherwise it runs for as long as planned"),
            ChecklistItem("fault_removed", "The fault is removed"),
            ChecklistItem("recovery_verified", "The steady state has come back"),
        ),
    ),
    Checklist(
        "post_game",
        "Afterwards",
        "the same day",
        (
            ChecklistItem("results_documented", "The results are written into the experiment"),
            ChecklistItem("surprises_noted", "Whatever was unexpected is noted"),
            ChecklistItem("action_items_created", "Each finding has an action item"),
            ChecklistItem("findings_shared", "The team has heard about it"),
        ),
    ),
)
GAME_DAY_SOURCE: Final = "SRE & Incident Management Platform, phase 7: game day runbook"

APPROVALS_REQUIRED_IN: Final = "production"
"""The environment whose experiments need approvals."""

EMPTY_ANSWERS: Final = frozenset(
    {
        "",
        "na",
        "n a",
        "nil",
        "no",
        "none",
        "none needed",
        "none required",
        "not applicable",
        "not needed",
        "nothing",
        "null",
    }
)
"""What people write into a field that has to be filled when they have nothing to say; punctuation left out."""


def says_nothing(text: str) -> bool:
    """Whether an answer about safety is none: `none`, `n/a`, a dash."""
    letters = "".join(character for character in text.casefold() if character.isalnum() or character.isspace())
    return " ".join(letters.split()) in EMPTY_ANSWERS
