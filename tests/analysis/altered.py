"""The example organisation with some of its files left out or replaced, without touching the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from steadybook.engine.check import check_repository
from steadybook.engine.repository import Repository, open_repository
from steadybook.source.tree import WorkTree
from steadybook.source.treeerror import TreeError

ROOT = Path(__file__).parents[2]


class AlteredTree:
    """A work tree in which files are gone (None) or say something else."""

    def __init__(self, root: Path, changes: Mapping[str, bytes | None]) -> None:
        self._tree = WorkTree(root)
        self._changes = changes

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[str]:
        """The files that are not gone."""
        return (path for path in self._tree.files(folders, suffixes) if self._changes.get(path, b"") is not None)

    def read(self, path: str, limit: int) -> bytes:
        """The content, as altered."""
        if path not in self._changes:
            return self._tree.read(path, limit)
        content = self._changes[path]
        if content is None:
            raise TreeError("vanished-file", f"{path} is gone")
        return content

    def exists(self, path: str) -> bool:
        """Whether the file is still there."""
        return self._changes.get(path, b"") is not None and self._tree.exists(path)


def altered(changes: Mapping[str, bytes | None]) -> Repository:
    """The example organisation with these changes."""
    return open_repository(ROOT, tree=AlteredTree(ROOT, changes))


def flagged_of(repository: Repository) -> frozenset[str]:
    """The paths about which the check finds something."""
    from steadybook.model.flagged import flagged_paths

    return flagged_paths(check_repository(repository).findings)


def without_key(path: str, route: Sequence[Any]) -> bytes:
    """A document of the example organisation without one of its keys; the route runs below the root key."""
    content = yaml.safe_load((ROOT / path).read_bytes())
    (body,) = content.values()
    for step in route[:-1]:
        body = body[step]
    del body[route[-1]]
    return yaml.safe_dump(content, sort_keys=False).encode()


def without(evidence: Iterable[Any]) -> dict[str, bytes | None]:
    """Changes that take evidence of readiness away: a document where it is one, else the key that names it."""
    changes: dict[str, bytes | None] = {}
    for each in evidence:
        if each.document is None:
            continue
        if each.document.facts.kind == "service" or each.route:
            changes[each.document.path] = without_key(each.document.path, each.route)
        else:
            changes[each.document.path] = None
    return changes
