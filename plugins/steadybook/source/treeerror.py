"""Why a file of a repository cannot be read."""

from __future__ import annotations

from typing import Literal

Code = Literal["unreadable-file", "link-outside-repository", "unknown-commit"]


class TreeError(Exception):
    """A file, or a whole tree, cannot be read: `reason` says why, `code` names the rule that documents it.

    `unknown-commit` is about the tree; its `path` is the commit as it was asked for.
    """

    def __init__(self, path: str, reason: str, code: Code = "unreadable-file") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.code: Code = code
