"""`steadybook quality`: the quality score with its arithmetic, and the cheapest improvements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from steadybook.commands import _since
from steadybook.commands._answers import add_answer, basis_of, write_answer
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._names import not_known
from steadybook.commands._since import add_since

if TYPE_CHECKING:
    from steadybook.analysis.quality.score import Quality

EXAMPLE = """\
steadybook quality                     # the fleet, its teams and services
steadybook quality checkout            # one service or team: what counts, and what would raise it
steadybook quality --since 2026-06-30    # how the scores moved since then, from git
steadybook quality --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("subject", nargs="?", metavar="SERVICE|TEAM", help="a service or a team (default: all)")
    add_since(parser)
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the score."""
    from steadybook.reports.quality import REPORT, QualityView, arithmetic, quality_figures, quality_of

    root = root_of(arguments)
    basis = basis_of(root, arguments.as_of)
    scores: Sequence[Quality]
    figures: Mapping[str, Any]
    if arguments.subject is None:
        view = REPORT.view(basis)
        assert isinstance(view, QualityView)
        scores, figures, blocks = (view.fleet, *view.teams, *view.services), REPORT.figures(view), REPORT.blocks(view)
    else:
        quality = quality_of(basis, arguments.subject)
        if quality is None:
            corpus = basis.context.corpus
            known = (*corpus.ids("service"), *corpus.ids("team"))
            raise not_known("service or team", arguments.subject, known, "`steadybook quality` lists all.")
        scores, figures, blocks = (quality,), quality_figures(quality), arithmetic(quality)
    if arguments.since is not None:
        reading = _since.reading_of(root, arguments.since, basis.context)
        figures = {**figures, "since": _since.quality_figures(reading, scores)}
        blocks = (*blocks, *_since.quality_blocks(reading, scores))
    write_answer(arguments, basis.context, figures, blocks)
    return 0


COMMAND = Command(
    "quality", "show the quality score, its arithmetic and the cheapest improvements", EXAMPLE, configure, run
)
