"""The figures of the monthly report, computed; and what moved since they were frozen into a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from steadybook.analysis.review import parts
from steadybook.analysis.review.figure import Figure, Route
from steadybook.analysis.review.period import Period, parse_period
from steadybook.kinds.monthly_report.model import MonthlyReport
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.past import FLEET, Past
from steadybook.sre.error_budget import agrees_as_written

PARTS = (
    parts.slo_summary,
    parts.incidents,
    parts.error_budgets,
    parts.toil,
    parts.on_call,
    parts.actions,
)
"""In the order of the document."""


class Drift(NamedTuple):
    """A frozen figure that the data no longer bears out."""

    route: Route
    written: Any
    computed: Figure


def figures_of(context: Context, month: str) -> Mapping[Route, Figure]:
    """Every figure of a month by its place in the document.

    Raises ValueError where `month` is none; a month that has not begun has no figures.
    """
    return context.memo(_figures, month)


def _figures(context: Context, month: str) -> Mapping[Route, Figure]:
    period = parse_period(month)
    if period.begins >= context.as_of:
        return MappingProxyType({})
    return MappingProxyType(dict(pair for part in PARTS for pair in part(context, period)))


def figures_then(context: Context, month: str, past: Past | None) -> Mapping[Route, Figure]:
    """The figures of a month, those of toil as the past has them for a month that is over.

    Where there is no history of that time, or it is longer ago than courses go, they stay what they are today, and say
    so. Raises ValueError as above.
    """
    figures = figures_of(context, month)
    period = parse_period(month)
    if past is None or not figures or period.ends > context.as_of:
        return figures
    if period.ends != context.as_of and period.ends not in past.month_ends(context.as_of):
        return figures  # so long ago that nobody waits for it
    reading = past.at(period.ends)
    if reading.standing is None:
        return figures
    then = parts.toil_then(context, reading.standing.toil.get(FLEET), reading.source)
    return MappingProxyType({**figures, **dict(then)})


def months(context: Context) -> tuple[str, ...]:
    """The months that have something to report, the newest first: those with a document, and every one since then."""
    from steadybook.analysis.review.period import month_of

    written = sorted(d.model.period for d in context.corpus.of(MonthlyReport))
    now = month_of(context.today)
    found: list[str] = []
    period: Period = now
    earliest = written[0] if written else now.before.name
    while period.name >= earliest and len(found) < MOST_MONTHS:
        found.append(period.name)
        period = period.before
    return tuple(found)


MOST_MONTHS = 24
"""Months that are reported on: two years, so that a month can be compared with the same one a year before."""


def document_of(context: Context, month: str) -> Document[MonthlyReport] | None:
    """The document of a month."""
    return next((d for d in context.corpus.of(MonthlyReport) if d.model.period == month), None)


def drifts(context: Context, document: Document[MonthlyReport], past: Past | None = None) -> Iterator[Drift]:
    """The frozen figures of a report that differ from the data, by more than their last written place.

    What only the documents of today could say of a month that is over contradicts nothing.
    """
    computed = figures_then(context, document.model.period, past)
    for route, figure in computed.items():
        if figure.is_of_today:
            continue
        written: Any = document.model
        for step in route:
            written = getattr(written, step, None)
        if written is not None and not _agrees(written, figure.value):
            yield Drift(route, written, figure)


def _agrees(written: Any, computed: int | Decimal | str | None) -> bool:
    if computed is None or isinstance(computed, str):
        return str(written) == str(computed)
    return agrees_as_written(Decimal(written), Decimal(computed), zero_agrees=True)
