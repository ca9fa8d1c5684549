"""Holding a folder while its files are changed, so that two writers go one after the other."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 10.0
"""Seconds to wait for another writer: each holds the folder for milliseconds."""
_PAUSE = 0.02


@contextmanager
def held(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds a folder against everybody else who holds it so; the system lets go of it when the process ends.

    It does not keep out editors, which ask nobody. Raises TimeoutError where another writer does not let go, and
    OSError where the folder cannot be opened.
    """
    if sys.platform == "win32":
        name = hashlib.blake2b(str(folder.resolve()).encode(), digest_size=16).hexdigest()
        handle = os.open(Path(tempfile.gettempdir()) / f"steadybook-{name}.lock", os.O_RDWR | os.O_CREAT)
    else:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        end = time.monotonic() + patience
        while not _taken(handle):
            if time.monotonic() >= end:
                raise TimeoutError(f"{folder} is held by another writer")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Takes the lock of an open file, without waiting; whether that worked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
