"""What the rest of a corpus may need of a document without loading it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from steadybook.model.kind import Provided
from steadybook.model.reference import Reference


class Facts:
    """A document's kind, what it provides and what it refers to.

    What is remembered of earlier runs stays as it was stored (lists of lists, or JSON) until somebody asks: a check of
    one changed file asks for the references of a few documents among thousands.
    """

    __slots__ = ("_provides", "_references", "intact", "kind")

    def __init__(
        self,
        kind: str,
        intact: bool,
        provides: tuple[Provided, ...] = (),
        references: tuple[Reference, ...] = (),
    ) -> None:
        self.kind = kind
        """The kind's name; empty where it is unknown."""
        self.intact = intact
        """The shape is right, so that there is a model."""
        self._provides: Any = provides
        self._references: Any = references

    @classmethod
    def stored(cls, record: Sequence[Any]) -> Facts:
        """Facts as `record` wrote them; the references may be JSON as well."""
        kind, intact, provides, references = record
        facts = cls(kind, intact)
        facts._provides, facts._references = provides, references
        return facts

    def record(self) -> list[Any]:
        """The facts as lists, texts and numbers, to be stored or sent."""
        return [
            self.kind,
            self.intact,
            [[kind, id, list(route)] for kind, id, route in self._provides],
            [[list(route), list(kinds), id] for route, kinds, id in self._decoded()],
        ]

    @property
    def provides(self) -> tuple[Provided, ...]:
        """The document itself and what it holds, by kind and id."""
        if isinstance(self._provides, list):
            self._provides = tuple([Provided(kind, id, tuple(route)) for kind, id, route in self._provides])
        provides: tuple[Provided, ...] = self._provides
        return provides

    @property
    def references(self) -> tuple[Reference, ...]:
        """What the document refers to, in its order."""
        if not isinstance(self._references, tuple):
            self._references = tuple([Reference(tuple(r), tuple(kinds), id) for r, kinds, id in self._decoded()])
        references: tuple[Reference, ...] = self._references
        return references

    def names_provided(self) -> Iterator[tuple[str, str]]:
        """Kind and id of all that the document provides."""
        return ((kind, id) for kind, id, _ in self._provides)

    def names_referred_to(self) -> Iterator[tuple[str, str]]:
        """Kind and id of all that the document's references may mean."""
        return ((kind, id) for _, kinds, id in self._decoded() for kind in kinds)

    def _decoded(self) -> Sequence[Any]:
        if isinstance(self._references, str):
            self._references = json.loads(self._references)
        found: Sequence[Any] = self._references
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and self.record() == other.record()

    def __hash__(self) -> int:
        return hash((self.kind, self.intact, *self.names_provided()))
