"""What changed lately, and what stood when, as git tells it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

_TIMEOUT = 30.0
"""Seconds after which git is not waited for: history is a comfort, and no build depends on it."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its hash, when it was committed, the first line of its message, and the files that it touched."""

    hash: str
    committed_at: datetime
    subject: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The latest commits, newest first; `reason` says why there are none."""

    commits: tuple[Commit, ...] = ()
    reason: str = "No history was read."
    is_cut: bool = False
    """There may be older commits: the clone is shallow, or no more were asked for."""


def latest_commits(root: Path, folders: Sequence[str], most: int) -> History:
    """The newest commits that touched files in these folders of `root`, at most so many, without merges.

    Paths are relative to `root`. The oldest commit of a shallow clone is left out, for git takes all its files as new.
    Without git, without a repository and without a commit there is no history but a reason, and nothing is raised.
    """
    # A mark that no message can hold; within a commit, NUL divides, which no message holds either.
    mark = token_hex(16)
    arguments = ("log", f"--max-count={most}", "--no-merges", "--no-show-signature", "--relative", "-z", "--name-only")
    form = f"--format={mark}%x00%H%x00%cI%x00%s%x00"
    try:
        borders = _borders(root)
        pieces = _git(root, *arguments, form, "--", *folders).split(mark)[1:]
        commits = tuple(_parse(pieces, borders))
    except FileNotFoundError:
        return History(reason="No history: git is not installed here.")
    except subprocess.CalledProcessError:
        return History(reason="No history: this is not a git repository with commits.")
    except (OSError, subprocess.TimeoutExpired):
        return History(reason="No history: git did not answer.")
    if commits:
        return History(commits, "", bool(borders) or len(pieces) == most)
    if borders:
        return History(reason="No history: this is a shallow clone. Fetch more of it, with fetch-depth: 0 for example.")
    return History(reason="No commit has touched a document yet.")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit as the state of all files: its hash, that of its tree (equal trees are equal files), and its moment."""

    hash: str
    tree: str
    committed_at: datetime


@dataclass(frozen=True, slots=True)
class Mainline:
    """The commits from HEAD along first parents, newest first; `reason` says why there are none."""

    revisions: tuple[Revision, ...] = ()
    reason: str = ""
    is_shallow: bool = False
    """Older commits were not fetched."""

    def at(self, moment: datetime) -> Revision | None:
        """The last commit at or before a moment; None where history begins later."""
        return next((revision for revision in self.revisions if revision.committed_at <= moment), None)


def mainline(root: Path) -> Mainline:
    """What stood on the branch over time. Without git, repository or commit there is a reason; nothing is raised."""
    try:
        lines = _git(root, "log", "--first-parent", "--no-show-signature", _REVISION, "HEAD").splitlines()
        return Mainline(tuple(map(_revision, lines)), "", bool(_borders(root)))
    except FileNotFoundError:
        return Mainline(reason="git is not installed here")
    except subprocess.CalledProcessError:
        return Mainline(reason="this is not a git repository with commits")
    except (OSError, subprocess.TimeoutExpired):
        return Mainline(reason="git did not answer")


def revision(root: Path, name: str) -> Revision | None:
    """The commit that git knows by this name (a branch, a tag, a hash, `HEAD~3`); None where it knows none."""
    arguments = ("log", "--max-count=1", "--no-show-signature", _REVISION, "--end-of-options", f"{name}^{{commit}}")
    try:
        lines = _git(root, *arguments).splitlines()
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return _revision(lines[0]) if lines else None


_REVISION = "--format=%H %T %cI"


def _revision(line: str) -> Revision:
    name, tree, moment = line.split(" ")
    return Revision(name, tree, datetime.fromisoformat(moment))


def _parse(pieces: Sequence[str], borders: frozenset[str]) -> Iterator[Commit]:
    for piece in pieces:
        _, name, moment, subject, *rest = piece.split("\0")
        paths = tuple(path for path in (part.lstrip("\n") for part in rest) if path and not _is_hidden(path))
        if name not in borders and paths:
            yield Commit(name, datetime.fromisoformat(moment), " ".join(subject.split()), paths)


def _is_hidden(path: str) -> bool:
    """Whether a file is no document whatever stands in it, such as one that only keeps a folder."""
    return path.rpartition("/")[2].startswith(".")


def _borders(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends."""
    path = root / _git(root, "rev-parse", "--git-path", "shallow").strip()
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, timeout=_TIMEOUT)
    return done.stdout.decode("utf-8", "replace")
