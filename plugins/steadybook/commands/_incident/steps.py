"""The steps of an incident: what each writes into the record, and which are out of place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from steadybook.analysis.incident_impact import decision_of
from steadybook.analysis.incident_messages import Said, Stage
from steadybook.commands._incident.moments import shown, written
from steadybook.kinds.incident.model import Incident
from steadybook.model.errors import UsageError
from steadybook.source.edits import Edit, append_item, apply, insert_after, insert_key, replace_scalar
from steadybook.source.positions import Positions, locate
from steadybook.source.spans import Route
from steadybook.sre.incidents import INSTANT_ORDER, REQUIRED_ROLES
from steadybook.sre.severity import COMMANDED, Severity

ROOT = "incident"
ROLE_OPTIONS: Mapping[str, str] = {
    "incident_commander": "--commander",
    "communications_lead": "--communications",
    "operations_lead": "--operations",
    "subject_matter_expert": "--expert",
    "scribe": "--scribe",
}
"""The option that names who has a role, by the role's field."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one verb writes: an entry of the timeline, values of the record's own keys, and roles."""

    stage: Stage
    at: datetime
    event: str
    phase: str | None
    values: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=Said)

    @property
    def entry(self) -> dict[str, str]:
        """The entry of the timeline."""
        entry = {"time": written(self.at), "event": self.event}
        return {**entry, "phase": self.phase} if self.phase else entry


def acknowledge(incident: Incident, at: datetime, by: str, note: str) -> Step:
    """Somebody takes it on. Raises UsageError where that has happened, or is over."""
    _check_moment(incident, at, "acknowledged_at")
    if incident.acknowledged_at is not None:
        raise UsageError(
            f"it is acknowledged already, since {shown(incident.acknowledged_at)}",
            'Go on with `steadybook incident update "…"`.',
        )
    if incident.mitigated_at is not None:
        raise UsageError(
            f"it is {incident.status} already, so that it cannot be acknowledged now",
            "Where somebody took it on before, write `acknowledged_at:` below `detected_at` in its file.",
        )
    event = sentence(f"{by} acknowledges" if by else "Acknowledged", note)
    said = Said(known=note, by=by)
    return Step(Stage.ACKNOWLEDGE, at, event, "detection", {"acknowledged_at": written(at)}, said=said)


def update(incident: Incident, at: datetime, said: Said, identified: bool, roles: Mapping[str, str]) -> Step:
    """Tells those who wait. Raises UsageError for a cause that is identified after the mitigation."""
    _check_moment(incident, at)
    if identified and incident.status not in ("investigating", "identified"):
        raise UsageError(
            f"it is {incident.status}: further than identified", "Leave `--identified` out, and say it in the text."
        )
    _check_roles(incident, Severity(incident.severity), roles)
    event = sentence(
        f"{said.by}: {said.known}" if said.by else said.known,
        f"Not known yet: {said.unknown}" if said.unknown else "",
        f"Now: {said.doing}" if said.doing else "",
    )
    values = {"status": "identified"} if identified else {}
    return Step(Stage.UPDATE, at, event, "update", values, roles, said)


def escalate(
    incident: Incident,
    at: datetime,
    severity: str | None,
    reason: str,
    facts: Mapping[str, str],
    roles: Mapping[str, str],
) -> Step:
    """Raises the severity: to the one named, else to what the new facts demand. Raises UsageError for no rise."""
    _check_moment(incident, at)
    if incident.is_resolved:
        raise UsageError(
            "it is resolved, so that nobody needs to be called any more",
            "Where the review finds another severity, correct `severity:` in the incident and in its postmortem.",
        )
    known = incident.model_copy(
        update={name: value == "true" if value in _BOOLEANS else value for name, value in facts.items()}
    )
    least = decision_of(known).severity
    declared = Severity(severity) if severity else max(least, Severity(incident.severity), key=lambda s: -s.level)
    former = Severity(incident.severity)
    if least.worse_than(declared):
        raise UsageError(f"{declared} is too low: {decision_of(known)}", f"Write --severity {least}, or leave it out.")
    if not declared.worse_than(former):
        graver = f"Name a graver one than {former}" if former is not Severity.SEV1 else "There is none graver"
        noted = " What else is affected can be written into its file." if facts else ""
        raise UsageError(f"it is a {former} already", f"{graver}, or send an update.{noted}")
    _check_roles(incident, declared, roles)
    said = Said(known=reason, former_severity=former)
    event = sentence(f"Escalated from {former} to {declared}: {reason}")
    return Step(Stage.ESCALATE, at, event, "escalation", {"severity": declared, **facts}, roles, said)


def mitigate(incident: Incident, at: datetime, said: Said) -> Step:
    """Users are no longer affected. Raises UsageError where they are not any more."""
    _check_moment(incident, at, "mitigated_at")
    if incident.mitigated_at is not None:
        raise UsageError(
            f"it is mitigated already, since {shown(incident.mitigated_at)}",
            'Tell what is new with `steadybook incident update "…"`, or end it with `steadybook incident resolve "…"`.',
        )
    event = sentence(f"{said.by}: {said.known}" if said.by else said.known)
    values = {"status": "mitigated", "mitigated_at": written(at)}
    return Step(Stage.MITIGATE, at, event, "mitigation", values, said=said)


def resolve(incident: Incident, at: datetime, said: Said) -> Step:
    """It is over. Raises UsageError where it is not mitigated, or over already."""
    if incident.resolved_at is not None:
        raise UsageError(
            f"it is resolved already, since {shown(incident.resolved_at)}",
            "Go on with `steadybook incident postmortem`.",
        )
    if incident.mitigated_at is None:
        raise UsageError(
            "it is not mitigated yet, so that it cannot be resolved",
            'Say first what ended the impact: `steadybook incident mitigate "…"`, with `--at` if that was earlier.',
        )
    _check_moment(incident, at, "resolved_at")
    event = sentence(
        f"{said.by}: {said.known}" if said.by else said.known, f"Cause: {said.cause}" if said.cause else ""
    )
    values = {"status": "resolved", "resolved_at": written(at)}
    return Step(Stage.RESOLVE, at, event, "resolution", values, said=said)


def carried_out(text: str, step: Step) -> str:
    """The text of an incident's file after a step; comments and layout stay. Raises UsageError where they hinder it."""
    try:
        for key, value in step.values.items():
            text = _written(text, key, value)
        for role, who in step.roles.items():
            text = _with_role(text, role, who)
        return _with_entry(text, step.entry)
    except ValueError as error:
        raise UsageError(
            f"its layout does not let this be written: {error}",
            f"Add to its timeline by hand: {', '.join(f'{key}: {value}' for key, value in step.entry.items())}",
        ) from None


def with_postmortem(data: bytes, id: str) -> bytes:
    """An incident's file that names its postmortem. Raises UsageError where its layout hinders that."""
    text = data.decode()
    positions = locate(text)
    last = _last(str(route[-1]) for route in positions.entries((ROOT,)))
    try:
        if (ROOT, "postmortem") in positions.places.keys:
            return apply(text, [replace_scalar(text, positions, (ROOT, "postmortem"), id)]).encode()
        return apply(text, [insert_after(text, positions, (ROOT, last), "postmortem", id)]).encode()
    except ValueError as error:
        raise UsageError(
            f"its layout does not let this be written: {error}", f"Add `postmortem: {id}` to the incident by hand."
        ) from None


def sentence(*parts: str) -> str:
    """Texts one after another, each ended like a sentence where another one follows."""
    said = [part.strip() for part in parts if part.strip()]
    ended = [part if part[-1] in ".!?:;…" else f"{part}." for part in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def check_roles(severity: Severity, roles: Mapping[str, str | None]) -> None:
    """Raises UsageError where a severe incident lacks a role, or one person has two that exclude each other."""
    if severity not in COMMANDED:
        return
    absent = [role for role in REQUIRED_ROLES if not roles.get(role)]
    if absent:
        names = " and ".join(f"a {role.replace('_', ' ')}" for role in absent).replace("a incident", "an incident")
        options = " ".join(f"{ROLE_OPTIONS[role]} WHO" for role in absent)
        raise UsageError(f"a {severity} needs {names}", f"Add {options}: a handle or a role.")
    commander, operations = roles.get("incident_commander"), roles.get("operations_lead")
    if commander and operations and commander.strip().casefold() == operations.strip().casefold():
        raise UsageError(
            f"{commander} cannot be the commander and the operations lead of a {severity}",
            "The commander coordinates and leaves debugging to others: name somebody else with --operations.",
        )


_BOOLEANS = ("true", "false")


def _check_roles(incident: Incident, severity: Severity, roles: Mapping[str, str]) -> None:
    check_roles(severity, {**{role: getattr(incident.roles, role) for role in ROLE_OPTIONS}, **roles})


def _check_moment(incident: Incident, at: datetime, instant: str | None = None) -> None:
    """Raises UsageError where a moment is before what the record tells already."""
    told = [("its last entry", entry.time) for entry in incident.timeline]
    told += [(f"`{name}`", moment) for name, moment in incident.instants if name != instant]
    what, latest = max(told, key=lambda item: item[1])
    if at < latest:
        raise UsageError(
            f"{shown(at)} is before {what} ({shown(latest)})",
            "Entries are added at the end, in order of time: leave --at out for now, or write an earlier one by hand.",
        )


def _written(text: str, key: str, value: str) -> str:
    positions = locate(text)
    route = (ROOT, key)
    if route in positions.places.keys:
        return apply(text, [replace_scalar(text, positions, route, value)])
    return apply(text, [insert_after(text, positions, _neighbour(positions, key), key, value)])


def _neighbour(positions: Positions, key: str) -> Route:
    """The entry below which a new one belongs: the instants stand together, what raises the severity below `users`."""
    before = INSTANT_ORDER[: INSTANT_ORDER.index(key)] if key in INSTANT_ORDER else ("users",)
    return next((ROOT, name) for name in reversed(before) if (ROOT, name) in positions.places.keys)


def _with_role(text: str, role: str, who: str) -> str:
    positions = locate(text)
    roles: Route = (ROOT, "roles")
    if (*roles, role) in positions.places.keys:
        return apply(text, [replace_scalar(text, positions, (*roles, role), who)])
    if roles in positions.places.keys:
        return apply(text, [insert_key(text, positions, roles, role, who)])
    last = _last(name for name in INSTANT_ORDER if (ROOT, name) in positions.places.keys)
    return apply(text, [insert_after(text, positions, (ROOT, last), "roles", {role: who})])


def _with_entry(text: str, entry: Mapping[str, str]) -> str:
    positions = locate(text)
    timeline: Route = (ROOT, "timeline")
    edit: Edit
    if timeline in positions.places.keys:
        edit = append_item(text, positions, timeline, entry)
    else:
        last = _last(str(route[-1]) for route in positions.entries((ROOT,)))
        edit = insert_after(text, positions, (ROOT, last), "timeline", [entry])
    return apply(text, [edit])


def _last(names: Iterable[str]) -> str:
    return list(names)[-1]
