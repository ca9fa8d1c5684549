"""What changed lately, as git tells it."""

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


def _parse(pieces: Sequence[str], borders: frozenset[str]) -> Iterator[Commit]:
    for piece in pieces:
        _, name, moment, subject, *rest = piece.split("\0")
        if name not in borders:
            paths = tuple(path for path in (part.lstrip("\n") for part in rest) if path)
            yield Commit(name, datetime.fromisoformat(moment), " ".join(subject.split()), paths)


def _borders(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends."""
    path = root / _git(root, "rev-parse", "--git-path", "shallow").strip()
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, timeout=_TIMEOUT)
    return done.stdout.decode("utf-8", "replace")
