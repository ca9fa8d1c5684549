"""What was left of an error budget at the end of every measured row: the burn-down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from steadybook.analysis.measured_series import MeasuredSeries, series_of
from steadybook.analysis.rolling_windows import rolling
from steadybook.kinds.slo.model import Slo
from steadybook.measurements.columns import MICROSECOND, instant
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.error_budget import HUNDRED, MINIMUM_COVERAGE, budget


class HistoryPoint(NamedTuple):
    """A row's end and what was left of the budget over the window that ends there, in percent.

    The number is for plots, a binary float; whether a state was reached is told by `analysis.budgets`, exactly. None:
    less than 80 % of that window is measured, or it holds no events. Minus infinity: a target of 100 that was missed.
    """

    at: datetime
    remaining: float | None


def history_of(context: Context, slo: Document[Slo]) -> tuple[HistoryPoint, ...]:
    """One point for every usable row up to now, oldest first; the last one is the budget's present."""
    return context.memo(_history, slo)


def _history(context: Context, document: Document[Slo]) -> tuple[HistoryPoint, ...]:
    slo = document.model
    series = series_of(context, slo.service, slo.sli)
    return tuple(HistoryPoint(instant(end), left) for end, left in zip(series.ends, _left(series, slo), strict=True))


def left_over_time(context: Context, slo: Document[Slo]) -> list[float]:
    """What was left at the end of every row where that can be told, as `history_of` has it; nothing is remembered."""
    series = series_of(context, slo.model.service, slo.model.sli)
    if not series:
        return []  # most objectives of a young repository
    return [left for left in _left(series, slo.model, all_rows=False) if left is not None]


def _left(series: MeasuredSeries, slo: Slo, all_rows: bool = True) -> Iterator[float | None]:
    """What was left of the budget at the end of each row, or of those at least where it can be told."""
    window = slo.window // MICROSECOND
    numerator, denominator = (budget(slo.target) / HUNDRED).as_integer_ratio()
    enough = int(MINIMUM_COVERAGE) * window
    over = rolling(series, window, 0 if all_rows else -(-enough // 100))
    for bad, total, covered in zip(over.bad, over.total, over.covered, strict=True):
        if total and 100 * covered >= enough:
            allowed = numerator * total
            spent = bad * denominator / allowed if allowed else float("inf") if bad else 0.0
            yield 100 * (1 - spent)
        else:
            yield None


def thinned(points: Sequence[HistoryPoint], most: int) -> tuple[HistoryPoint, ...]:
    """At most so many points (at least 4) that draw the same curve: of each stretch its lowest and its highest.

    The first and the last point stay, and so does a gap as long as a stretch. Raises ValueError for fewer than 4.
    """
    if most < 4:
        raise ValueError(f"{most} points draw no curve")
    if len(points) <= most:
        return tuple(points)
    inner, stretches = points[1:-1], (most - 2) // 2
    kept = [points[0]]
    for number in range(stretches):
        part = inner[number * len(inner) // stretches : (number + 1) * len(inner) // stretches]
        known = [point for point in part if point.remaining is not None]
        if known:
            kept += sorted({_lowest(known), _highest(known)}, key=lambda point: point.at)
        elif part:
            kept.append(part[0])
    return (*kept, points[-1])


def _lowest(points: Sequence[HistoryPoint]) -> HistoryPoint:
    return min(points, key=_value)


def _highest(points: Sequence[HistoryPoint]) -> HistoryPoint:
    return max(points, key=_value)


def _value(point: HistoryPoint) -> float:
    return 0.0 if point.remaining is None else point.remaining
