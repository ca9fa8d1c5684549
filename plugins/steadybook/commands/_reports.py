"""The formats of a command line: which are wanted, and where each goes."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from steadybook.commands._arguments import coloured, limited, width
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from steadybook.model.format import Format, Outcome


def add_format(parser: ArgumentParser) -> None:
    """`--format`, as often as wanted."""
    parser.add_argument(
        "--format",
        dest="formats",
        action="append",
        default=[],
        metavar="NAME[=FILE]",
        help=f"{', '.join(format_names())}; several at once, each but one to a file (default: text)",
    )


def add_fail_on(parser: ArgumentParser) -> None:
    """`--fail-on`: how loud a finding must be."""
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "never"),
        default="error",
        help="exit 1 from this severity on (default: error)",
    )


def exit_code(outcome: Outcome, fail_on: str, changed: frozenset[str] | None = None) -> int:
    """1 where a finding is loud enough. Given `changed` files, what only time brought up counts in them alone."""
    from steadybook.model.finding import Severity

    if fail_on == "never":
        return 0
    loud = Severity(fail_on).rank
    return int(
        any(
            finding.severity.rank >= loud
            and not (changed is not None and finding.time_dependent and finding.path not in changed)
            for finding in outcome.findings
        )
    )


def format_names() -> list[str]:
    """The formats by the names of their files; none is imported."""
    folder = Path(__file__).parent.parent / "formats"
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def targets(wanted: list[str]) -> list[tuple[Format, str]]:
    """The formats and their files, an empty one for standard output. Raises UsageError."""
    from importlib import import_module

    from steadybook.model.wording import closest

    found: list[tuple[Format, str]] = []
    known = format_names()
    for text in wanted:
        name, equals, file = text.partition("=")
        if name not in known:
            near = closest(name, known)
            did = f"Did you mean `{near}`? " if near else ""
            raise UsageError(f"there is no format `{name}`", f"{did}There are: {', '.join(known)}.")
        if equals and not file:
            raise UsageError(f"`{text}` names no file", f"Write --format {name}=FILE, or only --format {name}.")
        if any(file == taken for _, taken in found):
            where = f"the file {file}" if file else "standard output"
            raise UsageError(f"two formats would go to {where}", f"Send one elsewhere: --format {name}=FILE.")
        found.append((import_module(f"steadybook.formats.{name}").FORMAT, file))
    return found


def write(format: Format, file: str, outcome: Outcome, colour: str, root: Path) -> None:
    """Writes a report to its file, or to standard output. Raises UsageError where it cannot be written."""
    from steadybook.model.format import Options

    if not file:
        options = Options(coloured(colour, sys.stdout), limited(sys.stdout), width(), Lines(root))
        sys.stdout.write(format.render(outcome, options))
        return
    from steadybook.source.writing import write_atomically

    text = format.render(outcome, Options(colour == "always", line=Lines(root)))
    try:
        # A lone surrogate (part of a file name that is no text) has no form in UTF-8.
        write_atomically(Path(file), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"`{file}` cannot be written: {reason}", "Name another file.") from None


class Lines:
    """Lines of the repository's files, for excerpts of related places; each file is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, list[str]] = {}

    def __call__(self, path: str, line: int) -> str | None:
        """The line with that number (from 1), or None where it cannot be had."""
        from steadybook.source.spans import LINE_END

        if path not in self._files:
            try:
                text = (self._root / path).read_bytes().decode("utf-8-sig")
            except (OSError, UnicodeDecodeError):
                text = ""
            self._files[path] = LINE_END.split(text)
        lines = self._files[path]
        return lines[line - 1] if 0 < line <= len(lines) else None
