"""`incident postmortem`: drafts it, and names it in the incident's record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import PurePosixPath

from steadybook.commands._arguments import root_of, say
from steadybook.commands._command import Command
from steadybook.commands._incident import surroundings
from steadybook.commands._incident.arguments import add_output
from steadybook.commands._incident.draft import Spent, drafted, due_of
from steadybook.commands._incident.output import print_json, show_changes
from steadybook.commands._incident.records import Record, Records
from steadybook.commands._incident.steps import with_postmortem
from steadybook.commands._incident.transaction import Written, alone, check_said, create, edit, said
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.errors import UsageError
from steadybook.model.terminal import visible
from steadybook.sre.incidents import REPEAT_WINDOW


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("id", nargs="?", metavar="ID", help="the incident (default: the one that waits for it)")
    parser.add_argument(
        "--author",
        dest="authors",
        action="append",
        default=[],
        metavar="WHO",
        help="who writes it; repeat it for more (default: the scribe, else the commander)",
    )
    add_output(parser, None)


def run(arguments: Namespace) -> int:
    """Writes the draft and the incident's link to it, both or neither."""
    root = root_of(arguments)
    records = Records(root)
    record = records.named(arguments.id) if arguments.id else records.only_without_postmortem()
    id = record.incident.postmortem or record.id
    path = f"{records.folder('postmortem')}/{id}.yaml"
    _check(records, record, id)
    authors = _authors(arguments, record)
    context = surroundings.opened(root, arguments.as_of)
    spent = tuple(surroundings.spent_by(context, record.incident))
    changes: list[Written] = []
    with alone(root, str(PurePosixPath(record.path).parent), arguments.dry_run):
        current = records.parse(record.path, records.read(record.path))
        text = drafted(record.id, current.incident, authors, spent)
        changes.append(create(root, path, text, arguments.dry_run))
        if current.incident.postmortem is None:
            try:
                changes.append(edit(root, record.path, lambda data: with_postmortem(data, id), arguments.dry_run))
            except UsageError:
                if not arguments.dry_run:
                    (root / path).unlink(missing_ok=True)
                raise
    due = due_of(current.incident)
    if arguments.format == "json":
        spending = {share.slo: f"{share.percent:.1f}" for share in spent}
        print_json(
            arguments,
            {"incident": record.id, "postmortem": id, "path": path, "due": str(due), "budget_spent_pct": spending},
            changes,
        )
    else:
        for remark in (
            *_remarks(records, record, spent),
            f"Due {due}. What only people can say is marked TODO.",
        ):
            say(visible(remark))
    show_changes(arguments, changes)
    return 0


def _check(records: Records, record: Record, id: str) -> None:
    if not record.incident.is_resolved:
        raise UsageError(
            f"`{record.id}` is not resolved yet: it is {record.incident.status}",
            'End it first: `steadybook incident mitigate "…"`, then `steadybook incident resolve "…"`.',
        )
    taken = records.path_of(Postmortem, id)
    if taken is not None:
        raise UsageError(f"its postmortem exists already: `{taken}`", "Edit that one.")


def _authors(arguments: Namespace, record: Record) -> tuple[str, ...]:
    named = tuple(map(said, arguments.authors))
    for author in named:
        check_said(author=author)
    roles = record.incident.roles
    known = named or tuple(filter(None, (roles.scribe or roles.incident_commander,)))
    if not known:
        raise UsageError("nobody is named who could write it", "Add --author WHO: a handle or a role.")
    return known


def _remarks(records: Records, record: Record, spent: tuple[Spent, ...]) -> Iterator[str]:
    for share in spent:
        yield f"{share.slo}: {share.percent:.1f} % of the budget went on it, as measured."
    if not spent:
        yield "No measurements cover it: what it took of an error budget is left out."
    services = set(record.incident.services)
    for other in records.all():
        between = record.incident.started_at - other.incident.started_at
        if other.id != record.id and services & set(other.incident.services) and REPEAT_WINDOW >= between > between * 0:
            yield f"On the same service: {other.incident.postmortem or other.id}. If it repeats that, add `repeat_of:`."


STEPS = (
    Command(
        "postmortem",
        "draft the postmortem of a resolved incident",
        "steadybook incident postmortem 2026-10-07-orders-fail --author pay-1",
        configure,
        run,
    ),
)
