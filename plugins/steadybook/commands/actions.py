"""`steadybook actions`: what was agreed after incidents, experiments and game days, the overdue first."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, visible

if TYPE_CHECKING:
    from steadybook.analysis.open_actions import OpenAction
    from steadybook.model.context import Context

EXAMPLE = """\
steadybook actions                       # all open ones, the overdue first
steadybook actions --overdue --strict    # exit 1 where one is overdue
steadybook actions --team checkout       # those about the team's services, or owned by it
steadybook actions --all --format json   # done ones too, for programs"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("--team", metavar="TEAM", help="only those about this team's services, or owned by it")
    parser.add_argument("--service", metavar="SERVICE", help="only those about this service")
    parser.add_argument("--owner", metavar="WHO", help="only those of this owner")
    parser.add_argument("--overdue", action="store_true", help="only those past their deadline")
    parser.add_argument("--all", action="store_true", help="done ones too")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a listed one is overdue")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the actions; 1 with --strict where one is overdue."""
    from steadybook.engine.repository import open_repository
    from steadybook.model.plain import plain

    context = open_repository(root_of(arguments), arguments.as_of).context
    found = _chosen(context, arguments)
    today = context.today
    if arguments.format == "json":
        answer = {
            "version": 1,
            "as_of": context.as_of,
            "actions": [action.figures(action.days_overdue(today) > 0) for action in found],
        }
        sys.stdout.write(json.dumps(plain(answer), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_text(context, found, arguments))
    return int(arguments.strict and any(action.days_overdue(today) for action in found))


def _chosen(context: Context, arguments: Namespace) -> list[OpenAction]:
    from datetime import date

    from steadybook.analysis.open_actions import all_actions
    from steadybook.kinds.service.model import Service

    _known(context, "team", arguments.team)
    _known(context, "service", arguments.service)
    services = {d.id for d in context.corpus.of(Service) if d.model.owner_team == arguments.team}
    today = context.today
    found = [
        action
        for action in all_actions(context)
        if (arguments.all or not action.item.is_done)
        and (not arguments.overdue or action.days_overdue(today))
        and (arguments.owner is None or action.item.owner == arguments.owner)
        and (arguments.service is None or arguments.service in action.services)
        and (arguments.team is None or action.item.owner == arguments.team or not services.isdisjoint(action.services))
    ]
    return sorted(
        found,
        key=lambda a: (a.item.is_done, not a.days_overdue(today), a.item.deadline or date.max, a.item.priority or "P9"),
    )


def _known(context: Context, kind: str, id: str | None) -> None:
    from steadybook.model.wording import closest

    known = context.corpus.ids(kind)
    if id is not None and id not in known:
        near = closest(id, known)
        did = f"Did you mean `{near}`? " if near else ""
        raise UsageError(f"there is no {kind} `{visible(id)}`", f"{did}There are: {', '.join(known[:20])}.")


def _text(context: Context, found: list[OpenAction], arguments: Namespace) -> str:
    from steadybook.commands import _tables
    from steadybook.model.report import Mention, Table, columns, count

    today = context.today
    rows = tuple(
        (
            action.item.deadline,
            f"{late} d over" if (late := action.days_overdue(today)) else action.item.status,
            action.item.priority,
            Mention(action.document.facts.kind, action.document.id, action.global_id),
            action.item.owner,
            action.item.description,
        )
        for action in found
    )
    overdue = sum(action.days_overdue(today) > 0 for action in found)
    title = f"{count(len(found), 'action item')}, {overdue} overdue, as of {today}"
    heads = columns("Due", "State", "Prio", "Action", "Owner", "What")
    table = Table(title.replace("\u202f", " "), heads, rows, "No action item is open.")
    if arguments.format == "markdown":
        return _tables.markdown([table])
    return _tables.text([table], Painter(coloured(arguments.colour, sys.stdout)), width())


COMMAND = Command("actions", "list what was agreed and is not done, the overdue first", EXAMPLE, configure, run)
