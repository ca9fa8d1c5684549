"""`steadybook handoff`: what the shift that ends hands over to the one that comes."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from steadybook.commands._answers import add_answer, write_json
from steadybook.commands._arguments import coloured, root_of, say, width
from steadybook.commands._command import Command
from steadybook.commands._names import MOST_NAMED, not_known
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, visible, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steadybook.analysis.handoff.draft import HandoffDraft, HandoffPart
    from steadybook.kinds.oncall_rotation.model import OncallRotation
    from steadybook.kinds.oncall_shift.model import OncallShift
    from steadybook.model.context import Context
    from steadybook.model.document import Document
    from steadybook.model.report import Block

EXAMPLE = """\
steadybook handoff payments-oncall                      # what the shift that runs hands over
steadybook handoff payments-oncall --write              # add it to the shift's document
steadybook handoff payments-oncall --write --dry-run    # show the change, write nothing
steadybook handoff payments-oncall --format markdown    # for chat or a wiki"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("rotation", metavar="ROTATION", help="the rotation's id")
    parser.add_argument(
        "--shift", metavar="SHIFT", help="the shift that hands over (default: the one that runs, else the last one)"
    )
    parser.add_argument("--write", action="store_true", help="add the lines to the shift's `handoff`")
    parser.add_argument("--dry-run", action="store_true", help="with --write: show the change, write nothing")
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the handoff, and writes it where it is asked to."""
    from steadybook.analysis.handoff.draft import MOST_COMMITS, handoff_of
    from steadybook.engine.check import check_repository
    from steadybook.engine.repository import open_repository
    from steadybook.model.flagged import flagged_paths
    from steadybook.source.history import latest_commits

    if arguments.dry_run and not arguments.write:
        raise UsageError("--dry-run without --write has nothing to show", "Without --write nothing is ever written.")
    root = root_of(arguments)
    repository = open_repository(root, arguments.as_of)
    context = repository.context
    rotation = _rotation(context, arguments.rotation)
    shift = _shift(context, arguments.shift, rotation.id) if arguments.shift is not None else None
    history = latest_commits(root, repository.configuration.folders, MOST_COMMITS)
    draft = handoff_of(context, rotation, history, flagged_paths(check_repository(repository).findings), shift)
    _print(arguments, context, draft)
    if arguments.write:
        _write(arguments, draft)
    return 0


def _write(arguments: Namespace, draft: HandoffDraft) -> None:
    from steadybook.commands._handoff import write
    from steadybook.commands._incident.output import show_changes

    written = write(root_of(arguments), draft, arguments.dry_run)
    if written.before == written.after:
        say(f"{visible(written.path)}: everything stands there already")
    else:
        show_changes(arguments, [written])


def _print(arguments: Namespace, context: Context, draft: HandoffDraft) -> None:
    from steadybook.commands import _tables

    if arguments.format == "json":
        write_json(context, draft.figures())
        return
    if arguments.format == "markdown":
        sys.stdout.write(_tables.markdown(_blocks(draft)))
        return
    paint = Painter(coloured(arguments.colour, sys.stdout))
    head = paint(Style.STRONG, visible(draft.title))
    asof = paint(Style.FAINT, f"as of {context.today}")
    remarks = "".join(f"{wrapped(visible(remark), width())}\n" for remark in draft.scope.remarks)
    sys.stdout.write(f"{head}  {asof}\n{remarks}")
    for part in draft.parts:
        sys.stdout.write(f"\n{paint(Style.STRONG, part.section.title)}\n")
        for line in part.lines:
            sys.stdout.write(f"{wrapped(visible(line), width(), '- ', '  ')}\n")
        if said := _said(part):
            sys.stdout.write(f"{paint(Style.FAINT, wrapped(visible(said), width()))}\n")


def _said(part: HandoffPart) -> str:
    return part.note if part.note or part.lines else "Nothing is known."


def _blocks(draft: HandoffDraft) -> Iterator[Block]:
    from steadybook.model.report import Note

    yield Note((draft.scope.remarks or ("From the documents and the history of the repository.",)), draft.title)
    for part in draft.parts:
        lines = (*part.lines, *((said,) if (said := _said(part)) else ()))
        yield Note(lines, part.section.title)


def _rotation(context: Context, id: str) -> Document[OncallRotation]:
    from steadybook.kinds.oncall_rotation.model import OncallRotation

    found = context.corpus.get(OncallRotation, id)
    if found is None:
        raise _unknown(context, "oncall_rotation", "rotation", id)
    return found


def _shift(context: Context, id: str, rotation: str) -> Document[OncallShift]:
    from steadybook.analysis.shifts import shifts_of
    from steadybook.kinds.oncall_shift.model import OncallShift

    found = context.corpus.get(OncallShift, id)
    if found is None:
        raise _unknown(context, "oncall_shift", "shift", id)
    if found.model.rotation != rotation:
        raise UsageError(
            f"the shift `{visible(id)}` belongs to {found.model.rotation}", "Name a shift of the rotation."
        )
    if found not in context.memo(shifts_of, rotation):
        raise UsageError(f"the shift `{visible(id)}` ends before it begins", f"Mend `start` and `end` in {found.path}.")
    return found


def _unknown(context: Context, kind: str, noun: str, id: str) -> UsageError:
    broken = [document.path for document in context.corpus.broken(kind) if document.id == id]
    if broken:
        return UsageError(f"`{broken[0]}` cannot be read as a {noun}", f"`steadybook check {broken[0]}` says why.")
    known = context.corpus.ids(kind)
    newest = f"There are: {', '.join(known[-MOST_NAMED:])}." if known else f"There is no {noun} yet."
    return not_known(noun, id, known, newest)


COMMAND = Command("handoff", "fill in the handoff of an on-call shift", EXAMPLE, configure, run)
