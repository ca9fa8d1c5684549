"""All documents with their indexes. Whatever a rule asks of it is recorded, so that a warm check knows what to redo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from steadybook.model.document import Document
from steadybook.model.facts import Facts
from steadybook.model.kind import Kind, kind_of
from steadybook.model.reference import Reference

if TYPE_CHECKING:
    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")
Query = tuple[str, ...]
AnyDocument = Document[Any]


class Corpus:
    """The documents of a repository, whatever their order.

    Every question is recorded in the open frames (see `open_frame`) as a query, and `touched` tells the queries whose
    answers a changed document may alter. Findings stay valid until one of their queries is touched. Where nothing is to
    be remembered, it `records` none.

    A kind can be named by its document class or by the `Kind` itself: who needs the class for nothing else does better
    to name the kind, as building the class takes time in each run that imports it.
    """

    def __init__(self, documents: Iterable[AnyDocument], records: bool = True) -> None:
        self.records = records
        self._documents = tuple(sorted(documents, key=lambda document: document.path))
        self._frames: list[set[Query]] = []
        self._referrers: dict[str, dict[tuple[str, str], tuple[AnyDocument, ...]]] = {}

    # -- questions ------------------------------------------------------------------------------------------------

    def of(self, model: type[M] | Kind[M]) -> tuple[Document[M], ...]:
        """All intact documents of a kind, by path."""
        kind = kind_of(model)
        self.record(("of", kind))
        return self._intact.get(kind, ())

    def get(self, model: type[M] | Kind[M], id: str) -> Document[M] | None:
        """The intact document of that kind and id; None where there is none."""
        kind = kind_of(model)
        self.record(("read", kind, id))
        return next((d for d in self._provided.get((kind, id), ()) if d.intact), None)

    def find(self, kind: str, id: str) -> tuple[AnyDocument, ...]:
        """Every document that provides this id of that kind, broken ones too: itself, or an alert inside it.

        For paths and facts alone: who goes on to read the documents asks for them with `read`.
        """
        self.record(("find", kind, id))
        return self._provided.get((kind, id), ())

    def read(self, kind: str, id: str) -> tuple[AnyDocument, ...]:
        """What `find` answers, for those who read the documents as well: any change of one counts."""
        self.record(("read", kind, id))
        return self._provided.get((kind, id), ())

    def ids(self, kind: str) -> tuple[str, ...]:
        """All ids of a kind (or alert names), sorted."""
        self.record(("ids", kind))
        return self._ids.get(kind, ())

    def broken(self, kind: str) -> tuple[AnyDocument, ...]:
        """The documents of a kind (empty: of an unknown one) whose shape is wrong, by path."""
        self.record(("broken", kind))
        return self._broken.get(kind, ())

    def referrers(self, kind: str, id: str, by: type[M] | Kind[M]) -> tuple[Document[M], ...]:
        """The intact documents of kind `by` that name this id of that kind anywhere, by path."""
        source = kind_of(by)
        self.record(("referrers", kind, id, source))
        return self._referrers_of(source).get((kind, id), ())

    def edges(self, model: type[BaseModel] | Kind[Any]) -> Iterator[tuple[AnyDocument, Reference]]:
        """All references of one kind of document, from facts alone (no document is loaded)."""
        kind = kind_of(model)
        self.record(("of", kind))
        for document in self._intact.get(kind, ()):
            for reference in document.facts.references:
                yield document, reference

    @property
    def documents(self) -> tuple[AnyDocument, ...]:
        """All documents by path, broken ones too."""
        self.record(("all",))
        return self._documents

    def resolve(self, reference: Reference) -> AnyDocument | None:
        """The first document that a reference names."""
        for kind in reference.kinds:
            for document in self.find(kind, reference.id):
                return document
        return None

    # -- recording --------------------------------------------------------------------------------------------------

    def record(self, query: Query) -> None:
        """Notes that the work at hand depends on this query's answer."""
        if self.records and self._frames:
            self._frames[-1].add(query)

    def record_all(self, queries: frozenset[Query]) -> None:
        """Notes several queries at once."""
        if queries and self._frames:
            self._frames[-1] |= queries

    def open_frame(self) -> list[set[Query]]:
        """Begins to collect queries, in the last of the sets that it answers.

        Who works on several units by turns puts the set of each one there before it goes on with that unit.
        """
        self._frames.append(set())
        return self._frames

    def close_frame(self) -> frozenset[Query]:
        """Ends the innermost collection and hands its queries on to the one around it."""
        queries = self._frames.pop()
        if self._frames:
            self._frames[-1] |= queries
        return frozenset(queries)

    @staticmethod
    def touched(before: Facts | None, after: Facts | None) -> Iterator[Query]:
        """Every query whose answer a document's change from one state to another (None: not there) may alter.

        Where both states have the same facts, only content has changed.
        """
        yield ("all",)
        provided = [set(facts.names_provided()) if facts is not None else set() for facts in (before, after)]
        for kind, _ in provided[0] ^ provided[1]:
            yield "ids", kind
        for kind, id in provided[0] | provided[1]:
            yield "read", kind, id
            if before != after:
                yield "find", kind, id
        for facts in (before, after):
            if facts is None:
                continue
            yield "of" if facts.intact else "broken", facts.kind
            for kind, id in facts.names_referred_to():
                yield "referrers", kind, id, facts.kind

    def document_at(self, path: str) -> AnyDocument | None:
        """The document of a file; not recorded."""
        return self._by_path.get(path)

    # -- indexes ------------------------------------------------------------------------------------------------------

    @cached_property
    def _by_path(self) -> dict[str, AnyDocument]:
        return {document.path: document for document in self._documents}

    @cached_property
    def _intact(self) -> dict[str, tuple[AnyDocument, ...]]:
        found: defaultdict[str, list[AnyDocument]] = defaultdict(list)
        for document in self._documents:
            if document.intact:
                found[document.facts.kind].append(document)
        return {kind: tuple(documents) for kind, documents in found.items()}

    @cached_property
    def _broken(self) -> dict[str, tuple[AnyDocument, ...]]:
        found: defaultdict[str, list[AnyDocument]] = defaultdict(list)
        for document in self._documents:
            if not document.intact:
                found[document.facts.kind].append(document)
        return {kind: tuple(documents) for kind, documents in found.items()}

    @cached_property
    def _provided(self) -> dict[tuple[str, str], tuple[AnyDocument, ...]]:
        found: dict[tuple[str, str], tuple[AnyDocument, ...]] = {}
        for document in self._documents:
            names = list(document.facts.names_provided())
            for name in names if len(names) == 1 else dict.fromkeys(names):
                found[name] = (*found[name], document) if name in found else (document,)
        return found

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for kind, id in sorted(self._provided):
            found[kind].append(id)
        return {kind: tuple(ids) for kind, ids in found.items()}

    def _referrers_of(self, source: str) -> dict[tuple[str, str], tuple[AnyDocument, ...]]:
        """Who refers to what, among the documents of one kind."""
        known = self._referrers.get(source)
        if known is None:
            found: defaultdict[tuple[str, str], dict[str, AnyDocument]] = defaultdict(dict)
            for document in self._intact.get(source, ()):
                for name in document.facts.names_referred_to():
                    found[name][document.path] = document
            known = self._referrers[source] = {name: tuple(by_path.values()) for name, by_path in found.items()}
        return known
