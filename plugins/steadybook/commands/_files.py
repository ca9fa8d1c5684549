"""A new file in the repository."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from types import MappingProxyType

from steadybook.model.errors import UsageError
from steadybook.source.writing import create_atomically

WAYS_OUT = MappingProxyType(
    {
        errno.ENAMETOOLONG: "Choose a shorter name.",
        errno.ENOSPC: "Make room on the disk.",
        errno.EDQUOT: "Make room: your quota is used up.",
        errno.EROFS: "Work in a copy that can be written.",
        errno.ENOTDIR: "A file stands where a folder belongs: move it away.",
        errno.EEXIST: "A file stands where a folder belongs: move it away.",
    }
)
"""What to do about what a system says when it cannot write."""


def create(file: Path, path: str, text: str, where_it_exists: str) -> None:
    """Writes a new file, never over another one; `path` and `where_it_exists` are for the error. Raises UsageError."""
    try:
        written = create_where_there_is_none(file, text)
    except OSError as error:
        raise unwritable(path, error) from None
    if not written:
        raise UsageError(f"`{path}` exists already", where_it_exists)


def create_where_there_is_none(file: Path, text: str) -> bool:
    """Writes a new file and the folders that it needs; False where there is one. Raises OSError."""
    if os.path.lexists(file):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        create_atomically(file, text.encode())
    except FileExistsError:
        return False
    return True


def unwritable(path: str, error: OSError) -> UsageError:
    """The error for people where a file cannot be written."""
    reason = os.strerror(error.errno or 0).lower()
    help = WAYS_OUT.get(error.errno or 0, "Check the folder's permissions.")
    return UsageError(f"`{path}` cannot be written: {reason}", help)
