"""The texts of a document of whatever kind, with their routes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from steadybook.model.document import Document
from steadybook.source.spans import Route


def texts_of(value: Any) -> Iterator[tuple[Route, str]]:
    """All texts below a value with their routes, in the order of the document."""
    pending: list[tuple[Route, Any]] = [((), value)]
    while pending:
        route, here = pending.pop()
        if isinstance(here, str):
            yield route, here
        elif isinstance(here, dict):
            pending.extend([((*route, key), part) for key, part in here.items() if part is not None][::-1])
        elif isinstance(here, list):
            pending.extend([((*route, index), part) for index, part in enumerate(here) if part is not None][::-1])


@lru_cache(maxsize=256)
def all_texts(document: Document[Any]) -> tuple[str, ...]:
    """All texts of a document, in no order. A rule takes some documents in turn; they are kept for the next rule."""
    found: list[str] = []
    pending = [document.value]
    for here in pending:  # grows while it is walked
        if isinstance(here, str):
            found.append(here)
        elif isinstance(here, dict):
            pending += here.values()
        elif isinstance(here, list):
            pending += here
    return tuple(found)
