"""The contract of an export: the corpus in, files for another system out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from steadybook.model.context import Context


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to write: `path` runs from the export's folder, with slashes."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that cannot be exported: where it stands (a document's path), what it is, and why."""

    path: str
    what: str
    reason: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """All files of an export, the same for the same documents, and what is not in them."""

    files: tuple[ExportedFile, ...]
    left_out: tuple[LeftOut, ...]
    summary: str
    """What the files hold, without a full stop: `59 alerts for 15 SLOs`."""


@dataclass(frozen=True, slots=True)
class Export:
    """What a module or package in `exchange/` declares as EXPORT: its name is the system's."""

    title: str
    about: str
    """What is written, in one line."""
    kinds: tuple[str, ...]
    """The kinds that it is made from. While a document of theirs has errors, nothing is exported."""
    mark: str
    """How the first line of every file of this export begins; a file that begins otherwise is not ours to touch."""
    patterns: tuple[str, ...]
    """Globs of the files that an export may have written, from its folder: those of vanished services are found so."""
    files: Callable[[Context], Exported]
    advice: str = ""
    """What to do with the files, with `{folder}` in place of their folder."""
