"""Which files a branch changed, as git tells it."""

from __future__ import annotations

import subprocess
from pathlib import Path


class UnknownCommitError(Exception):
    """Git cannot compare with the commit; `reason` is git's own word for it."""

    def __init__(self, commit: str, reason: str) -> None:
        super().__init__(f"{commit}: {reason}")
        self.commit = commit
        self.reason = reason


def changed_since(root: Path, commit: str) -> frozenset[str]:
    """The files below `root` that differ from where this branch left `commit`, those not yet added included.

    Paths are relative to `root`. Raises UnknownCommitError: there is no such commit, no common ancestor, or no git.
    """
    base = _git(root, commit, "merge-base", "--end-of-options", commit, "HEAD").strip()
    changed = _git(root, commit, "diff", "--name-only", "--relative", "-z", base)
    added = _git(root, commit, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + added).split("\0") if path)


def _git(root: Path, commit: str, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise UnknownCommitError(commit, f"git cannot be started: {error.strerror}") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnknownCommitError(commit, said[-1] if said else "there is no common ancestor")
    return done.stdout.decode("utf-8", "surrogateescape")
