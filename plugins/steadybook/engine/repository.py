"""A repository on disk: its root, configuration and corpus."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadybook.engine.partner import Partner, is_worth_while, may_fork, second_share
from steadybook.engine.reading import File, Places, read_ahead, read_all
from steadybook.model.configuration import Configuration, parse_as_of
from steadybook.model.configuration_file import is_configured_in_shared, load_configuration
from steadybook.model.context import Context
from steadybook.model.corpus import Corpus
from steadybook.model.discovery import kinds, rules
from steadybook.model.document import Document, Loaded
from steadybook.model.errors import UsageError
from steadybook.model.facts import Facts
from steadybook.model.finding import Violation
from steadybook.model.loading import Loader, preparations_for_all
from steadybook.source.spans import Span
from steadybook.source.tree import Tree, WorkTree
from steadybook.source.treeerror import TreeError

if TYPE_CHECKING:
    from steadybook.model.kind import Kind

START = Span(1, 1, 1, 1)
MANY_FILES = 1_000
"""So many take longer to read than a second process takes to begin, while this one imports what checks them."""
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
    partner: Partner | None = None
    """The second process, which knows all documents as well and has loaded those of its `paths`.

    Who opened the repository ends it.
    """


def find_root(start: Path) -> Path:
    """The repository around `start`: the nearest folder upwards with a configuration, or the git or MkDocs root."""
    start = start.resolve()
    candidates = (start, *start.parents)
    for folder in candidates:
        if (folder / "steadybook.toml").is_file():
            return folder
        if is_configured_in_shared(folder):
            return folder
        if (folder / ".git").exists() or (folder / "mkdocs.yml").is_file():
            return folder
    return start


def open_repository(
    root: Path,
    as_of: str | None = None,
    known: Callable[[str, str], Facts | None] | None = None,
    tree: Tree | None = None,
    assist: Callable[[Repository, Partner], None] | None = None,
    meanwhile: Callable[[], Iterable[object]] | None = None,
    records: bool = True,
) -> Repository:
    """Reads the configuration and all documents below `root`.

    `known(path, digest)` answers with the facts of a file whose content was seen before; such a document is loaded
    only when somebody asks for more. Where there is something to do `meanwhile`, step by step, before `known` is asked,
    a second process reads the files if there may be one: a check that remembers nothing of many files imports what it
    needs. Where there is much to load, a second process loads half of it if it has something to `assist` with
    afterwards. `records`: what is asked of the corpus is to be remembered. Raises ConfigurationError, and UsageError
    for an `as_of` that is no moment.
    """
    configuration = load_configuration(root, frozenset(rules()), frozenset(kind.name for kind in kinds()))
    moment = moment_of(as_of, configuration)
    tree = tree or WorkTree(root)
    loader = Loader(kinds(), configuration.limits)
    places = Places(configuration.folders, loader.suffixes, configuration.limits.bytes)
    marked = set()
    documents: list[Document[Any]] = []
    unread: list[File] = []
    together: list[File] = []
    size = 0
    if not may_fork():
        files = read_all(tree, places)
    elif meanwhile is not None:
        files = read_ahead(tree, places, meanwhile())
    elif assist is not None and _has_many(tree, places):
        files = read_ahead(tree, places, preparations_for_all(), search=True)
    else:
        files = read_all(tree, places)
    with no_collection():
        for file in files:
            if isinstance(file, TreeError):
                documents.append(_unreadable(file))
                continue
            if file.marked:
                marked.add(file.path)
            facts = known(file.path, file.digest) if known is not None else None
            if facts is not None:
                documents.append(_remembered(file, loader, facts))
            elif not loader.loads_many(file.path):
                unread.append(file)
            else:
                together.append(file)
                size += len(file.data)
                if size > MANY:
                    documents += _loaded_together(together, loader)
                    together, size = [], 0

        def opened(more: Iterable[Document[Any]], partner: Partner | None = None) -> Repository:
            corpus = Corpus([*documents, *more], records)
            context = Context(corpus, configuration, moment, tree)
            return Repository(root, configuration, context, frozenset(marked), partner)

        if assist is None or not is_worth_while(len(unread)):
            return opened([*_loaded(unread, loader), *_loaded_together(together, loader)])
        return _opened_by_two(unread, together, loader, opened, assist)


def _has_many(tree: Tree, places: Places) -> bool:
    return sum(1 for _ in tree.files(places.folders, places.suffixes)) >= MANY_FILES


def _opened_by_two(
    unread: Sequence[File],
    together: Sequence[File],
    loader: Loader,
    opened: Callable[[Iterable[Document[Any]], Partner | None], Repository],
    assist: Callable[[Repository, Partner], None],
) -> Repository:
    """The repository, half of whose documents are loaded by a second process, which then assists."""
    there = second_share((file.path, file.data) for file in unread)
    mine = [file for file in unread if file.path not in there]
    theirs = [file for file in unread if file.path in there]

    def work(first: Partner) -> None:
        own = list(_loaded(theirs, loader))
        facts = _facts(first.exchange(_records(own)))
        assist(opened([*own, *(_remembered(f, loader, facts[f.path]) for f in (*mine, *together))], None), first)

    try:
        second = Partner.start(work, there)
    except OSError:  # as many processes or open files as the user may have
        return opened([*_loaded(unread, loader), *_loaded_together(together, loader)], None)
    with second.ended_on_error():
        own = [*_loaded(mine, loader), *_loaded_together(together, loader)]
        heard = second.exchange(_records(own))
        if heard is None:
            second.end()
            return opened([*own, *_loaded(theirs, loader)], None)
        facts = _facts(heard)
        return opened([*own, *(_remembered(file, loader, facts[file.path]) for file in theirs)], second)


def _records(documents: Iterable[Document[Any]]) -> dict[str, Any]:
    return {document.path: document.facts.record() for document in documents}


def _facts(records: Mapping[str, Any]) -> dict[str, Facts]:
    return {path: Facts.stored(record) for path, record in records.items()}


def moment_of(as_of: str | None, configuration: Configuration) -> datetime:
    """What counts as now: as asked for, else as configured, else now. Raises UsageError."""
    chosen = as_of or configuration.as_of
    if chosen is None:
        return datetime.now(UTC)
    try:
        return parse_as_of(chosen)
    except ValueError:
        message = f"`{chosen}` is not a date or an instant with a zone"
        raise UsageError(message, "Write --as-of 2026-11-22 or --as-of 2026-11-22T06:00:00Z.") from None


def _remembered(file: File, loader: Loader, facts: Facts) -> Document[Any]:
    """A document whose facts are known; loaded when somebody asks for more."""
    kind: Kind[Any] | None = loader.kinds.get(facts.kind)
    return Document(file.path, file.digest, kind, facts, lambda: loader.load(file.path, file.data))


def _loaded(files: Sequence[File], loader: Loader) -> Iterator[Document[Any]]:
    each = loader.load_each((file.path, file.data) for file in files)
    return (
        _known(file.path, file.digest, loaded, file.holds_no_credential)
        for file, loaded in zip(files, each, strict=True)
    )


def _loaded_together(files: Sequence[File], loader: Loader) -> Iterator[Document[Any]]:
    digests = {file.path: file.digest for file in files}
    for path, loaded in loader.load_all([(file.path, file.data) for file in files]):
        yield _known(path, digests[path], loaded)


def _known(path: str, digest: str, loaded: Loaded, holds_no_credential: bool = False) -> Document[Any]:
    return Document(path, digest, loaded.kind, loaded.facts, lambda: loaded, holds_no_credential)


def _unreadable(error: TreeError) -> Document[Any]:
    help = "Make it a regular file inside the repository that can be read."
    if error.code == "link-outside-repository":
        help = "Move what it leads to into the repository: nothing outside of it is read."
    problem = Violation(START, f"this cannot be read: {error.reason}", help, rule=error.code)
    loaded = Loaded(None, None, None, (problem,), "", Facts("", False), ())
    return Document(error.path, f"unreadable {error.reason}", None, loaded.facts, lambda: loaded)


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
