"""A document's content as nested parts for a page: any kind, in the order in which it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.model.document import Document
from steadybook.model.reference import Reference
from steadybook.source.spans import Route


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar; where it names other documents, their kinds."""

    text: str
    kinds: tuple[str, ...] = ()
    is_code: bool = False
    is_query: bool = False
    """A query of several lines' length, which gets a block of its own."""
    form = "text"

    @property
    def is_block(self) -> bool:
        """Whether it is prose that needs room."""
        return "\n" in self.text.strip() or len(self.text) > 160


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Part, ...]
    form = "items"


@dataclass(frozen=True, slots=True)
class Table:
    """A list of mappings with short values: one row each."""

    head: tuple[str, ...]
    rows: tuple[tuple[Part | None, ...], ...]
    form = "table"


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping."""

    fields: tuple[tuple[str, Part], ...]
    form = "group"


Part = Text | Items | Table | Group
ACRONYMS = {word.lower(): word for word in ("API", "CPU", "PII", "SLA", "SLI", "SLO", "SLOs", "URL")} | {
    "oncall": "on-call"
}
"""Words of keys that are not written as they are in keys."""
CODE = frozenset({"command", "expr", "query"})
"""Keys whose values are to be pasted."""
QUERIES = frozenset({("prometheus", "good"), ("prometheus", "total")})
"""The last two keys above a query in PromQL."""


def outline(document: Document[Any]) -> Part | None:
    """The content of a document that could be read; None of one that could not."""
    if document.kind is None or document.loaded.value is None or not isinstance(document.value, (dict, list)):
        return None
    found: Mapping[Route, Reference] = {reference.route: reference for reference in document.facts.references}
    return _part(document.value, (), found)


def label(key: str) -> str:
    """A key as people read it."""
    words = key.replace("_", " ").strip()
    for unit, shown in ((" pct", ", %"), (" usd", ", USD"), (" gb", ", GB"), (" min", ", min"), (" rps", ", rps")):
        words = words.removesuffix(unit) + shown if words.endswith(unit) else words
    words = " ".join(ACRONYMS.get(word, word) for word in words.split(" "))
    return words[:1].upper() + words[1:]


def _part(value: Any, route: Route, found: Mapping[Route, Reference]) -> Part:
    if isinstance(value, dict):
        return Group(
            tuple((str(key), _part(item, (*route, key), found)) for key, item in value.items() if _filled(item))
        )
    if isinstance(value, list):
        parts = tuple(_part(item, (*route, index), found) for index, item in enumerate(value))
        return _table(parts) or Items(parts)
    reference = found.get(route)
    if reference is None and route:
        # A bare id may stand for a mapping: its reference has one step more.
        reference = next((r for key, r in found.items() if key[:-1] == route and isinstance(key[-1], str)), None)
    is_code = bool(route) and route[-1] in CODE
    text = "" if value is None else str(value)
    return Text(text, reference.kinds if reference else (), is_code, route[-2:] in QUERIES)


def _filled(value: Any) -> bool:
    return value not in (None, "", [], {})


def _table(parts: tuple[Part, ...]) -> Table | None:
    groups = [part for part in parts if isinstance(part, Group)]
    if len(groups) != len(parts) or len(parts) < 2:
        return None
    head = tuple(dict.fromkeys(key for group in groups for key, _ in group.fields))
    short = all(isinstance(p, Text) or (isinstance(p, Items) and _short(p)) for g in groups for _, p in g.fields)
    if not short or len(head) > 7:
        return None
    return Table(head, tuple(tuple(dict(group.fields).get(key) for key in head) for group in groups))


def _short(items: Items) -> bool:
    return all(isinstance(item, Text) and not item.is_block for item in items.items)
