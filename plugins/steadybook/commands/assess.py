"""`steadybook assess`: a maturity assessment; evidence proposes a score for each dimension, and people decide."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, say, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, visible

if TYPE_CHECKING:
    from steadybook.analysis.maturity_proposal import Proposal
    from steadybook.model.context import Context

FOLDER = "catalog/maturity"

EXAMPLE = """\
steadybook assess checkout                       # asks for each dimension, in a terminal
steadybook assess checkout --propose             # only what evidence proposes, and what is missing
steadybook assess checkout --from scores.yaml --by payments-lead
steadybook assess payments --from - < scores.yaml"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("subject", metavar="SERVICE|TEAM", help="what is assessed")
    parser.add_argument(
        "--from",
        dest="file",
        metavar="FILE",
        help="read the scores (`slos: 3` …) instead of asking; - is standard input",
    )
    parser.add_argument(
        "--by", action="append", default=[], metavar="WHO", help="who assessed it: a role or handle; repeatable"
    )
    parser.add_argument("--propose", action="store_true", help="print the proposal and write nothing")
    parser.add_argument("--dry-run", action="store_true", help="print the document instead of writing it")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the proposal (default: text)")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Proposes, asks, writes the document and prints its path."""
    from steadybook.commands import _assessment

    root = root_of(arguments)
    context, proposals = _proposals(root, arguments)
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if arguments.propose or (arguments.file is None and not interactive):
        _print(proposals, context, arguments)
        if not arguments.propose:
            say("Nothing is written: there is no terminal to ask in. Decide with --from FILE (`-` for standard input).")
        return 0
    if arguments.file is not None:
        scores = _assessment.read_scores(_text_of(arguments.file))
    else:
        paint = Painter(coloured(arguments.colour, sys.stdout))
        scores = _assessment.ask(proposals, paint, width(), input)
    text = _assessment.drafted(arguments.subject, context.today, arguments.by, proposals, scores)
    if arguments.dry_run:
        sys.stdout.write(text)
        return 0
    path = f"{_folder(context)}/{arguments.subject}-{context.today:%Y-%m-%d}.yaml"
    _assessment.create(root / path, path, text)
    sys.stdout.write(f"{path}\n")
    return 0


def _folder(context: Context) -> str:
    return context.configuration.kind_folders.get("maturity_assessment", (FOLDER,))[0]


def _proposals(root: Path, arguments: Namespace) -> tuple[Context, tuple[Proposal, ...]]:
    from steadybook.analysis.maturity_proposal import proposals
    from steadybook.analysis.quality.score import scope_of
    from steadybook.engine.check import check_repository
    from steadybook.engine.repository import open_repository
    from steadybook.kinds.service.model import Service
    from steadybook.model.flagged import flagged_paths
    from steadybook.model.wording import closest

    repository = open_repository(root, arguments.as_of)
    context = repository.context
    flagged = flagged_paths(check_repository(repository).findings)
    subject = arguments.subject
    services = [d for d in context.corpus.of(Service) if subject in (d.id, d.model.owner_team)]
    known = (*context.corpus.ids("service"), *context.corpus.ids("team"))
    if subject not in known:
        near = closest(subject, known)
        did = f"Did you mean `{near}`? " if near else ""
        raise UsageError(
            f"there is no service or team `{visible(subject)}`", f"{did}There are: {', '.join(known[:20])}."
        )
    own = [d for d in services if d.id == subject] or services
    return context, proposals(scope_of(context, tuple(document.path for document in own), flagged))


def _text_of(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"`{visible(file)}` cannot be read", "Name a text file with lines such as `slos: 3`."
        ) from None


def _print(found: tuple[Proposal, ...], context: Context, arguments: Namespace) -> None:
    from steadybook.commands import _assessment, _tables
    from steadybook.model.plain import plain

    if arguments.format == "json":
        answer: Mapping[str, object] = {
            "version": 1,
            "as_of": context.as_of,
            "subject": arguments.subject,
            "proposals": [_assessment.figures(proposal) for proposal in found],
        }
        sys.stdout.write(json.dumps(plain(answer), ensure_ascii=False, indent=2) + "\n")
        return
    paint = Painter(coloured(arguments.colour, sys.stdout))
    sys.stdout.write(_tables.text([_assessment.table(arguments.subject, found)], paint, width()))


COMMAND = Command(
    "assess", "assess the maturity of a service or team; evidence proposes, people decide", EXAMPLE, configure, run
)
