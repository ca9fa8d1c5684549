"""The list page of every kind, and the list of all documents: sortable, filterable, small at any size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from steadybook.analysis.budgets import SloBudget, budget_of
from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.fields import INSTANT
from steadybook.model.kind import Kind
from steadybook.model.urls import anchor, section
from steadybook.pages.outline import label
from steadybook.pages.render import THIN, thousands
from steadybook.pages.scores import SCORED, Scores, scores_of
from steadybook.pages.search_records import summary
from steadybook.pages.service_budgets import rank, worst_budget
from steadybook.pages.site import Leaf, Page, SearchRecord, Site

MOST_ROWS = 1500
"""A list page stays under a megabyte: what is beyond this many rows is found by search, tags and the other lists."""
MOST_TEXT = 120
"""Characters of one value."""
MOST_WORDS = 90
"""Characters of what a document says of itself below its id."""
NEWEST_FIRST = frozenset({"date", "started_at", "start", "period"})
"""Columns by which a list is written, the latest on top: what happened last is what people look for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row, as it is shown. `kinds` where it names other documents; `rank` places an enumerated word."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    rank: int | None = None

    @property
    def is_long(self) -> bool:
        """Whether it needs more than one line."""
        return sum(map(len, self.texts)) > 40


@dataclass(frozen=True, slots=True)
class Row:
    """One document."""

    document: Document[Any]
    anchor: str
    """Its name in addresses; empty where another row has it."""
    words: str
    cells: tuple[Cell, ...]
    worst: str
    """The severity of its worst finding; empty where there is none."""
    budget: SloBudget | None = None
    """The error budget that rules it; None where it has no objective, and for kinds without budgets."""
    alerts: tuple[str, ...] = ()
    """The alerts that stand on its page; a runbook or a pager says their names, not those of their files."""
    scores: Scores | None = None
    """Its readiness and quality; None for kinds without scores, and for broken documents."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its key in the address, whether it is worth a menu, whether it holds numbers."""

    label: str
    key: str
    facet: bool
    number: bool
    sort: str = ""
    """The direction in which the list is written by it, as `aria-sort` names it; empty for all columns but one."""


@dataclass(frozen=True, slots=True)
class ListView:
    """What a list page shows."""

    kind: Kind[Any]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    has_findings: bool
    has_budgets: bool
    """The kind is one whose documents stand in a state of their error budget."""
    has_scores: bool
    """The kind is one whose documents are scored."""
    has_alerts: bool
    """The kind is one whose pages have a place for each of their alerts."""
    by_state: bool
    """The rows are written by that state."""


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
            search=SearchRecord(title, kind.summary, kind="List"),
        )
    view = AllView(tuple(counted), site.all_of(""))
    yield Leaf("documents/", "All documents", "sections/lists/all.html.j2", view)


def _view(site: Site, kind: Kind[Any], documents: tuple[Document[Any], ...]) -> ListView:
    names: set[str] = set()
    rows = [_row(site, kind, document, names) for document in documents]
    by, sort = _written_order(kind)
    if by is not None:
        rows.sort(key=lambda row: row.document.id)
        rows.sort(key=lambda row: _place(row.cells[by], sort), reverse=sort == "descending")
    has_budgets = kind.name in BUDGETS
    by_state = any(row.budget is not None and row.budget.as_of is not None for row in rows)
    if by_state:
        rows.sort(key=lambda row: rank(row.budget))
    shown = tuple(rows[:MOST_ROWS])
    columns = tuple(
        _column(index, route, shown, sort if index == by and not by_state else "")
        for index, route in enumerate(kind.columns)
    )
    has_findings, has_scores = any(row.worst for row in shown), kind.name in SCORED
    return ListView(
        kind=kind,
        columns=columns,
        rows=shown,
        total=len(rows),
        has_findings=has_findings,
        has_budgets=has_budgets,
        has_scores=has_scores,
        has_alerts=any(row.alerts for row in shown),
        by_state=by_state,
    )


def _written_order(kind: Kind[Any]) -> tuple[int | None, str]:
    """The column by which the rows are written, and the direction; None: by path."""
    for index, route in enumerate(kind.columns):
        if route in NEWEST_FIRST:
            return index, "descending"
    if kind.columns and enumeration(kind, kind.columns[0]):
        return 0, "ascending"
    return None, ""


def _place(cell: Cell, sort: str) -> tuple[bool, int, str]:
    """Where a cell stands in its column; what says nothing comes last in both directions."""
    text = cell.texts[0] if cell.texts else ""
    return (bool(text) if sort == "descending" else not text), cell.rank or 0, text


def _column(index: int, route: str, rows: tuple[Row, ...], sort: str) -> Column:
    texts = [" ".join(row.cells[index].texts) for row in rows]
    filled = [text for text in texts if text]
    number = bool(filled) and all(_is_number(text) for text in filled)
    distinct = len(set(filled))
    facet = not number and 2 <= distinct <= min(30, max(2, len(filled) // 2))
    key = route.rsplit(".", 1)[-1]
    return Column(label(key), key, facet, number, sort)


def _is_number(text: str) -> bool:
    bare = text.replace(THIN, "").replace(".", "", 1)
    return bare.isascii() and bare.isdecimal()


def _row(site: Site, kind: Kind[Any], document: Document[Any], names: set[str]) -> Row:
    found = site.findings_by_path.get(document.path, ())
    cells = tuple(_cell(kind, document, route) for route in kind.columns)
    words = document.title if document.title != document.id else _first_sentence(summary(document))
    name = anchor(document.id)
    name = "" if name in names else name
    names.add(name)
    budget = BUDGETS[kind.name](site, document) if kind.name in BUDGETS else None
    worst = found[0].severity.value if found else ""
    return Row(document, name, words, cells, worst, budget, _alerts(kind, document), scores_of(site, document))


def _alerts(kind: Kind[Any], document: Document[Any]) -> tuple[str, ...]:
    if kind.name != "prometheus_rules":
        return ()  # the alerts of an SLO bear its name
    return tuple(dict.fromkeys(provided.id for provided in document.facts.provides if provided.kind == "alert"))


def _of_slo(site: Site, document: Document[Any]) -> SloBudget | None:
    return budget_of(site.context, document) if document.intact else None


def _of_service(site: Site, document: Document[Any]) -> SloBudget | None:
    return worst_budget(site.context, document.id)


BUDGETS: Mapping[str, Callable[[Site, Document[Any]], SloBudget | None]] = {"slo": _of_slo, "service": _of_service}
"""The kinds whose lists say in which state the error budget is, and which budget that is."""


def _first_sentence(text: str) -> str:
    sentence = re.split(r"(?<=[a-z)])[.:;](?:\s|$)", text, maxsplit=1)[0]
    return sentence if len(sentence) <= MOST_WORDS else sentence[: MOST_WORDS - 1].rsplit(" ", 1)[0] + "…"


def _cell(kind: Kind[Any], document: Document[Any], route: str) -> Cell:
    value = document.value if isinstance(document.loaded.value, dict) else None
    steps = tuple(route.split("."))
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    values = value if isinstance(value, list) else [value]
    texts = tuple(" ".join(str(item).split())[:MOST_TEXT] for item in values if isinstance(item, str) and item)
    named = next((r.kinds for r in document.facts.references if r.route[: len(steps)] == steps), ())
    ranks = enumeration(kind, route)
    rank = ranks.get(texts[0].replace(" ", "_"), len(ranks)) if ranks and texts else None
    return Cell(texts if named else tuple(_shown(text, ranked=rank is not None) for text in texts), named, rank)


def _shown(text: str, *, ranked: bool) -> str:
    if ranked:
        return text.replace("_", " ")
    if text.isascii() and text.isdecimal() and not text.startswith("0"):
        return thousands(int(text))
    return _in_utc(text) if INSTANT.match(text) else text


def _in_utc(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        return text  # no such day: the page of the document says so
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment.tzinfo else text


@cache
def enumeration(kind: Kind[Any], route: str) -> Mapping[str, int]:
    """The words that a field may hold, each with its place in their order; empty where it may hold any text."""
    schema = _schema(kind)
    here = schema
    for step in route.split("."):
        here = _resolved(here, schema).get("properties", {}).get(step, {})
    words = _resolved(here, schema).get("enum", ())
    return {word.replace(" ", "_"): index for index, word in enumerate(words)}


@cache
def _schema(kind: Kind[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = kind.model.model_json_schema()
    return schema


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A part of a schema without its reference, and without the null of what may be left out."""
    choices = [choice for choice in part.get("anyOf", ()) if choice.get("type") != "null"]
    part = choices[-1] if choices else part
    name = part.get("$ref", "").rpartition("/")[2]
    return _resolved(schema["$defs"][name], schema) if name else part


PAGE = Page(leaves=_leaves)
