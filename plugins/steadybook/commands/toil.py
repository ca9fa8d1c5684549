"""`steadybook toil`: which manual work to automate first, and what it takes of the teams' time."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, visible

EXAMPLE = """\
steadybook toil                    # all items in order of priority, and each team's share
steadybook toil --team checkout    # one team's
steadybook toil --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("--team", metavar="TEAM", help="only this team's items")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the items and the shares."""
    from steadybook.commands import _tables
    from steadybook.engine.repository import open_repository
    from steadybook.model.plain import plain
    from steadybook.model.report import Basis
    from steadybook.model.wording import closest
    from steadybook.reports.toil import REPORT, of_team

    context = open_repository(root_of(arguments), arguments.as_of).context
    view = REPORT.view(Basis(context))
    if arguments.team is not None:
        known = context.corpus.ids("team")
        if arguments.team not in known:
            near = closest(arguments.team, known)
            did = f"Did you mean `{near}`? " if near else ""
            raise UsageError(
                f"there is no team `{visible(arguments.team)}`", f"{did}There are: {', '.join(known[:20])}."
            )
        view = of_team(context, arguments.team)
    if arguments.format == "json":
        answer = {"version": 1, "as_of": context.as_of, **REPORT.figures(view)}
        sys.stdout.write(json.dumps(plain(answer), ensure_ascii=False, indent=2) + "\n")
    elif arguments.format == "markdown":
        sys.stdout.write(_tables.markdown(REPORT.blocks(view)))
    else:
        sys.stdout.write(_tables.text(REPORT.blocks(view), Painter(coloured(arguments.colour, sys.stdout)), width()))
    return 0


COMMAND = Command("toil", "show which manual work to automate first, and each team's share", EXAMPLE, configure, run)
