"""The messages of an incident, filled in from its record: ready to paste, in plain text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from steadybook.analysis.incident_impact import harms_of, impact_of
from steadybook.analysis.response import updates_of
from steadybook.kinds.incident.model import Incident
from steadybook.model.urls import address
from steadybook.sre import incident_messages as templates
from steadybook.sre.durations import NARROW_SPACE, words
from steadybook.sre.incidents import channel, postmortem_due
from steadybook.sre.severity import COMMANDED, Function, Severity, Users, update_interval


class Stage(StrEnum):
    """What has just happened, so that people are told."""

    START = "start"
    ACKNOWLEDGE = "acknowledge"
    UPDATE = "update"
    ESCALATE = "escalate"
    MITIGATE = "mitigate"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Said:
    """What people say beside the record; empty where they say nothing.

    `known` goes inside only, `public` to customers only: what engineers write to each other is not for everybody.
    """

    known: str = ""
    unknown: str = ""
    doing: str = ""
    cause: str = ""
    by: str = ""
    public: str = ""
    former_severity: str = ""

    def with_public(self, public: str) -> Said:
        """The same with a sentence for customers."""
        return replace(self, public=public)


@dataclass(frozen=True, slots=True)
class Messages:
    """The two messages of one stage."""

    internal: str
    customer: str


TEMPLATES = {
    Stage.START: (templates.OPENING, templates.PUBLIC_NOTICE),
    Stage.ACKNOWLEDGE: (templates.TAKEN_ON, templates.PUBLIC_NOTICE),
    Stage.UPDATE: (templates.UPDATE, templates.PUBLIC_UPDATE),
    Stage.ESCALATE: (templates.ESCALATION, templates.PUBLIC_UPDATE),
    Stage.MITIGATE: (templates.MITIGATION, templates.PUBLIC_MITIGATION),
    Stage.RESOLVE: (templates.ALL_CLEAR, templates.PUBLIC_ALL_CLEAR),
}
SYMPTOMS = {
    Function.CORE_DOWN: "failing requests",
    Function.DEGRADED: "slow answers and errors",
    Function.NON_CORE_DOWN: "a feature that does not work",
    Function.COSMETIC: "a fault in what is shown",
}
FELT = {
    Function.CORE_DOWN: "that it does not work",
    Function.DEGRADED: "slow answers, or errors at times",
    Function.NON_CORE_DOWN: "that a feature does not work, while everything else does",
    Function.COSMETIC: "a fault in what is shown",
}
"""What customers may notice: their words name no cause, which may still turn out to be another one."""


def messages_of(id: str, incident: Incident, stage: Stage, at: datetime, said: Said, site_url: str = "") -> Messages:
    """What to send when an incident, as it now is, has just reached a stage at the moment `at`."""
    whom = "Some users" if Users(incident.users) is not Users.ALL else "All users"
    recovered = stage is Stage.UPDATE and incident.mitigated_at is not None
    public = templates.PUBLIC_MITIGATION if recovered else TEMPLATES[stage][1]
    due, interval = next_update_of(incident), update_interval(Severity(incident.severity))
    values = {
        "title": incident.title,
        "severity": incident.severity,
        "status": incident.status,
        "impact": plain("; ".join((impact_of(incident), *harms_of(incident)))),
        "incident_commander": incident.roles.incident_commander or "",
        "channel": channel(id),
        "service": " and ".join(incident.services),
        "symptom": SYMPTOMS[Function(incident.function)],
        "user_impact": FELT[Function(incident.function)],
        "whom": whom,
        "whom_then": whom.lower(),
        "known": said.known,
        "unknown": said.unknown,
        "doing": said.doing,
        "cause": said.cause,
        "by": said.by,
        "public": said.public,
        "former_severity": said.former_severity,
        "started": clock(incident.started_at),
        **_ends(id, incident, site_url),
    }
    inside = _next_inside(due, interval, at)
    outside = f"within {plain(words(interval))}" if due and interval else "when we know more"
    return Messages(
        TEMPLATES[stage][0].fill_known(**values, next_update=inside),
        public.fill_known(**values, next_update=outside),
    )


def _next_inside(due: datetime | None, interval: timedelta | None, at: datetime) -> str:
    if due is None or interval is None:
        return "when there is news"
    return f"{clock(due) if due > at else 'due now'} (every {plain(words(interval))})"


def next_update_of(incident: Incident) -> datetime | None:
    """When the next status update is due; None where none is prescribed, and once the incident is resolved."""
    interval = update_interval(Severity(incident.severity))
    if interval is None or incident.is_resolved:
        return None
    told = [time for _, time in updates_of(incident)]
    if incident.mitigated_at is not None:
        told.append(incident.mitigated_at)
    return max([incident.detected_at, *told]) + interval


def plain(text: str) -> str:
    """A text with ordinary spaces only: what is pasted elsewhere must look the same there."""
    return text.replace(NARROW_SPACE, " ")


def clock(moment: datetime) -> str:
    """The time of the day, in UTC."""
    return f"{moment.astimezone(UTC):%H:%M} UTC"


def _ends(id: str, incident: Incident, site_url: str) -> dict[str, str]:
    """What can be said once an incident was taken on, mitigated or resolved; empty before."""
    found: dict[str, timedelta | str] = {}
    if incident.acknowledged_at is not None:
        found["after"] = incident.acknowledged_at - incident.detected_at
    if incident.mitigated_at is not None:
        found["mitigated"] = clock(incident.mitigated_at)
    if incident.resolved_at is not None:
        found["duration"] = incident.resolved_at - incident.started_at
        if Severity(incident.severity) in COMMANDED:
            found["postmortem"] = f"{site_url}{address('postmortem', id)}" if site_url else f"postmortems/{id}.yaml"
            found["postmortem_due"] = str(postmortem_due(incident.resolved_at.astimezone(UTC).date()))
    return {name: value if isinstance(value, str) else plain(words(value)) for name, value in found.items()}
