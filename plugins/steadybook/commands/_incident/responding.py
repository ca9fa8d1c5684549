"""`incident acknowledge`, `update`, `escalate`, `mitigate` and `resolve`: what happens while it lasts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath

from steadybook.analysis.incident_impact import reasons_of
from steadybook.analysis.incident_messages import Said, messages_of
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._incident import steps
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
from steadybook.commands._incident.output import tell
from steadybook.commands._incident.records import Record, Records
from steadybook.commands._incident.steps import Step
from steadybook.commands._incident.transaction import alone, check_said, edit, said
from steadybook.kinds.incident.model import Incident
from steadybook.model.errors import UsageError
from steadybook.sre.severity import COMMANDED, SEVERITIES, Severity

Decide = Callable[[Namespace, Incident, datetime, str], Step]
"""What a verb does to an incident at a moment, with the text that was given."""


def _acknowledge(arguments: Namespace, incident: Incident, at: datetime, _text: str) -> Step:
    return steps.acknowledge(incident, at, _checked("name", arguments.by), _checked("note", arguments.note))


def _update(arguments: Namespace, incident: Incident, at: datetime, text: str) -> Step:
    told = Said(
        known=text,
        unknown=_checked("unknown", arguments.unknown),
        doing=_checked("work", arguments.doing),
        by=_checked("name", arguments.by),
    )
    return steps.update(incident, at, told, arguments.identified, roles_of(arguments))


def _escalate(arguments: Namespace, incident: Incident, at: datetime, _text: str) -> Step:
    severity = word_of("--severity", arguments.severity, SEVERITIES) if arguments.severity else None
    facts = effects_of(arguments)
    if severity is None and not facts:
        raise UsageError(
            "what makes it graver is missing", "Name --severity, or what changed: --users all, --data-loss …"
        )
    return steps.escalate(incident, at, severity, _checked("reason", arguments.reason), facts, roles_of(arguments))


def _mitigate(arguments: Namespace, incident: Incident, at: datetime, text: str) -> Step:
    return steps.mitigate(incident, at, Said(known=text, by=_checked("name", arguments.by)))


def _resolve(arguments: Namespace, incident: Incident, at: datetime, text: str) -> Step:
    told = Said(known=text, cause=_checked("cause", arguments.cause), by=_checked("name", arguments.by))
    return steps.resolve(incident, at, told)


def _run(arguments: Namespace, decide: Decide) -> int:
    records = Records(root_of(arguments))
    text = _text(arguments, records)
    public = _checked("sentence for customers", arguments.public)
    found = records.named(arguments.id) if arguments.id else records.only_open()
    made: list[tuple[Record, Step]] = []

    def change(data: bytes) -> bytes:
        """The file after the step; decided anew whenever somebody changed it in between."""
        record = records.parse(found.path, data)
        step = decide(arguments, record.incident, moment_of("--at", arguments.at, now_of(arguments)), text)
        after = steps.carried_out(data.decode(), step).encode()
        made.append((records.parse(found.path, after), step))
        return after

    with alone(records.root, str(PurePosixPath(found.path).parent), arguments.dry_run):
        written = edit(records.root, found.path, change, arguments.dry_run)
    record, step = made[-1]
    told = step.said.with_public(public)
    site = records.configuration.site_url
    messages = messages_of(record.id, record.incident, step.stage, step.at, told, site)
    return tell(arguments, record.id, record.incident, step.at, messages, (written,), _remarks(record, step))


def _text(arguments: Namespace, records: Records) -> str:
    """What was said, where the verb takes it. Raises UsageError where only the incident was named."""
    text: str | None = getattr(arguments, "text", None)
    if text is None:
        return ""
    if arguments.id is None and records.is_known(text):
        example = f'steadybook incident {arguments.step} {text} "what happened"'
        raise UsageError("the text is missing", f"Write it after the incident: `{example}`.")
    check_said(text=said(text))
    return said(text)


def _checked(name: str, text: str | None) -> str:
    """A text that may be left out."""
    plain = said(text)
    if text is not None:
        check_said(**{name: plain})
    return plain


def _remarks(record: Record, step: Step) -> list[str]:
    incident = record.incident
    if step.stage == "escalate":
        return [reasons_of(incident)]
    if step.stage == "mitigate":
        return ["Next: `steadybook incident resolve` once the cause is gone and the SLIs were healthy for 30 min."]
    if step.stage == "resolve":
        if Severity(incident.severity) in COMMANDED:
            return [f"Next: `steadybook incident postmortem {record.id}`"]
        return [f"A {incident.severity} needs no postmortem; `steadybook incident postmortem` drafts one all the same."]
    return []


def _step(
    name: str, summary: str, example: str, decide: Decide, text: str, add: Callable[[ArgumentParser], None]
) -> Command:
    def configure(parser: ArgumentParser) -> None:
        parser.add_argument("id", nargs="?", metavar="ID", help="the incident, where several are open")
        if text:
            parser.add_argument("text", metavar="TEXT", help=f"{text}, in one sentence")
        add(parser)
        add_at(parser)
        add_output(parser, "internal" if name in ("acknowledge", "escalate") else "both")

    def run(arguments: Namespace) -> int:
        return _run(arguments, decide)

    return Command(name, summary, f"steadybook incident {example}", configure, run)


def _add_by(parser: ArgumentParser) -> None:
    parser.add_argument("--by", metavar="WHO", help="a role or handle")


def _add_acknowledge(parser: ArgumentParser) -> None:
    _add_by(parser)
    parser.add_argument("--note", metavar="TEXT", help="what to add")


def _add_update(parser: ArgumentParser) -> None:
    _add_by(parser)
    parser.add_argument("--unknown", metavar="TEXT", help="what is not known yet")
    parser.add_argument("--doing", metavar="TEXT", help="what is being done")
    parser.add_argument("--identified", action="store_true", help="the cause is known: sets the status")
    add_roles(parser)


def _add_escalate(parser: ArgumentParser) -> None:
    parser.add_argument("--severity", metavar="SEV", help="the graver severity (default: what the effects demand)")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why it is graver than was thought")
    add_effects(parser, required=False)
    add_roles(parser)


def _add_resolve(parser: ArgumentParser) -> None:
    _add_by(parser)
    parser.add_argument("--cause", metavar="TEXT", help="the cause in one sentence, where it is known")


STEPS = (
    _step("acknowledge", "take an incident on", "acknowledge --by pay-1", _acknowledge, "", _add_acknowledge),
    _step(
        "update",
        "tell those who wait what is known",
        'update "Payments time out" --unknown why --doing "rolling back"',
        _update,
        "what is known",
        _add_update,
    ),
    _step(
        "escalate",
        "raise the severity",
        'escalate --users all --reason "All regions are affected"',
        _escalate,
        "",
        _add_escalate,
    ),
    _step(
        "mitigate",
        "say that users are no longer affected",
        'mitigate "Release 4.1 is back" --at 18:42Z',
        _mitigate,
        "what ended the impact",
        _add_by,
    ),
    _step(
        "resolve",
        "say that it is over",
        'resolve "No errors for 30 min" --cause "Release 4.2 used an expired certificate"',
        _resolve,
        "what ended it",
        _add_resolve,
    ),
)
