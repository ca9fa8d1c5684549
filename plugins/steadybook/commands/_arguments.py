"""Arguments that verbs share, and what follows from them."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TextIO

from steadybook.model.errors import UsageError

WIDEST = 120
"""Lines longer than this are hard to read, however wide the terminal."""


def add_root(parser: ArgumentParser) -> None:
    """`-C`, `--root`: the repository."""
    parser.add_argument(
        "-C",
        "--root",
        metavar="DIR",
        default=None,
        help="the repository (default: found upwards from here)",
    )


def add_as_of(parser: ArgumentParser) -> None:
    """`--as-of`: the moment that counts as now."""
    parser.add_argument(
        "--as-of",
        metavar="WHEN",
        default=None,
        help="what counts as now, a date or an instant (default: as configured, else now)",
    )


def add_colour(parser: ArgumentParser) -> None:
    """`--color`: when to colour."""
    parser.add_argument(
        "--color",
        "--colour",
        dest="colour",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours: auto (a terminal; NO_COLOR and FORCE_COLOR are respected), always or never",
    )


def root_of(arguments: Namespace) -> Path:
    """The repository's root. Raises UsageError where the folder named does not exist."""
    from steadybook.engine.repository import find_root

    if arguments.root is None:
        return find_root(Path.cwd())
    root = Path(arguments.root)
    if not root.is_dir():
        raise UsageError(f"there is no folder `{arguments.root}`", "Name the folder of the repository after -C.")
    return root.resolve()


def paths_of(paths: list[str], root: Path) -> tuple[str, ...]:
    """Paths as they were typed, from the root. Raises UsageError for those that lead out of it or to nothing."""
    found = []
    for path in paths:
        if not path:
            raise UsageError("a path is empty", "Leave it out to report on everything; is a variable empty?")
        # The file itself may be a link: what counts is where it stands, so only its folder is resolved.
        typed = Path.cwd() / path
        place = (typed.parent.resolve() / typed.name) if typed.name not in ("", "..") else typed.resolve()
        if not os.path.lexists(place):
            help = "Check the spelling; paths run from here, and what is deleted has none."
            raise UsageError(f"there is no file or folder `{path}`", help)
        if not place.is_relative_to(root):
            raise UsageError(f"`{path}` is not inside the repository {root}", "Name the other repository with -C.")
        found.append(place.relative_to(root).as_posix())
    return tuple(found)


def coloured(choice: str, stream: TextIO) -> bool:
    """Whether to write colours to a stream; NO_COLOR and FORCE_COLOR count when they are not empty (no-color.org)."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def limited(stream: TextIO) -> bool:
    """Whether a stream lacks the characters that frames are drawn with."""
    try:
        "─…".encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def width() -> int:
    """The columns to write: the terminal's, at most WIDEST; 100 where there is no terminal."""
    import shutil  # on use

    return max(min(shutil.get_terminal_size((100, 24)).columns, WIDEST), 40)


def say(text: str) -> None:
    """Writes a line to standard error: progress and remarks that are no result."""
    sys.stderr.write(f"{text}\n")
