"""Writing files so that a reader sees the old content or the new one, never a part of either."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
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
    with _beside(target, data, lasting=lasting) as temporary:
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    if lasting:
        _sync_folder(target.parent)


def create_atomically(path: Path, data: bytes) -> None:
    """Writes a new file at once, and never over another one. Raises FileExistsError, and OSError as the system does."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with _beside(path, data, lasting=True) as temporary:
        try:
            path.hardlink_to(
                temporary
            )  # a name for what is there already, which no other file can have taken meanwhile
        except FileExistsError:
            raise
        except OSError:  # a file system without such links: what appears meanwhile would be replaced
            temporary.replace(path)
        else:
            temporary.unlink()
    _sync_folder(path.parent)


@contextmanager
def _beside(target: Path, data: bytes, *, lasting: bool) -> Iterator[Path]:
    """A file with this content in the folder of another one, to be moved away; removed if something fails."""
    temporary = target.with_name(f".{target.name[:100]}.{os.urandom(8).hex()}.tmp")
    # A new file gets what the umask leaves of 0o666, as from any program.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        yield temporary
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can say so of folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
