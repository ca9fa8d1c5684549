"""The list page of every kind, and the list of all documents: sortable, filterable, small at any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.kind import Kind
from steadybook.model.urls import section
from steadybook.pages.outline import label
from steadybook.pages.site import Leaf, Page, SearchRecord, Site

MOST_ROWS = 3000
"""A list page stays under a megabyte: what is beyond this many rows is found by search, tags and the other lists."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row; `kinds` where it names other documents."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One document."""

    document: Document[Any]
    cells: tuple[Cell, ...]
    worst: str
    """The severity of its worst finding; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its key in the address, whether it is worth a menu, whether it holds numbers."""

    label: str
    key: str
    facet: bool
    number: bool


@dataclass(frozen=True, slots=True)
class ListView:
    """What a list page shows."""

    kind: Kind[Any]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    has_findings: bool


@dataclass(frozen=True, slots=True)
class AllView:
    """All kinds with their counts, and the files that are no document."""

    kinds: tuple[tuple[Kind[Any], int], ...]
    unreadable: tuple[Document[Any], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    counted = []
    for kind in kinds():
        documents = site.all_of(kind.name)
        counted.append((kind, len(documents)))
        title = kind.plural[:1].upper() + kind.plural[1:]
        yield Leaf(
            url=section(kind.name),
            title=title,
            template="sections/lists/list.html.j2",
            view=_view(site, kind, documents),
            parent="documents/",
            search=SearchRecord(title, kind.summary),
        )
    view = AllView(tuple(counted), site.all_of(""))
    yield Leaf("documents/", "All documents", "sections/lists/all.html.j2", view)


def _view(site: Site, kind: Kind[Any], documents: tuple[Document[Any], ...]) -> ListView:
    rows = tuple(_row(site, kind, document) for document in documents[:MOST_ROWS])
    columns = tuple(_column(index, route, rows) for index, route in enumerate(kind.columns))
    return ListView(kind, columns, rows, len(documents), any(row.worst for row in rows))


def _column(index: int, route: str, rows: tuple[Row, ...]) -> Column:
    texts = [" ".join(row.cells[index].texts) for row in rows]
    filled = [text for text in texts if text]
    number = bool(filled) and all(_is_number(text) for text in filled)
    distinct = len(set(filled))
    facet = not number and 2 <= distinct <= min(30, max(2, len(filled) // 2))
    return Column(label(route.rsplit(".", 1)[-1]), route.rsplit(".", 1)[-1], facet, number)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _row(site: Site, kind: Kind[Any], document: Document[Any]) -> Row:
    found = site.findings_by_path.get(document.path, ())
    cells = tuple(_cell(document, route) for route in kind.columns)
    return Row(document, cells, found[0].severity.value if found else "")


def _cell(document: Document[Any], route: str) -> Cell:
    value = document.value if isinstance(document.loaded.value, dict) else None
    steps = tuple(route.split("."))
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    values = value if isinstance(value, list) else [value]
    texts = tuple(" ".join(str(item).split())[:120] for item in values if isinstance(item, str) and item)
    named = next((r.kinds for r in document.facts.references if r.route[: len(steps)] == steps), ())
    return Cell(texts, named)


PAGE = Page(leaves=_leaves)
