"""How severe an incident is (a matrix, then triggers that raise it), and how urgent an alert is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

SOURCE: Final = "SRE & Incident Management Platform, phase 5: severity classification matrix"


class Severity(StrEnum):
    """Severity of an incident; SEV1 is the worst."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"

    @property
    def level(self) -> int:
        """1 for the worst to 4 for the mildest."""
        return int(self.value[-1])

    def worse_than(self, other: Severity) -> bool:
        """Whether this severity is a graver one."""
        return self.level < other.level

    def raised(self, steps: int = 1) -> Severity:
        """The severity so many levels up, at most SEV1."""
        return SEVERITIES[max(0, self.level - 1 - steps)]


SEVERITIES: Final = tuple(Severity)
"""From the worst to the mildest."""


class Function(StrEnum):
    """What no longer works."""

    CORE_DOWN = "core_down"
    DEGRADED = "degraded"
    NON_CORE_DOWN = "non_core_down"
    COSMETIC = "cosmetic"


class Users(StrEnum):
    """Whom it concerns, as a share of all users."""

    ONE = "one"
    UNDER_25 = "under_25"
    OVER_25 = "over_25"
    ALL = "all"


FUNCTIONS: Final[Mapping[Function, str]] = MappingProxyType(
    {
        Function.CORE_DOWN: "A core function is down",
        Function.DEGRADED: "It works, but slowly or not always",
        Function.NON_CORE_DOWN: "A feature beside the core is down",
        Function.COSMETIC: "A blemish or a minor fault",
    }
)

USERS: Final[Mapping[Users, str]] = MappingProxyType(
    {
        Users.ONE: "One user",
        Users.UNDER_25: "Under 25 % of users",
        Users.OVER_25: "Over 25 % of users",
        Users.ALL: "All users",
    }
)


def _row(levels: str) -> Mapping[Users, Severity]:
    return MappingProxyType({users: Severity(f"SEV{level}") for users, level in zip(Users, levels, strict=True)})


MATRIX: Final[Mapping[Function, Mapping[Users, Severity]]] = MappingProxyType(
    {
        Function.CORE_DOWN: _row("3211"),
        Function.DEGRADED: _row("4321"),
        Function.NON_CORE_DOWN: _row("4332"),
        Function.COSMETIC: _row("4433"),
    }
)


class Trigger(NamedTuple):
    """A circumstance that raises the severity: to a floor, or by a number of levels."""

    field: str
    label: str
    effect: str
    at_least: Severity | None = None
    levels_up: int = 0


TRIGGERS: Final = (
    Trigger("data_loss", "data loss", "at least SEV1", at_least=Severity.SEV1),
    Trigger("security_breach_pii", "a security breach with personal data", "SEV1", at_least=Severity.SEV1),
    Trigger("revenue_impacting", "lost revenue", "at least SEV2", at_least=Severity.SEV2),
    Trigger("sla_breach_imminent", "an SLA about to be broken", "one level up", levels_up=1),
)
"""In the order in which they act: the level-raising one acts last, on what was reached so far."""
TRIGGERS_SOURCE: Final = "SRE & Incident Management Platform, phase 5: auto-escalation triggers"


class Decision(NamedTuple):
    """The severity that follows, the matrix cell it began from, and the triggers that raised it."""

    severity: Severity
    cell: Severity
    triggers: tuple[Trigger, ...]

    def __str__(self) -> str:
        if not self.triggers:
            return f"{self.severity} by the matrix"
        causes = " and ".join(trigger.label for trigger in self.triggers)
        return f"{self.severity}: {self.cell} by the matrix, raised by {causes}"


def severity(
    function: Function,
    users: Users,
    data_loss: bool = False,
    security_breach_pii: bool = False,
    revenue_impacting: bool = False,
    sla_breach_imminent: bool = False,
) -> Decision:
    """The least severity that an incident may be declared with. Declaring a graver one is allowed."""
    active = {
        "data_loss": data_loss,
        "security_breach_pii": security_breach_pii,
        "revenue_impacting": revenue_impacting,
        "sla_breach_imminent": sla_breach_imminent,
    }
    cell = MATRIX[function][users]
    reached, applied = cell, []
    for trigger in TRIGGERS:
        if not active[trigger.field]:
            continue
        floor = trigger.at_least
        if floor is not None and floor.worse_than(cell):
            applied.append(trigger)
            reached = floor if floor.worse_than(reached) else reached
        elif trigger.levels_up and reached.raised(trigger.levels_up) != reached:
            applied.append(trigger)
            reached = reached.raised(trigger.levels_up)
    return Decision(reached, cell, tuple(applied))


UPDATE_INTERVALS: Final[Mapping[Severity, timedelta]] = MappingProxyType(
    {Severity.SEV1: timedelta(minutes=15), Severity.SEV2: timedelta(minutes=30)}
)
UPDATE_INTERVALS_SOURCE: Final = "SRE & Incident Management Platform, phase 5: incident response workflow, step 3"

COMMANDED: Final = frozenset({Severity.SEV1, Severity.SEV2})
"""Severities that need a named commander and communications lead, and a postmortem."""


def update_interval(severity: Severity) -> timedelta | None:
    """The longest time between two status updates; None where none is prescribed."""
    return UPDATE_INTERVALS.get(severity)


class AlertSeverity(StrEnum):
    """How urgently an alert calls for somebody."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class AlertGuideRow(NamedTuple):
    """What an alert of one severity demands."""

    severity: AlertSeverity
    word: str
    response: str
    respond_within: timedelta | None
    notification: str
    examples: tuple[str, ...]


ALERT_GUIDE: Final = (
    AlertGuideRow(
        AlertSeverity.P0, "page", "Under 5 minutes", timedelta(minutes=5), "Pager and phone call",
        ("The error budget burns at a critical rate", "Data is being lost", "Somebody broke in"),
    ),
    AlertGuideRow(
        AlertSeverity.P1, "urgent", "Under 30 minutes", timedelta(minutes=30), "Chat and pager",
        ("A service is degraded", "More errors than usual", "Capacity runs short"),
    ),
    AlertGuideRow(
        AlertSeverity.P2, "ticket", "Next business day", None, "A ticket, created automatically",
        ("The budget burns slowly", "Something that is not critical is down"),
    ),
    AlertGuideRow(
        AlertSeverity.P3, "log", "Weekly review", None, "A dashboard",
        ("Worth knowing", "A trend that begins to show"),
    ),
)  # fmt: skip
ALERT_GUIDE_SOURCE: Final = "SRE & Incident Management Platform, phase 4: alert severity guide"

DEFAULT_ALERT_SEVERITIES: Final[Mapping[str, AlertSeverity]] = MappingProxyType(
    {
        "page": AlertSeverity.P0, "critical": AlertSeverity.P0, "s1": AlertSeverity.P0, "p0": AlertSeverity.P0,
        "urgent": AlertSeverity.P1, "warning": AlertSeverity.P1, "s2": AlertSeverity.P1, "p1": AlertSeverity.P1,
        "ticket": AlertSeverity.P2, "s3": AlertSeverity.P2, "p2": AlertSeverity.P2,
        "log": AlertSeverity.P3, "info": AlertSeverity.P3, "s4": AlertSeverity.P3, "p3": AlertSeverity.P3,
    }
)  # fmt: skip
"""What the words in `severity` labels mean where the configuration says nothing else; keys are lower case."""


def alert_severity(
    word: str, severities: Mapping[str, AlertSeverity] = DEFAULT_ALERT_SEVERITIES
) -> AlertSeverity | None:
    """What a severity label means, whatever its case; None for a word that is not in the map."""
    return severities.get(word.strip().lower())
