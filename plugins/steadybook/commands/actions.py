"""`steadybook actions`: what was agreed after incidents, experiments and game days, the overdue first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from steadybook.commands._answers import add_answer, write_answer
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._names import check_known

if TYPE_CHECKING:
    from steadybook.analysis.open_actions import OpenAction
    from steadybook.model.context import Context
    from steadybook.model.report import Table

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
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the actions; 1 with --strict where one is overdue."""
    from steadybook.engine.repository import open_repository

    context = open_repository(root_of(arguments), arguments.as_of).context
    found = _chosen(context, arguments)
    today = context.today
    figures = {"actions": [action.figures(action.days_overdue(today) > 0) for action in found]}
    write_answer(arguments, context, figures, [_table(context, found)])
    return int(arguments.strict and any(action.days_overdue(today) for action in found))


def _chosen(context: Context, arguments: Namespace) -> list[OpenAction]:
    from datetime import date

    from steadybook.analysis.open_actions import all_actions
    from steadybook.kinds.service.model import Service

    for kind, id in (("team", arguments.team), ("service", arguments.service)):
        if id is not None:
            check_known(context, kind, id)
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


def _table(context: Context, found: list[OpenAction]) -> Table:
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
    return Table(title.replace("\u202f", " "), heads, rows, "No action item is open.")


COMMAND = Command("actions", "list what was agreed and is not done, the overdue first", EXAMPLE, configure, run)
