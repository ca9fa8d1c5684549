"""A reference from one document to another."""

from __future__ import annotations

from typing import NamedTuple

from steadybook.source.spans import Route


class Reference(NamedTuple):
    """A text in a document that names another document: `kinds` are the kinds that would do."""

    route: Route
    kinds: tuple[str, ...]
    id: str
