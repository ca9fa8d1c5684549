"""A reference from one document to another."""

from __future__ import annotations

from dataclasses import dataclass

from steadybook.source.spans import Route


@dataclass(frozen=True, slots=True)
class Reference:
    """A text in a document that names another document: `kinds` are the kinds that would do."""

    route: Route
    kinds: tuple[str, ...]
    id: str
