"""The files of a repository, in the work tree or (`gittree`) as they were at a commit."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from steadybook.source.treeerror import TreeError

__all__ = ["Tree", "TreeError", "WorkTree", "read_file_bounded"]


class Tree(Protocol):
    """Where files come from. Paths are relative to the root, with `/`."""

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[str]:
        """The files below the folders that end in one of the suffixes, sorted, each once.

        Hidden files and folders are left out, missing folders hold nothing. What cannot be looked into (a folder
        without permission, a link to a folder outside the root) comes as a path too, so that `read` says why.
        """
        ...

    def read(self, path: str, limit: int) -> bytes:
        """The content, at most `limit` + 1 bytes of it. Raises TreeError."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder, inside the root."""
        ...


class WorkTree:
    """The files on disk below `root`. Links that lead out of it are refused, links to folders not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_folders: dict[str, str] = {}
        self._inside: dict[str, bool] = {}

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[str]:
        """See `Tree.files`."""
        endings = tuple(suffixes)
        found: set[str] = set()
        pending = []
        for folder in folders:
            path = _normal(folder)
            if path.endswith(endings) and (self.root / path).is_file():
                found.add(path)
            elif self._is_folder_outside(os.fspath(self.root / path)):
                found.add(path)  # which says so once, not every file in it
            else:
                pending.append(path)
        seen: set[str] = set()
        while pending:
            here = pending.pop()
            if here in seen:
                continue
            seen.add(here)
            below = "" if here == "." else f"{here}/"
            try:
                with os.scandir(self.root / here) as entries:
                    for entry in entries:
                        name = entry.name
                        if name[0] == ".":
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            pending.append(below + name)
                        elif name.endswith(endings) or (entry.is_symlink() and self._is_folder_outside(entry.path)):
                            found.add(below + name)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError:
                found.add(here)
        return iter(sorted(found))

    def read(self, path: str, limit: int) -> bytes:
        """See `Tree.read`."""
        folder, _, name = path.rpartition("/")
        try:
            return _content(self._open(path, self._real_folder(folder), name), path, limit)
        except (OSError, ValueError) as error:
            raise TreeError(path, _words(error)) from None

    def _open(self, path: str, folder: str, name: str) -> int:
        """A handle of the file; a link is resolved and looked at before it is followed."""
        inside = self._inside.get(folder)
        if inside is None:
            inside = self._inside[folder] = self._is_inside(folder)
        if inside and name not in ("", ".", ".."):
            try:
                return os.open(f"{folder}{os.sep}{name}", _FLAGS | _UNFOLLOWED)
            except OSError as error:
                if error.errno not in _LINK_REFUSED:
                    raise
        target = os.path.realpath(self.root / path)
        if not self._is_inside(target):
            how = "is a symbolic link that leads" if (self.root / path).is_symlink() else "lies"
            raise TreeError(path, f"it {how} out of the repository", "link-outside-repository")
        return os.open(target, _FLAGS)

    def exists(self, path: str) -> bool:
        """See `Tree.exists`."""
        try:
            real = os.path.realpath(self.root / path)
            return self._is_inside(real) and Path(real).exists()
        except (OSError, ValueError):
            return False

    def _is_folder_outside(self, full: str) -> bool:
        return Path(full).is_dir() and not self._is_inside(os.path.realpath(full))

    def _is_inside(self, real: str) -> bool:
        root = self._real_folder("")
        return real == root or real.startswith(root.rstrip(os.sep) + os.sep)

    def _real_folder(self, folder: str) -> str:
        # Thousands of files share a few folders, and following links asks the disk for each step of the path.
        real = self._real_folders.get(folder)
        if real is None:
            real = self._real_folders[folder] = os.path.realpath(self.root / folder)
        return real


# Without O_NONBLOCK, opening a pipe would hang until somebody writes to it. Not all systems have all flags.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0)
_LINK_REFUSED = frozenset({errno.ELOOP, errno.EMLINK})


def read_file_bounded(path: Path, limit: int) -> bytes:
    """At most `limit` + 1 bytes of a regular file, however large it is. Raises TreeError for all else."""
    name = os.fspath(path)
    try:
        return _content(os.open(name, _FLAGS), name, limit)
    except (OSError, ValueError) as error:
        raise TreeError(name, _words(error)) from None


def _content(handle: int, path: str, limit: int) -> bytes:
    """At most `limit` + 1 bytes from a handle, which is closed."""
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise TreeError(path, "it is a folder, not a file")
        if not stat.S_ISREG(status.st_mode):
            raise TreeError(path, "it is a pipe, a socket or a device, not a file")
        expected = min(status.st_size, limit) + 1
        content = os.read(handle, expected)
        if len(content) < expected:
            return content  # a regular file gives less than is asked for at its end only
        return b"".join([content, *_chunks(handle, limit + 1 - expected)])  # it has grown
    finally:
        os.close(handle)


def _chunks(handle: int, most: int) -> Iterable[bytes]:
    while most > 0 and (chunk := os.read(handle, min(65_536, most))):
        yield chunk
        most -= len(chunk)


def _normal(folder: str) -> str:
    return folder.strip("/").removeprefix("./") or "."


def _words(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return "no file can have this name"
    words = {
        FileNotFoundError: "it does not exist (any more), or is a link to something that does not",
        PermissionError: "permission to read it is missing",
        NotADirectoryError: "a part of its path is a file, not a folder",
    }
    if error.errno == errno.ENXIO:
        return "it is a pipe, a socket or a device, not a file"
    return words.get(type(error)) or (error.strerror or str(error)).lower()
