"""`steadybook toil`: which manual work to automate first, and what it takes of the teams' time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from steadybook.commands._answers import add_answer, basis_of, write_answer
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._names import check_known

EXAMPLE = """\
steadybook toil                    # all items in order of priority, and each team's share
steadybook toil --team checkout    # one team's
steadybook toil --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("--team", metavar="TEAM", help="only this team's items")
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the items and the shares."""
    from steadybook.reports.toil import REPORT, of_team

    basis = basis_of(root_of(arguments), arguments.as_of, checked=False)
    if arguments.team is None:
        view = REPORT.view(basis)
    else:
        check_known(basis.context, "team", arguments.team)
        view = of_team(basis.context, arguments.team)
    write_answer(arguments, basis.context, REPORT.figures(view), REPORT.blocks(view))
    return 0


COMMAND = Command("toil", "show which manual work to automate first, and each team's share", EXAMPLE, configure, run)
