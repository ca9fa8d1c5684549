"""A repository on disk: its root, configuration and corpus."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadybook.model.configuration import Configuration, load_configuration, parse_as_of
from steadybook.model.context import Context
from steadybook.model.corpus import Corpus
from steadybook.model.discovery import kinds, rules
from steadybook.model.document import Document, Facts, Loaded
from steadybook.model.errors import UsageError
from steadybook.model.finding import Violation
from steadybook.model.loading import Loader
from steadybook.source.spans import Span
from steadybook.source.tree import Tree, WorkTree
from steadybook.source.treeerror import TreeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steadybook.model.kind import Kind

START = Span(1, 1, 1, 1)
MANY = 24_000_000
"""Bytes of files that are read at once, where many are: enough for all cores, and little beside what is kept."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Everything that check and site work on."""

    root: Path
    configuration: Configuration
    context: Context
    marked: frozenset[str] = field(default=frozenset())
    """Paths of the files that hold an ignore comment."""


def find_root(start: Path) -> Path:
    """The repository around `start`: the nearest folder upwards with a configuration, or the git or MkDocs root."""
    start = start.resolve()
    candidates = (start, *start.parents)
    for folder in candidates:
        if (folder / "steadybook.toml").is_file():
            return folder
        pyproject = folder / "pyproject.toml"
        if pyproject.is_file() and b"[tool.steadybook" in pyproject.read_bytes():
            return folder
        if (folder / ".git").exists() or (folder / "mkdocs.yml").is_file():
            return folder
    return start


def open_repository(
    root: Path,
    as_of: str | None = None,
    known: Callable[[str, str], Facts | None] | None = None,
    tree: Tree | None = None,
) -> Repository:
    """Reads the configuration and all documents below `root`.

    `known(path, digest)` answers with the facts of a file whose content was seen before; such a document is loaded
    only when somebody asks for more. Raises ConfigurationError, and UsageError for an `as_of` that is no moment.
    """
    configuration = load_configuration(root, frozenset(rules()), frozenset(kind.name for kind in kinds()))
    moment = _moment(as_of, configuration)
    tree = tree or WorkTree(root)
    loader = Loader(kinds(), configuration.limits)
    marked = set()
    documents: list[Document[Any]] = []
    waiting: dict[str, tuple[str, bytes]] = {}
    size = 0
    with no_collection():
        for path in tree.files(configuration.folders, loader.suffixes):
            data: bytes | TreeError
            try:
                data = tree.read(path, configuration.limits.bytes)
            except TreeError as error:
                documents.append(_unreadable(path, error))
                continue
            if b"steadybook: ignore" in data:
                marked.add(path)
            digest = hashlib.blake2b(data, digest_size=16).hexdigest()
            facts = known(path, digest) if known is not None else None
            if facts is not None or not loader.loads_many(path):
                documents.append(_document(path, digest, data, loader, facts))
                continue
            waiting[path] = digest, data
            size += len(data)
            if size > MANY:
                documents += _loaded_together(waiting, loader)
                waiting, size = {}, 0
        documents += _loaded_together(waiting, loader)
    corpus = Corpus(documents)
    return Repository(root, configuration, Context(corpus, configuration, moment, tree), frozenset(marked))


def _moment(as_of: str | None, configuration: Configuration) -> datetime:
    chosen = as_of or configuration.as_of
    if chosen is None:
        return datetime.now(UTC)
    try:
        return parse_as_of(chosen)
    except ValueError:
        message = f"`{chosen}` is not a date or an instant with a zone"
        raise UsageError(message, "Write --as-of 2026-11-22 or --as-of 2026-11-22T06:00:00Z.") from None


def _document(path: str, digest: str, data: bytes, loader: Loader, facts: Facts | None) -> Document[Any]:
    if facts is not None:
        kind: Kind[Any] | None = loader.kinds.get(facts.kind)
        return Document(path, digest, kind, facts, lambda: loader.load(path, data))
    return _known(path, digest, loader.load(path, data))


def _loaded_together(files: dict[str, tuple[str, bytes]], loader: Loader) -> Iterator[Document[Any]]:
    for path, loaded in loader.load_all([(path, data) for path, (_, data) in files.items()]):
        yield _known(path, files[path][0], loaded)


def _known(path: str, digest: str, loaded: Loaded) -> Document[Any]:
    return Document(path, digest, loaded.kind, loaded.facts, lambda: loaded)


def _unreadable(path: str, error: TreeError) -> Document[Any]:
    help = "Make it a regular file inside the repository that can be read."
    problem = Violation(START, f"this file cannot be read: {error.reason}", help, rule=error.code)
    loaded = Loaded(None, None, None, (problem,), "", Facts("", False), ())
    return Document(path, f"unreadable {error.reason}", None, loaded.facts, lambda: loaded)


@contextmanager
def no_collection() -> Iterator[None]:
    """Pauses garbage collection: thousands of fresh trees without cycles make it walk them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
