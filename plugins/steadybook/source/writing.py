"""Writing files so that a reader sees the old content or the new one, never a part of either."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Replaces a file's content at once. The file keeps its mode; where `path` is a link, its target is replaced.

    A device or pipe (`/dev/null`, `/dev/stdout`) is written to: there is nothing to replace, and it must stay.

    Once this returns, the content outlives a power cut; waiting for the disk can be spared where that does not matter.

    Raises OSError; the old file then stands untouched.
    """
    try:
        found = path.stat().st_mode
    except FileNotFoundError:
        mode = None
    else:
        if not stat.S_ISREG(found):
            path.write_bytes(data)
            return
        mode = stat.S_IMODE(found)
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name[:100]}.{os.urandom(8).hex()}.tmp")
    # A new file gets what the umask leaves of 0o666, as from any program.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if lasting:
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can say so of folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
