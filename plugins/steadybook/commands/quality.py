"""`steadybook quality`: the quality score with its arithmetic, and the cheapest improvements."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, visible

EXAMPLE = """\
steadybook quality                     # the fleet, its teams and services
steadybook quality checkout            # one service or team: what counts, and what would raise it
steadybook quality --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("subject", nargs="?", metavar="SERVICE|TEAM", help="a service or a team (default: all)")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the score."""
    from steadybook.commands import _tables
    from steadybook.engine.check import check_repository
    from steadybook.engine.repository import open_repository
    from steadybook.model.plain import plain
    from steadybook.model.report import Basis
    from steadybook.reports.quality import REPORT, arithmetic, quality_figures, quality_of

    repository = open_repository(root_of(arguments), arguments.as_of)
    result = check_repository(repository)
    basis = Basis(repository.context, frozenset(result.rules), result.findings, result.waived)
    head = {"version": 1, "as_of": repository.context.as_of}
    if arguments.subject is None:
        view = REPORT.view(basis)
        blocks, figures = list(REPORT.blocks(view)), {**head, **REPORT.figures(view)}
    else:
        quality = quality_of(basis, arguments.subject)
        if quality is None:
            corpus = repository.context.corpus
            raise _unknown(arguments.subject, (*corpus.ids("service"), *corpus.ids("team")))
        blocks, figures = list(arithmetic(quality)), {**head, **quality_figures(quality)}
    if arguments.format == "json":
        sys.stdout.write(json.dumps(plain(figures), ensure_ascii=False, indent=2) + "\n")
    elif arguments.format == "markdown":
        sys.stdout.write(_tables.markdown(blocks))
    else:
        sys.stdout.write(_tables.text(blocks, Painter(coloured(arguments.colour, sys.stdout)), width()))
    return 0


def _unknown(subject: str, known: tuple[str, ...]) -> UsageError:
    from steadybook.model.wording import closest

    near = closest(subject, known)
    did = f"Did you mean `{near}`? " if near else ""
    return UsageError(f"there is no service or team `{visible(subject)}`", f"{did}`steadybook quality` lists all.")


COMMAND = Command(
    "quality", "show the quality score, its arithmetic and the cheapest improvements", EXAMPLE, configure, run
)
