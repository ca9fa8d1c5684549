"""`incident start`: declares an incident."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC

from steadybook.analysis.incident_impact import reasons_of
from steadybook.analysis.incident_messages import Said, Stage, messages_of
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._incident.arguments import (
    add_at,
    add_effects,
    add_output,
    add_roles,
    effects_of,
    roles_of,
    word_of,
)
from steadybook.commands._incident.moments import moment_of, now_of
from steadybook.commands._incident.opening import DETECTED, Opening
from steadybook.commands._incident.output import tell
from steadybook.commands._incident.records import Record, Records
from steadybook.commands._incident.steps import ROLE_OPTIONS
from steadybook.commands._incident.transaction import alone, check_said, create, said
from steadybook.kinds.incident.model import Incident
from steadybook.model.errors import UsageError
from steadybook.sre.incidents import REQUIRED_ROLES, channel, incident_id, slug
from steadybook.sre.severity import COMMANDED, SEVERITIES, Severity

EXAMPLE = (
    'steadybook incident start "Orders fail" --service checkout --function core_down --users under_25 --revenue '
    "--alert CheckoutErrors --commander pay-2 --communications support-lead"
)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("title", metavar="TITLE", help="what users notice, in a few words")
    parser.add_argument(
        "--service",
        dest="services",
        metavar="ID",
        action="append",
        required=True,
        help="a service that is affected, the most affected first; repeat it for more",
    )
    add_effects(parser, required=True)
    parser.add_argument("--security-breach", action="store_true", help="a breach; with --pii it is a SEV1")
    parser.add_argument("--severity", metavar="SEV", help="declare a graver one than the matrix gives")
    parser.add_argument("--started", metavar="WHEN", help="when users were first affected (default: when detected)")
    parser.add_argument("--detected", metavar="WHEN", help="when somebody or something noticed (default: now)")
    parser.add_argument("--acknowledged", metavar="WHEN", help="when somebody took it on")
    parser.add_argument("--detected-by", metavar="HOW", help=", ".join(DETECTED))
    parser.add_argument("--alert", metavar="NAME", help="the alert that fired")
    parser.add_argument(
        "--runbook", dest="runbooks", metavar="ID", action="append", default=[], help="a runbook that is followed"
    )
    add_roles(parser)
    parser.add_argument("--slug", metavar="SLUG", help="the file's name after the day (default: from the title)")
    add_at(parser)
    add_output(parser, "internal")


def run(arguments: Namespace) -> int:
    """Writes the record and prints the initial notification."""
    from steadybook.commands._incident import surroundings

    title, public = said(arguments.title), said(arguments.public)
    check_said(title=title, **({"sentence for customers": public} if public else {}))
    opening = _opening(arguments, title)
    root = root_of(arguments)
    context = surroundings.opened(root, arguments.as_of)
    surroundings.check_names(context, "service", "--service", opening.services)
    surroundings.check_names(context, "runbook", "--runbook", opening.runbooks)
    if opening.alert:
        surroundings.check_names(context, "alert", "--alert", (opening.alert,))
    try:
        opening.check()
    except UsageError as error:
        people = surroundings.on_call(context, opening.services, opening.declared)
        missing = any(role not in opening.roles for role in REQUIRED_ROLES)
        if people and missing and all(option in error.help for option in ("--", "WHO")):
            raise UsageError(error.message, f"{error.help} On call: {people}.") from None
        raise
    records = Records(root)
    folder = records.folder("incident")
    with alone(root, folder, arguments.dry_run):
        id = _free_id(records, opening, _slug(arguments.slug, title, opening.services[0]))
        path = f"{folder}/{id}.yaml"
        text = opening.text()
        incident = records.parse(path, text.encode()).incident
        change = create(root, path, text, arguments.dry_run)
    site = records.configuration.site_url
    messages = messages_of(id, incident, Stage.START, opening.declared, Said(public=public), site)
    remarks = [reasons_of(incident), f"Channel: {channel(id)}"]
    remarks += [f"Runbook: {path}" for path in (surroundings.runbooks(context, opening.alert) if opening.alert else ())]
    remarks += _remarks(arguments, opening, records, id)
    decision = opening.decision
    more = {
        "decision": {
            "severity": decision.severity,
            "cell": decision.cell,
            "triggers": [trigger.field for trigger in decision.triggers],
        }
    }
    return tell(arguments, id, incident, opening.declared, messages, (change,), remarks, **more)


def _opening(arguments: Namespace, title: str) -> Opening:
    now = now_of(arguments)
    declared = moment_of("--at", arguments.at, now)
    noticed = arguments.detected
    detected = moment_of("--detected", noticed, now) if noticed else declared
    started = moment_of("--started", arguments.started, now) if arguments.started else detected
    how = arguments.detected_by
    severity = arguments.severity
    return Opening(
        title=title,
        services=tuple(dict.fromkeys(arguments.services)),
        effects=effects_of(arguments),
        started=started,
        detected=detected,
        declared=declared,
        acknowledged=moment_of("--acknowledged", arguments.acknowledged, now) if arguments.acknowledged else None,
        severity=word_of("--severity", severity, SEVERITIES) if severity else None,
        detected_by=word_of("--detected-by", how, tuple(DETECTED)) if how else ("alert" if arguments.alert else None),
        alert=arguments.alert,
        runbooks=tuple(dict.fromkeys(arguments.runbooks)),
        roles=roles_of(arguments),
    )


def _slug(chosen: str | None, title: str, service: str) -> str:
    if chosen is None:
        # A title in another script has no ASCII words: the service says at least what it is about.
        return slug(title) or slug(service) or "incident"
    if SLUG.fullmatch(chosen):
        return chosen
    near = slug(chosen)
    did = f" For example `{near}`." if near else ""
    raise UsageError(f"`{chosen}` is not a slug", f"Write lower-case letters, digits and single hyphens.{did}")


def _free_id(records: Records, opening: Opening, slug: str) -> str:
    """An id that nobody has. Of the same day and slug, an open incident is taken for the same one, not a second."""
    known: dict[str, Record] = {record.id: record for record in records.all()}
    plain = incident_id(opening.started, slug)
    same = [r for id, r in known.items() if id == plain or re.fullmatch(rf"{re.escape(plain)}-[0-9]+", id)]
    current = next((record for record in same if not record.incident.is_resolved), None)
    if current is not None:
        raise UsageError(
            f"`{current.id}` is open already, declared {current.incident.severity} by somebody else or by you",
            f'Go on with `steadybook incident update {current.id} "…"`; for another incident, name a --slug.',
        )
    ids = (plain, *(f"{plain}-{number}" for number in range(2, 1000)))
    return next(id for id in ids if id not in known and records.path_of(Incident, id) is None)


def _remarks(arguments: Namespace, opening: Opening, records: Records, id: str) -> Iterator[str]:
    if arguments.security_breach and "security_breach_pii" not in opening.effects:
        yield "A breach decides the severity where personal data got out: then escalate it with --pii."
    for record in records.open():
        shared = set(record.incident.services) & set(opening.services)
        if record.id != id and shared:
            yield f"Open as well, on {', '.join(sorted(shared))}: {record.id} ({record.incident.severity})"
    severity = Severity(opening.severity or opening.decision.severity)
    absent = [ROLE_OPTIONS[role] for role in ROLE_OPTIONS if role not in opening.roles]
    if severity in COMMANDED and absent:
        yield f'Next: fill the other roles with `steadybook incident update "…" {absent[0]} WHO`'
    day = opening.started.astimezone(UTC).date()
    if opening.started.date() != day:
        yield f"The file is named after the day in UTC, {day}."


STEPS = (Command("start", "declare an incident and print the first message", EXAMPLE, configure, run),)
