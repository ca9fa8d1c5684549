"""The files of a repository: in the work tree, or as they were at a commit."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol


class TreeError(Exception):
    """A file that cannot be read: `code` names the rule that documents it, `reason` says why in words."""

    def __init__(self, path: str, reason: str, code: str = "unreadable-file") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.code = code


class Tree(Protocol):
    """Where files come from. Paths are relative to the root, with `/`."""

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[str]:
        """The files below the folders with one of these endings, sorted; hidden ones are left out."""
        ...

    def read(self, path: str, limit: int) -> bytes:
        """The content, at most `limit` + 1 bytes of it. Raises TreeError."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder inside the repository."""
        ...


class WorkTree:
    """The files on disk below `root`. Links that lead out of it are refused."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_root = os.path.realpath(root)

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[str]:
        """See Tree.files."""
        found: set[str] = set()
        endings = tuple(suffixes)
        for folder in folders:
            pending = [folder]
            while pending:
                here = pending.pop()
                try:
                    entries = list(os.scandir(self.root / here))
                except (FileNotFoundError, NotADirectoryError):
                    continue
                except OSError:
                    found.add(here)  # reading it will say why
                    continue
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    path = f"{here}/{entry.name}"
                    # Folders behind links are not walked: a link can lead round in a circle.
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(path)
                    elif entry.name.endswith(endings):
                        found.add(path)
        yield from sorted(found)

    def read(self, path: str, limit: int) -> bytes:
        """See Tree.read."""
        full = os.path.join(self.root, path)
        try:
            status = os.lstat(full)
            if stat.S_ISLNK(status.st_mode):
                self._refuse_outside(path, full)
                status = os.stat(full)
            if not stat.S_ISREG(status.st_mode):
                raise TreeError(path, "it is not a regular file")
            with open(full, "rb") as file:
                return file.read(limit + 1)
        except OSError as error:
            raise TreeError(path, (error.strerror or str(error)).lower()) from None

    def exists(self, path: str) -> bool:
        """See Tree.exists."""
        full = os.path.realpath(os.path.join(self.root, path))
        return self._is_inside(full) and os.path.exists(full)

    def _is_inside(self, real: str) -> bool:
        return real == self._real_root or real.startswith(self._real_root + os.sep)

    def _refuse_outside(self, path: str, full: str) -> None:
        if not self._is_inside(os.path.realpath(full)):
            raise TreeError(path, "it is a symbolic link that leads out of the repository", "link-outside-repository")


class GitTree:
    """The files of a commit of the git repository at `root`. Raises TreeError for a commit that does not exist."""

    def __init__(self, root: Path, commit: str) -> None:
        self.root = root
        self.commit = commit

    def _git(self, *arguments: str) -> bytes:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, check=False)
        if done.returncode != 0:
            reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise TreeError(self.commit, reason[-1] if reason else f"git ended with {done.returncode}")
        return done.stdout

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[str]:
        """See Tree.files."""
        listed = self._git("ls-tree", "-r", "-z", "--name-only", "--end-of-options", self.commit, "--", *folders)
        endings = tuple(suffixes)
        for path in sorted(listed.decode("utf-8", "surrogateescape").split("\0")):
            if path.endswith(endings) and not any(part.startswith(".") for part in path.split("/")):
                yield path

    def read(self, path: str, limit: int) -> bytes:
        """See Tree.read."""
        return self._git("cat-file", "blob", f"{self.commit}:./{path}")[: limit + 1]

    def exists(self, path: str) -> bool:
        """See Tree.exists."""
        return bool(self._git("ls-tree", "--end-of-options", self.commit, "--", path.rstrip("/")))
