"""Chaos engineering: how mature it is, experiments to begin with, and the checklists of a game day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

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


class Level(NamedTuple):
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


class Run(NamedTuple):
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


class LibraryExperiment(NamedTuple):
    """An experiment to begin with, and what it puts to the test. `{service}` stands for the service under test."""

    id: str
    category: str
    experiment: str
    validates: tuple[str, ...]
    hypothesis: str
    """What a service that stands it does; the writer adds the numbers."""
    target: str
    duration: str
    rollback: str

    @property
    def fault_type(self) -> str:
        """The `fault_type` of its method: load has none of its own and is a matter of compute."""
        return self.category if self.category in FAULT_TYPES else "compute"


LIBRARY: Final = (
    LibraryExperiment(
        "database-delay",
        "network",
        "Delay every database call by 200 ms",
        ("timeouts", "circuit breakers"),
        "When every database call of {service} takes 200 ms longer, it answers within its latency objective",
        "Calls of {service} to its database",
        "15m",
        "Remove the delay from the network rule",
    ),
    LibraryExperiment(
        "packet-loss",
        "network",
        "Lose 5 % of the packets to a downstream service",
        ("retries", "handling of errors"),
        "When 5 % of the packets that {service} sends are lost, retries hide it from users",
        "Traffic from {service} to one service that it calls",
        "15m",
        "Remove the loss from the network rule",
    ),
    LibraryExperiment(
        "name-resolution",
        "network",
        "Let names no longer resolve",
        ("caching", "fallbacks", "error messages"),
        "When names no longer resolve, {service} goes on with what it knows and says clearly what it cannot do",
        "Name resolution in the pods of {service}",
        "10m",
        "Restore the resolver's configuration",
    ),
    LibraryExperiment(
        "pod-kill",
        "compute",
        "Kill a pod at random every 10 min",
        ("automatic restart", "load balancing"),
        "When a pod of {service} dies, another takes over and no request fails for longer than a second",
        "One pod of {service}, chosen at random",
        "30m",
        "Stop the killing; the deployment restores the number of pods",
    ),
    LibraryExperiment(
        "cpu-stress",
        "compute",
        "Load one node's processors to 95 %",
        ("autoscaling", "graceful degradation"),
        "When a node that runs {service} is short of processor time, pods are added before users notice",
        "One node that runs a pod of {service}",
        "20m",
        "Stop the process that loads the processors",
    ),
    LibraryExperiment(
        "disk-full",
        "compute",
        "Fill a disk to 95 %",
        ("disk monitoring", "log rotation", "alerts"),
        "When the disk of a pod of {service} is almost full, an alert fires and logs are rotated in time",
        "The disk of one pod of {service}",
        "30m",
        "Delete the file that fills the disk",
    ),
    LibraryExperiment(
        "slow-database",
        "storage",
        "Make the database five times slower",
        ("connection pools", "timeouts"),
        "When the database is five times slower, {service} sheds load rather than running out of connections",
        "The database of {service}",
        "15m",
        "Remove the slowdown from the database proxy",
    ),
    LibraryExperiment(
        "cache-gone",
        "storage",
        "Take the cache (Redis) away",
        ("reading past the cache", "the database alone"),
        "When the cache is gone, {service} reads past it and stays within its latency objective",
        "The cache of {service}",
        "10m",
        "Start the cache again and wait until it is warm",
    ),
    LibraryExperiment(
        "external-api-cut",
        "dependency",
        "Cut off an outside API such as the payment provider",
        ("circuit breakers", "queues", "retries"),
        "When the outside API cannot be reached, {service} queues what it can and tells users about the rest",
        "Calls of {service} to the outside API",
        "15m",
        "Remove the rule that rejects the calls",
    ),
    LibraryExperiment(
        "sign-in-429",
        "dependency",
        "Let the sign-in service answer 429",
        ("rate limits", "backoff"),
        "When the sign-in service answers 429, {service} waits longer each time and loses no session",
        "Answers of the sign-in service to {service}",
        "10m",
        "Remove the rule that answers 429",
    ),
    LibraryExperiment(
        "clock-skew",
        "data",
        "Set the clocks of some nodes wrong",
        ("timestamps", "ordering"),
        "When a node's clock is five minutes wrong, {service} orders events rightly and accepts valid tokens",
        "The clock of one node that runs {service}",
        "15m",
        "Let the node take its time from the network again",
    ),
    LibraryExperiment(
        "traffic-spike",
        "scale",
        "Send ten times the traffic within 5 min",
        ("speed of autoscaling", "depth of queues"),
        "When traffic rises to ten times the usual within 5 min, {service} sheds what it cannot serve and recovers",
        "Requests to {service}",
        "20m",
        "Stop the load generator",
    ),
)
LIBRARY_IDS: Final = tuple(entry.id for entry in LIBRARY)
LIBRARY_SOURCE: Final = "SRE & Incident Management Platform, phase 7: chaos experiment library"

ABORT_BURN_RATE: Final = 10
"""An experiment stops when the service burns its budget this many times too fast."""

DEFAULT_ABORT_CONDITIONS: Final = (
    f"The SLO's burn rate exceeds {ABORT_BURN_RATE}",
    "Customers see errors",
    "An alert fires that nobody expected",
)


class ChecklistItem(NamedTuple):
    """One item of a game day's checklist; `key` is its key in a `game_day` document."""

    key: str
    text: str


class Checklist(NamedTuple):
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
