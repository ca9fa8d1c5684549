"""`steadybook readiness`: the production readiness review of a service, with evidence and what is missing."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, visible

EXAMPLE = """\
steadybook readiness                       # every service's scorecard
steadybook readiness checkout              # its checklist: evidence, and what is missing
steadybook readiness checkout --strict     # exit 1 while a required check is missing
steadybook readiness --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("service", nargs="?", metavar="SERVICE", help="the service (default: all)")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a required check is missing")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the scorecards; 1 with --strict where a service misses a required check."""
    from steadybook.analysis.readiness.scorecard import scorecards
    from steadybook.commands import _tables
    from steadybook.engine.check import check_repository
    from steadybook.engine.repository import open_repository
    from steadybook.model.flagged import flagged_paths
    from steadybook.model.plain import plain
    from steadybook.model.report import Basis
    from steadybook.reports.readiness import REPORT, checklist, service_figures

    repository = open_repository(root_of(arguments), arguments.as_of)
    result = check_repository(repository)
    context = repository.context
    cards = scorecards(context, flagged_paths(result.findings))
    if arguments.service is not None:
        cards = tuple(card for card in cards if card.service.id == arguments.service)
        if not cards:
            raise _unknown(arguments.service, context.corpus.ids("service"))
    if arguments.format == "json":
        answer = {"version": 1, "as_of": context.as_of, "services": [service_figures(card) for card in cards]}
        sys.stdout.write(json.dumps(plain(answer), ensure_ascii=False, indent=2) + "\n")
    else:
        blocks = (
            [checklist(card) for card in cards]
            if arguments.service is not None
            else list(REPORT.blocks(REPORT.view(Basis(context, frozenset(result.rules), result.findings))))
        )
        paint = Painter(coloured(arguments.colour, sys.stdout))
        text = _tables.markdown(blocks) if arguments.format == "markdown" else _tables.text(blocks, paint, width())
        sys.stdout.write(text)
    return int(arguments.strict and not all(card.is_ready for card in cards))


def _unknown(service: str, known: tuple[str, ...]) -> UsageError:
    from steadybook.model.wording import closest

    near = closest(service, known)
    did = f"Did you mean `{near}`? " if near else ""
    return UsageError(f"there is no service `{visible(service)}`", f"{did}`steadybook readiness` lists all.")


COMMAND = Command(
    "readiness", "show which services are ready for production, and what is missing", EXAMPLE, configure, run
)
