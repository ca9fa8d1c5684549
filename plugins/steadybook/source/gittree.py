"""The files of a repository as they were at a commit, read from git's objects without a checkout."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, NamedTuple, Self

from steadybook.source.treeerror import TreeError

_LINK = "120000"
_MOST_LINKS = 10
# What a hook's git sets for its own repository would point ours to the wrong one.
_FOREIGN = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})


class _Entry(NamedTuple):
    mode: str
    name: str
    size: int


class GitTree:
    """The files below `root`, a folder of a git work tree, at `commit` (any name that git knows for one).

    Git is started on first use; a process that reads objects stays until `close`, or the end of a `with`.
    A commit that does not exist, and a missing git, raise TreeError on first use.
    """

    def __init__(self, root: Path, commit: str) -> None:
        self.root = root
        self.commit = commit
        self._listing: dict[str, _Entry] | None = None
        self._folders: frozenset[str] | None = None
        self._reader: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process that reads objects, if there is one."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.communicate()

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[str]:
        """See `Tree.files`."""
        endings = tuple(suffixes)
        found = set()
        for folder in folders:
            below = folder.strip("/").removeprefix("./")
            prefix = f"{below}/" if below not in ("", ".") else ""
            for path in self._entries():
                inside = path.startswith(prefix) and not any(part[0] == "." for part in path[len(prefix) :].split("/"))
                if (inside or path == below) and path.endswith(endings):
                    found.add(path)
        return iter(sorted(found))

    def read(self, path: str, limit: int) -> bytes:
        """See `Tree.read`."""
        entry = self._resolved(path)
        if entry.size > limit:
            return self._start_of(path, entry.name, limit + 1)
        return self._whole(path, entry.name)

    def exists(self, path: str) -> bool:
        """See `Tree.exists`."""
        path = posixpath.normpath(path)
        if self._folders is None:
            # Asked about thousands of documents' evidence, a walk over all files each time would take minutes.
            self._folders = frozenset(str(above) for known in self._entries() for above in PurePosixPath(known).parents)
        return path == "." or path in self._folders or path in self._entries()

    def _entries(self) -> dict[str, _Entry]:
        if self._listing is None:
            commit = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{self.commit}^{{commit}}")
            listed = self._git("ls-tree", "-r", "-z", "-l", commit.decode().strip())
            self._listing = dict(_parse(listed))
        return self._listing

    def _resolved(self, path: str) -> _Entry:
        """The file at a path, through links inside the root."""
        here = posixpath.normpath(path)
        for _ in range(_MOST_LINKS):
            if here == ".." or here.startswith(("../", "/")):
                reason = "it is a symbolic link that leads out of the repository"
                raise TreeError(path, reason, "link-outside-repository")
            entry = self._entries().get(here)
            if entry is None:
                raise TreeError(path, f"it does not exist as a file at {self.commit}")
            if entry.mode != _LINK:
                return entry
            target = os.fsdecode(self._whole(path, entry.name))
            here = posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
        raise TreeError(path, "its symbolic links lead round in a circle")

    def _whole(self, path: str, name: str) -> bytes:
        if self._reader is None:
            self._reader = self._start("cat-file", "--batch", stdin=subprocess.PIPE)
        asked, answers = self._reader.stdin, self._reader.stdout
        assert asked is not None
        assert answers is not None
        try:
            asked.write(f"{name}\n".encode())
            asked.flush()
            header = answers.readline().split()
            if len(header) != 3 or header[1] != b"blob":
                raise TreeError(path, "git has lost its content")
            return answers.read(int(header[2]) + 1)[:-1]
        except BrokenPipeError:
            raise TreeError(path, "git ended while it was read") from None

    def _start_of(self, path: str, name: str, most: int) -> bytes:
        """The first bytes of a large name: git is stopped once they are here."""
        process = self._start("cat-file", "blob", name)
        assert process.stdout is not None
        try:
            data = process.stdout.read(most)
        finally:
            process.stdout.close()
            process.kill()
            process.wait()
        if not data:
            raise TreeError(path, "git has lost its content")
        return data

    def _git(self, *arguments: str) -> bytes:
        process = self._start(*arguments)
        output, _ = process.communicate()
        if process.returncode != 0:
            raise TreeError(self.commit, "git knows no such commit in this repository", "unknown-commit")
        return output

    def _start(self, *arguments: str, stdin: int | IO[bytes] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        try:
            return subprocess.Popen(
                ["git", "-C", os.fspath(self.root), *arguments],
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**environment, "GIT_OPTIONAL_LOCKS": "0"},
            )
        except OSError as error:
            raise TreeError(self.commit, f"git cannot be started: {error.strerror}", "unknown-commit") from None


def _parse(listed: bytes) -> Iterator[tuple[str, _Entry]]:
    """The files in the output of `git ls-tree -r -z -l`; submodules are other repositories' affair."""
    for line in listed.split(b"\0"):
        if line:
            facts, path = line.split(b"\t", 1)
            mode, kind, name, size = facts.split()
            if kind == b"blob":
                yield os.fsdecode(path), _Entry(mode.decode(), name.decode(), int(size))
