"""`steadybook assess`: a maturity assessment; evidence proposes a score for each dimension, and people decide."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from steadybook.commands._answers import basis_of, write_json
from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, say, width
from steadybook.commands._command import Command
from steadybook.commands._files import create
from steadybook.commands._names import not_known
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
    create(root / path, path, text, "It was assessed today: edit that file.")
    sys.stdout.write(f"{path}\n")
    return 0


def _folder(context: Context) -> str:
    return context.configuration.kind_folders.get("maturity_assessment", (FOLDER,))[0]


def _proposals(root: Path, arguments: Namespace) -> tuple[Context, tuple[Proposal, ...]]:
    from steadybook.analysis.maturity_proposal import proposals
    from steadybook.analysis.quality.score import scope_of
    from steadybook.kinds.service.model import Service
    from steadybook.model.flagged import flagged_paths

    basis = basis_of(root, arguments.as_of)
    context = basis.context
    subject = arguments.subject
    services = [d for d in context.corpus.of(Service) if subject in (d.id, d.model.owner_team)]
    known = (*context.corpus.ids("service"), *context.corpus.ids("team"))
    if subject not in known:
        raise not_known("service or team", subject, known)
    own = [d for d in services if d.id == subject] or services
    flagged = flagged_paths(basis.findings)
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

    if arguments.format == "json":
        proposed = [_assessment.figures(proposal) for proposal in found]
        write_json(context, {"subject": arguments.subject, "proposals": proposed})
        return
    paint = Painter(coloured(arguments.colour, sys.stdout))
    sys.stdout.write(_tables.text([_assessment.table(arguments.subject, found)], paint, width()))


COMMAND = Command(
    "assess", "assess the maturity of a service or team; evidence proposes, people decide", EXAMPLE, configure, run
)
