"""What an incident did to users, in words."""

from __future__ import annotations

from steadybook.kinds.incident.model import Incident
from steadybook.sre.durations import words
from steadybook.sre.severity import Decision, Function, Severity, Users, severity

MET = {
    Function.CORE_DOWN: ("A core function is down", "A core function was down"),
    Function.DEGRADED: ("The service is slow or fails at times", "The service was slow or failed at times"),
    Function.NON_CORE_DOWN: ("A feature beside the core is down", "A feature beside the core was down"),
    Function.COSMETIC: ("A minor fault shows", "A minor fault showed"),
}
"""What users meet, while it lasts and afterwards."""
WHOM = {
    Users.ONE: "one user",
    Users.UNDER_25: "under a quarter of the users",
    Users.OVER_25: "more than a quarter of the users",
    Users.ALL: "all users",
}
HARMS = (
    ("data_loss", "data is lost", "data was lost"),
    ("security_breach_pii", "personal data got out", "personal data got out"),
    ("revenue_impacting", "revenue is lost", "revenue was lost"),
    ("sla_breach_imminent", "a contract is about to be broken", "a contract was about to be broken"),
)
"""The field of an incident, what it means while the incident lasts, and afterwards."""


def impact_of(incident: Incident) -> str:
    """What users met, for whom and how long, in one sentence without its full stop."""
    now, then = MET[Function(incident.function)]
    whom = WHOM[Users(incident.users)]
    if incident.mitigated_at is None:
        return f"{now} for {whom}"
    lasted = incident.mitigated_at - incident.started_at
    how_long = f", for {words(lasted)}" if lasted.total_seconds() >= 0 else ""
    return f"{then} for {whom}{how_long}"


def harms_of(incident: Incident) -> tuple[str, ...]:
    """What else it did, of that which raises the severity."""
    then = incident.mitigated_at is not None
    return tuple(after if then else now for field, now, after in HARMS if getattr(incident, field))


def decision_of(incident: Incident) -> Decision:
    """The severity that its effects demand; a graver one may be declared."""
    return severity(
        Function(incident.function),
        Users(incident.users),
        data_loss=incident.data_loss,
        security_breach_pii=incident.security_breach_pii,
        revenue_impacting=incident.revenue_impacting,
        sla_breach_imminent=incident.sla_breach_imminent,
    )


def is_graver(incident: Incident) -> bool:
    """Whether it was declared graver than its effects demand."""
    return Severity(incident.severity).worse_than(decision_of(incident).severity)


def reasons_of(incident: Incident) -> str:
    """Which cell of the matrix and which triggers decided the severity, in one sentence without its full stop."""
    decision = decision_of(incident)
    cell = f"`{incident.function}` for `{incident.users}` is {decision.cell} in the matrix"
    triggers = " and ".join(f"{trigger.label} ({trigger.effect})" for trigger in decision.triggers)
    graver = f"; declared {incident.severity}, graver than that" if is_graver(incident) else ""
    return f"{decision.severity}: {cell}{f', raised by {triggers}' if triggers else ''}{graver}"
