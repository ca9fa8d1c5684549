"""`steadybook export`: what other systems need of the documents, as their own files."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.commands._names import not_known
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, visible, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steadybook.commands._exporting import Step
    from steadybook.engine.repository import Repository
    from steadybook.model.export import Export, LeftOut

EXAMPLE = """\
steadybook export                              # the systems there are
steadybook export prometheus build/prometheus  # rules, alerts and their tests
steadybook export prometheus deploy --check    # in CI: exit 1 where the files are not up to date"""

STYLE = {"created": Style.GOOD, "updated": Style.GOOD, "removed": Style.WARNING}


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("system", nargs="?", metavar="SYSTEM", help="what to write for (default: list the systems)")
    parser.add_argument("folder", nargs="?", metavar="DIR", help="the folder of the files; made where it is missing")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")
    only.add_argument("--check", action="store_true", help="write nothing; exit 1 where something would change")
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Writes the files; 1 where `--check` finds that something would change."""
    from steadybook.commands._exporting import carry_out, steps
    from steadybook.engine.repository import open_repository

    exports = _exports()
    if arguments.system is None:
        widest = max(map(len, exports))
        sys.stdout.writelines(f"{name:<{widest}}  {each.about}\n" for name, each in exports.items())
        return 0
    export = exports.get(arguments.system)
    if export is None:
        raise not_known("export for", arguments.system, exports)
    if arguments.folder is None:
        raise UsageError("a folder is needed", f"For example `steadybook export {arguments.system} build`.")
    root = root_of(arguments)
    repository = open_repository(root)
    folder = _folder(arguments.folder, repository)
    _refuse_broken(export, repository)
    exported = export.files(repository.context)
    plan = steps(export, exported, folder)
    idle = arguments.dry_run or arguments.check
    paint = Painter(coloured(arguments.colour, sys.stdout))
    for step in plan:
        if not idle:
            carry_out(step, folder)
        if step.change != "unchanged":
            sys.stdout.write(
                f"{paint(STYLE[step.change], step.change)}  {visible(f'{arguments.folder}/{step.path}')}\n"
            )
    sys.stdout.flush()
    _say_left_out(exported.left_out)
    sys.stdout.write(f"{_conclusion(plan, exported.summary, idle)}\n")
    if export.advice and exported.files and not idle:
        sys.stdout.write(paint.quoted(export.advice.format(folder=visible(arguments.folder.rstrip("/")))) + "\n")
    return int(arguments.check and any(step.change != "unchanged" for step in plan))


def _exports() -> dict[str, Export]:
    from steadybook.model.discovery import constants
    from steadybook.model.export import Export

    found = constants("steadybook.exchange", "EXPORT", Export)
    return {module.__name__.rpartition(".")[2].replace("_", "-"): export for module, export in found}


def _folder(typed: str, repository: Repository) -> Path:
    """The folder to write to. Raises UsageError for a file, and for folders whose files are read as documents."""
    folder = Path(typed)
    try:
        if os.path.lexists(folder) and not folder.is_dir():
            raise UsageError(f"`{typed}` is no folder", "Name a folder; it is made where it is missing.")
        place = folder.resolve()
    except (OSError, ValueError):  # too long, or with a character that no path can hold
        raise UsageError(f"`{visible(typed)}` cannot be a folder", "Name another one.") from None
    for documents in repository.configuration.folders:
        if place.is_relative_to((repository.root / documents).resolve()):
            raise UsageError(
                f"`{typed}` lies in `{documents}`, whose files are read as documents",
                "Export to a folder of its own, such as `build/prometheus`.",
            )
    return folder


def _refuse_broken(export: Export, repository: Repository) -> None:
    """Files without the alerts of a document that cannot be read today would silently end these alerts."""
    broken = [
        document
        for document in repository.context.corpus.documents
        if not document.intact and (document.kind is None or document.kind.name in export.kinds)
    ]
    if broken:
        more = f" and {len(broken) - 1} more" if broken[1:] else ""
        raise UsageError(
            f"`{broken[0].path}`{more} cannot be read without errors; an export would lack what it says",
            "`steadybook check` shows the errors. Mend them first; nothing was changed.",
        )


def _say_left_out(left_out: Sequence[LeftOut]) -> None:
    paint = Painter(coloured("auto", sys.stderr))
    for each in left_out:
        text = visible(f"{each.path}: {each.what} is left out: {each.reason}".replace("alerts is", "alerts are"))
        sys.stderr.write(paint(Style.WARNING, "warning") + paint.quoted(wrapped(text, width(), ": ", "  ")) + "\n")
        if each.help:
            help = wrapped(visible(each.help), width() - 8, " ", " " * 8)
            sys.stderr.write(paint(Style.STRONG, "  help:") + paint.quoted(help) + "\n")


def _conclusion(plan: Sequence[Step], summary: str, idle: bool) -> str:
    number = Counter(step.change for step in plan)
    changes = [f"{count} {change}" for change, count in sorted(number.items()) if change != "unchanged"]
    if not changes:
        return f"{summary}: up to date."
    would = " (nothing is written)" if idle else ""
    same = [f"{number['unchanged']} unchanged"] if number["unchanged"] else []
    return f"{summary}: {', '.join(changes + same)}{would}."


COMMAND = Command("export", "write what other systems need, such as Prometheus rules", EXAMPLE, configure, run)
