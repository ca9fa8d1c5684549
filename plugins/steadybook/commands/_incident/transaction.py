"""Changes of files that lose nothing: one writer at a time, and never over an edit that came in between."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from steadybook.model.errors import UsageError

ATTEMPTS = 5
"""How often a change is made anew on a file that an editor saved meanwhile."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file before (None: there was none) and after."""

    path: str
    before: bytes | None
    after: bytes


@contextmanager
def alone(root: Path, folder: str, dry_run: bool) -> Iterator[None]:
    """Keeps other incident verbs out of a folder, which is made where it is missing. Raises UsageError."""
    if dry_run:
        yield
        return
    from steadybook.source.locking import held

    try:
        (root / folder).mkdir(parents=True, exist_ok=True)
        with held(root / folder):
            yield
    except TimeoutError:
        raise UsageError(f"somebody else is writing in `{folder}`", "Try again in a moment.") from None
    except OSError as error:
        raise _cannot(folder, error) from None


def edit(root: Path, path: str, change: Callable[[bytes], bytes], dry_run: bool) -> Written:
    """Changes a file; what an editor saved while the change was made is not lost. Raises UsageError."""
    from steadybook.source.writing import write_atomically

    file = root / path
    try:
        before = file.read_bytes()
        for _ in range(ATTEMPTS):
            after = change(before)
            if dry_run:
                return Written(path, before, after)
            now = file.read_bytes()
            if now == before:
                write_atomically(file, after)
                return Written(path, before, after)
            before = now
    except OSError as error:
        raise _cannot(path, error) from None
    raise UsageError(
        f"`{path}` keeps changing while it is written; nothing was written",
        "Save it in your editor, close it there, and try again.",
    )


def create(root: Path, path: str, text: str, dry_run: bool) -> Written:
    """Writes a file that is not there yet. Raises UsageError where it is."""
    from steadybook.source.writing import write_atomically

    file = root / path
    data = text.encode()
    try:
        if os.path.lexists(file):
            raise UsageError(f"`{path}` exists already", "Name another slug with --slug, or edit that file.")
        if not dry_run:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, data)
    except OSError as error:
        raise _cannot(path, error) from None
    return Written(path, None, data)


def check_said(**texts: str) -> None:
    """Raises UsageError for a text that may not stand in a document: empty, template text, a credential, no text."""
    from steadybook.sre.credentials import find_credentials
    from steadybook.sre.placeholders import find_placeholders

    for name, text in texts.items():
        if not text.strip():
            raise UsageError(f"the {name} is empty", "Say in one sentence what happened.")
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
            raise UsageError(f"the {name} holds characters that are no text", "Type it again, without them.")
        found = find_credentials(text)
        if found:
            help = "Leave it out, and revoke it if somebody may have seen it: everybody reads what stands here."
            raise UsageError(f"the {name} holds what looks like {found[0].form.name}", help)
        if left := find_placeholders(text):
            raise UsageError(f"`{left[0].text}` in the {name} is template text", "Say what is meant instead.")


def said(text: str | None) -> str:
    """A text as one line: a pasted line end is a space."""
    return " ".join((text or "").split())


def _cannot(path: str, error: OSError) -> UsageError:
    reason = os.strerror(error.errno or 0).lower()
    return UsageError(f"`{path}` cannot be read or written: {reason}", "Check the file and its permissions.")
