"""A new file in the repository."""

from __future__ import annotations

import os
from pathlib import Path

from steadybook.model.errors import UsageError


def create(file: Path, path: str, text: str, where_it_exists: str) -> None:
    """Writes a new file, never over another one; `path` and `where_it_exists` are for the error. Raises UsageError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        raise UsageError(f"`{path}` exists already", where_it_exists) from None
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"`{path}` cannot be written: {reason}", "Check the folder's permissions.") from None
