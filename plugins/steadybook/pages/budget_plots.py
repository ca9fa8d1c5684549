"""Error budgets as plots: the burn-down of an objective, and its short form for a row of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import floor

from steadybook.analysis.budget_consumption import consumption_of
from steadybook.analysis.budget_history import HistoryPoint, history_of, thinned
from steadybook.analysis.budgets import SloBudget, bounds_for
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.urls import address, relative
from steadybook.sre.error_budget import BudgetState

MOST_POINTS = 160
"""Points of a burn-down: enough for its width, few enough for its page."""
LOWEST = -25.0
"""Where bars and the short form end below; a budget overspent by more is drawn there, and its number says how much."""
DEEPEST = -100.0
"""Where a burn-down ends below at most: one more whole budget."""
STEP = 25.0
DAYS = 28
"""Days of the short form, one point each."""
DAY = timedelta(days=1)
LEAST_COST = Decimal(1)
"""Percent of the whole budget that an incident must have taken to be marked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An incident on a burn-down. `x`: days since the plot begins; `cost`: percent of the whole budget."""

    x: float
    sev: str
    id: str
    href: str
    cost: float


@dataclass(frozen=True, slots=True)
class Band:
    """The range of a state, in percent left, and the state."""

    low: float
    high: float
    state: str


@dataclass(frozen=True, slots=True)
class BurnDown:
    """The plot of one objective over all that is measured; `x` counts days since it begins, `y` is percent left."""

    segments: tuple[tuple[tuple[float, float], ...], ...]
    """The curve in its parts: between them too little is measured to tell."""
    path: str
    """The same as an SVG path in a square of 100 × 100, from `lowest` to 100 %."""
    end: float
    """Height of the curve's end in that square, from below."""
    days: float
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    lowest: float
    bands: tuple[Band, ...]
    frozen: tuple[float, float] | None
    """The stretch in which the present freeze rules."""
    clipped: bool
    """The budget was overspent by more than the plot shows."""
    label: str
    rows: tuple[tuple[str, str], ...]
    """The same as a table: days and percent left."""


def plain_left(budget: SloBudget) -> float | None:
    """What is left in percent as a plot takes it: overspent beyond every number is the lowest there is."""
    if budget.remaining is None or budget.state is BudgetState.UNKNOWN:
        return None
    return float(budget.remaining) if budget.remaining.is_finite() else LOWEST


def recent(context: Context, budget: SloBudget) -> str:
    """The path of what was left in the last 28 days, 100 wide and 24 high from LOWEST to 100 %; empty: not measured.

    Made here and once, for a list has a thousand of them.
    """
    return context.memo(_recent_path, budget.slo)


def _recent_path(context: Context, slo: Document[Slo]) -> str:
    path, pen = [], "M"
    for day, left in enumerate(days_of(context, slo)):
        if left is None:
            pen = "M"
        else:
            y = 24 * (100 - min(max(left, LOWEST), 100)) / (100 - LOWEST)
            path.append(f"{pen}{100 * day / (DAYS - 1):.4g} {y:.4g}")
            pen = "L"
    return "".join(path) if len(path) > 1 else ""


def days_of(context: Context, slo: Document[Slo]) -> tuple[float | None, ...]:
    """What was left at the same time of each of the last 28 days, oldest first; None where it cannot be told."""
    history = history_of(context, slo)
    return tuple(_at(history, history[-1].at - ago * DAY) for ago in range(DAYS - 1, -1, -1)) if history else ()


def _at(history: Sequence[HistoryPoint], moment: datetime) -> float | None:
    """What was left at the last row's end of the 24 h up to a moment."""
    place = bisect_right(history, moment, key=_end)
    return history[place - 1].remaining if place and history[place - 1].at > moment - DAY else None


def _end(point: HistoryPoint) -> datetime:
    return point.at


def burn_down(context: Context, budget: SloBudget, page: str) -> BurnDown | None:
    """The burn-down of an objective for the page of that address; None where fewer than two moments can be told."""
    history = history_of(context, budget.slo)
    known = [point for point in history if point.remaining is not None]
    if len(known) < 2 or known[0].at == known[-1].at:
        return None
    start, end = known[0].at, known[-1].at
    low = min(known, key=_left)
    lowest = max(DEEPEST, STEP * floor(min(0.0, _left(low)) / STEP))
    shown = thinned([point for point in history if start <= point.at <= end], MOST_POINTS)
    segments = tuple(_segments(shown, start, lowest))
    days, height = (end - start) / DAY, 100 - lowest
    frozen = None
    if budget.frozen and budget.frozen_since is not None and budget.frozen_since < end:
        frozen = max(0.0, (budget.frozen_since - start) / DAY), days
    return BurnDown(
        segments=segments,
        path="".join(_path(part, days, height) for part in segments),
        end=100 * (segments[-1][-1][1] - lowest) / height,
        days=days,
        marks=tuple(sorted(_marks(context, budget, start, end, page), key=lambda mark: mark.x)),
        ticks=_ticks(start, end),
        lowest=lowest,
        bands=_bands(context, budget, lowest),
        frozen=frozen,
        clipped=_left(low) < lowest,
        label=f"Budget left: {_words(known[0])}, {_words(known[-1])}; lowest {_words(low)}",
        rows=_rows(known),
    )


def _left(point: HistoryPoint) -> float:
    return 0.0 if point.remaining is None else point.remaining


def _words(point: HistoryPoint) -> str:
    return f"{_number(point)} on {point.at:%Y-%m-%d}"


def _number(point: HistoryPoint) -> str:
    left = _left(point)
    return "less than nothing" if left == float("-inf") else f"{left:.1f}\u202f%".replace("-", "−")


def _segments(
    points: Sequence[HistoryPoint], start: datetime, lowest: float
) -> Iterator[tuple[tuple[float, float], ...]]:
    part: list[tuple[float, float]] = []
    for point in points:
        if point.remaining is not None:
            part.append(((point.at - start) / DAY, max(point.remaining, lowest)))
        elif part:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _path(part: Sequence[tuple[float, float]], days: float, height: float) -> str:
    places = [f"{100 * x / days:.4g} {100 * (100 - y) / height:.4g}" for x, y in part]
    return f"M{'L'.join(places)}" if len(part) > 1 else f"M{places[0]}h.2"


def _bands(context: Context, budget: SloBudget, lowest: float) -> tuple[Band, ...]:
    bounds = bounds_for(context, budget.slo.model)
    ends = [float(bounds.healthy_above), float(bounds.warning_above), float(bounds.critical_above), lowest]
    states = (BudgetState.WARNING, BudgetState.CRITICAL, BudgetState.EXHAUSTED)
    return tuple(
        Band(low, high, state.value) for high, low, state in zip(ends, ends[1:], states, strict=False) if low < high
    )


def _marks(context: Context, budget: SloBudget, start: datetime, end: datetime, page: str) -> Iterator[Mark]:
    service = budget.slo.model.service
    for document in context.corpus.referrers("service", service, Incident):
        incident = document.model
        began = incident.started_at.astimezone(UTC)
        cost = consumption_of(context, budget.slo, incident) if service in incident.services else None
        if cost is not None and cost >= LEAST_COST and start <= began <= end:
            place = relative(address("incident", document.id), page)
            yield Mark((began - start) / DAY, incident.severity, document.id, place, float(cost))


def _ticks(start: datetime, end: datetime) -> tuple[tuple[float, str], ...]:
    """Five days at equal distances."""
    moments = [start + (end - start) * part / 4 for part in range(5)]
    return tuple(((moment - start) / DAY, f"{moment.day} {moment:%b}") for moment in moments)


def _rows(known: Sequence[HistoryPoint]) -> tuple[tuple[str, str], ...]:
    """The last moment of each week, and the newest."""
    weeks: dict[tuple[int, int], HistoryPoint] = {}
    for point in known:
        calendar = _day(point.at).isocalendar()
        weeks[calendar.year, calendar.week] = point
    return tuple((str(_day(point.at)), _number(point)) for point in weeks.values())


def _day(moment: datetime) -> date:
    return (moment - timedelta(microseconds=1)).date()
