"""`steadybook check`: reads the whole repository and reports what is wrong in it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, paths_of, root_of, say, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from steadybook.model.format import Format, Outcome

EXAMPLE = """\
steadybook check                                        # the whole repository
steadybook check runbooks/redis-down.yaml               # report on one file, resolved against all
steadybook check --format github --format sarif=out.sarif
steadybook check --as-of 2026-11-01 --fail-on warning   # as on that day, strictly"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="report on these files and folders only")
    parser.add_argument(
        "--format",
        dest="formats",
        action="append",
        default=[],
        metavar="NAME[=FILE]",
        help=f"{', '.join(_format_names())}; several at once, each but one to a file (default: text)",
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "never"),
        default="error",
        help="exit 1 from this severity on (default: error)",
    )
    parser.add_argument("--no-cache", action="store_true", help="read and check everything anew")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Checks and reports; 1 where a finding is loud enough."""
    from steadybook.engine.check import check
    from steadybook.model.finding import Severity

    targets = _targets(arguments.formats or ["text"])
    root = root_of(arguments)
    result = check(
        root,
        as_of=arguments.as_of,
        paths=paths_of(arguments.paths, root),
        use_cache=not arguments.no_cache,
    )
    for format, file in targets:
        _write(format, file, result, arguments.colour, root)
    if not result.summary.documents and all(format.name != "text" or file for format, file in targets):
        say("steadybook: no document was found; `steadybook init` sets a repository up.")
    if arguments.fail_on == "never":
        return 0
    loud = Severity(arguments.fail_on).rank
    return int(any(finding.severity.rank >= loud for finding in result.findings))


def _format_names() -> list[str]:
    """The formats by the names of their files; none is imported."""
    folder = Path(__file__).parent.parent / "formats"
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def _targets(wanted: list[str]) -> list[tuple[Format, str]]:
    """The formats and their files, an empty one for standard output. Raises UsageError."""
    from importlib import import_module

    from steadybook.model.fields import closest

    targets: list[tuple[Format, str]] = []
    known = _format_names()
    for text in wanted:
        name, equals, file = text.partition("=")
        if name not in known:
            near = closest(name, known)
            did = f"Did you mean `{near}`? " if near else ""
            raise UsageError(f"there is no format `{name}`", f"{did}There are: {', '.join(known)}.")
        if equals and not file:
            raise UsageError(f"`{text}` names no file", f"Write --format {name}=FILE, or only --format {name}.")
        if any(file == taken for _, taken in targets):
            where = f"the file {file}" if file else "standard output"
            raise UsageError(f"two formats would go to {where}", f"Send one of them elsewhere: --format {name}=FILE.")
        targets.append((import_module(f"steadybook.formats.{name}").FORMAT, file))
    return targets


def _write(format: Format, file: str, result: Outcome, colour: str, root: Path) -> None:
    from steadybook.model.format import Options

    if not file:
        options = Options(coloured(colour, sys.stdout), width(), _Lines(root))
        sys.stdout.write(format.render(result, options))
        return
    from steadybook.source.writing import write_atomically

    text = format.render(result, Options(colour == "always", line=_Lines(root)))
    try:
        # A lone surrogate (half a file name) has no UTF-8 form; escaped like this it is right in JSON, too.
        write_atomically(Path(file), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError(f"`{file}` cannot be written: {os.strerror(error.errno or 0)}", "Name another file.") from None


class _Lines:
    """Lines of the repository's files, for excerpts of related places; each file is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, list[str]] = {}

    def __call__(self, path: str, line: int) -> str | None:
        if path not in self._files:
            try:
                text = (self._root / path).read_bytes().decode("utf-8-sig")
            except (OSError, UnicodeDecodeError):
                text = ""
            self._files[path] = text.splitlines()
        lines = self._files[path]
        return lines[line - 1] if 0 < line <= len(lines) else None


COMMAND = Command("check", "check the documents and report what is wrong, with exact places", EXAMPLE, configure, run)
