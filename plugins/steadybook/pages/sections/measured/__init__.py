"""The page of a measurement snapshot: what was counted for whom, from when to when; the rows stay in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from steadybook.analysis.budgets import SloBudget, budgets_of
from steadybook.kinds.measurements.model import Measurements, Series
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.sre.numbers import rounded


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One series: its rows, the time from the first to the last, and the sums."""

    service: str
    sli: str
    rows: int
    start: datetime
    end: datetime
    good: Decimal
    total: Decimal
    share: str
    """Good events in percent of all, to four places; empty where nothing was counted."""
    budgets: tuple[SloBudget, ...]
    """Of the objectives that it counts for, the worst first."""


@dataclass(frozen=True, slots=True)
class MeasurementsView:
    """What the page shows."""

    document: Document[Any]
    note: str
    series: tuple[SeriesRow, ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(Measurements):
        rows = tuple(_row(site, series) for series in document.model.series if len(series))
        yield Leaf(
            url=address("measurements", document.id),
            title=document.title,
            template="sections/measured/page.html.j2",
            view=MeasurementsView(document, site.context.configuration.measurements_note, rows),
            source=document.path,
            parent=section("measurements"),
            search=record(document),
        )


def _row(site: Site, series: Series) -> SeriesRow:
    good, total = series.good_events, series.all_events
    assert series.start is not None  # a series without rows has no line: see _leaves
    assert series.end is not None
    share = rounded(100 * good / total, 4) if total else ""
    budgets = tuple(b for b in budgets_of(site.context, series.service) if b.slo.model.sli == series.sli)
    return SeriesRow(series.service, series.sli, len(series), series.start, series.end, good, total, share, budgets)


PAGE = Page(leaves=_leaves, kinds=frozenset({"measurements"}))
