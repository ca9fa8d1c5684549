"""`steadybook quality`: the quality score with its arithmetic, and the cheapest improvements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from steadybook.commands._answers import add_answer, basis_of, write_answer
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._names import not_known

EXAMPLE = """\
steadybook quality                     # the fleet, its teams and services
steadybook quality checkout            # one service or team: what counts, and what would raise it
steadybook quality --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("subject", nargs="?", metavar="SERVICE|TEAM", help="a service or a team (default: all)")
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the score."""
    from steadybook.reports.quality import REPORT, arithmetic, quality_figures, quality_of

    basis = basis_of(root_of(arguments), arguments.as_of)
    if arguments.subject is None:
        view = REPORT.view(basis)
        write_answer(arguments, basis.context, REPORT.figures(view), REPORT.blocks(view))
        return 0
    quality = quality_of(basis, arguments.subject)
    if quality is None:
        corpus = basis.context.corpus
        known = (*corpus.ids("service"), *corpus.ids("team"))
        raise not_known("service or team", arguments.subject, known, "`steadybook quality` lists all.")
    write_answer(arguments, basis.context, quality_figures(quality), arithmetic(quality))
    return 0


COMMAND = Command(
    "quality", "show the quality score, its arithmetic and the cheapest improvements", EXAMPLE, configure, run
)
