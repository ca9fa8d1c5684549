"""`steadybook readiness`: the production readiness review of a service, with evidence and what is missing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from steadybook.commands._answers import add_answer, basis_of, write_answer
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._names import not_known
from steadybook.commands._since import add_since, readiness_blocks, readiness_figures, reading_of

if TYPE_CHECKING:
    from steadybook.model.report import Block

EXAMPLE = """\
steadybook readiness                       # every service's scorecard
steadybook readiness checkout              # its checklist: evidence, and what is missing
steadybook readiness checkout --strict     # exit 1 while a required check is missing
steadybook readiness --since 2026-06-30    # what was gained and lost since then, from git
steadybook readiness --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("service", nargs="?", metavar="SERVICE", help="the service (default: all)")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a required check is missing")
    add_since(parser)
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the scorecards; 1 with --strict where a service misses a required check."""
    from steadybook.analysis.readiness.scorecard import scorecards
    from steadybook.model.flagged import flagged_paths
    from steadybook.reports.readiness import REPORT, checklist, service_figures

    root = root_of(arguments)
    basis = basis_of(root, arguments.as_of)
    context = basis.context
    cards = scorecards(context, flagged_paths(basis.findings))
    blocks: Iterable[Block]
    if arguments.service is None:
        blocks = REPORT.blocks(REPORT.view(basis))
    else:
        cards = tuple(card for card in cards if card.service.id == arguments.service)
        if not cards:
            known = context.corpus.ids("service")
            raise not_known("service", arguments.service, known, "`steadybook readiness` lists all.")
        blocks = [checklist(card) for card in cards]
    figures: dict[str, Any] = {"services": [service_figures(card) for card in cards]}
    if arguments.since is not None:
        reading = reading_of(root, arguments.since, context)
        figures["since"] = readiness_figures(reading, cards, arguments.service)
        blocks = (*blocks, *readiness_blocks(reading, cards, arguments.service))
    write_answer(arguments, context, figures, blocks)
    return int(arguments.strict and not all(card.is_ready for card in cards))


COMMAND = Command(
    "readiness", "show which services are ready for production, and what is missing", EXAMPLE, configure, run
)
