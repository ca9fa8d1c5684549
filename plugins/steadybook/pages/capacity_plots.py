"""How long a service's capacity lasts: the numbers behind the forecast plot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from steadybook.analysis.capacity_forecast import HORIZON, Forecast, forecast_of_model, latest_model
from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.capacity import REVIEW_INTERVAL, headroom, projection
from steadybook.sre.error_budget import HUNDRED
from steadybook.sre.freshness import is_stale

_STEEPEST = Decimal(400)
"""Percent a month; anything steeper leaves the plot within its first month all the same."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class CapacityView:
    """A capacity model with its forecast; percentages as numbers, months from the day of the model."""

    document: Document[CapacityModel]
    forecast: Forecast
    peak: float
    growth: float
    """Percent a month as it is drawn."""
    threshold: int | float
    threshold_written: bool
    crossing: float | None
    """Months until the threshold; None where it is never reached."""
    verdict: str
    ticks: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, str, str], ...]
    demand: tuple[tuple[str, Decimal], ...]
    model_date: date | None
    is_stale: bool
    load_test_short: bool
    """The latest load test stayed under what is asked for."""


def capacity_of(context: Context, service: str) -> CapacityView | None:
    """The latest capacity model of a service; None where it has none."""
    document = latest_model(context, service)
    return None if document is None else capacity_view(context, document)


def capacity_view(context: Context, document: Document[CapacityModel]) -> CapacityView:
    """A capacity model as it is drawn."""
    forecast, model = forecast_of_model(context, document), document.model
    peak, threshold, growth, months = forecast.peak, forecast.threshold, forecast.growth, forecast.months
    start = forecast.start
    return CapacityView(
        document=document,
        forecast=forecast,
        peak=float(peak),
        growth=float(min(growth, _STEEPEST)),
        threshold=int(threshold) if threshold == int(threshold) else float(threshold),
        threshold_written=forecast.threshold_written,
        crossing=float(months) if months is not None else None,
        verdict=_verdict(forecast),
        ticks=tuple(
            (month, month_of(start, month, with_year=month in (0, HORIZON))) for month in range(0, HORIZON + 1, 3)
        ),
        rows=tuple(_rows(peak, growth)),
        demand=tuple(_demand(model, growth)),
        model_date=model.last_reviewed,
        is_stale=model.last_reviewed is not None and is_stale(model.last_reviewed, REVIEW_INTERVAL, context.today),
        load_test_short=forecast.is_tested is False,
    )


def _verdict(forecast: Forecast) -> str:
    line = f"{forecast.threshold.normalize():f}\u202f%"
    resource, months, day = forecast.document.model.bottleneck_resource, forecast.months, forecast.crossed_on
    several = resource.endswith("s")
    if months is None:
        return f"{resource} never {'cross' if several else 'crosses'} {line} at this growth"
    if months == 0:
        where = "above" if forecast.peak > forecast.threshold else "at"
        return f"{resource} {'are' if several else 'is'} {where} {line} already"
    if months > 10 * HORIZON or day is None:
        return f"{resource} {'stay' if several else 'stays'} under {line} for more than ten years"
    return f"{resource} {'cross' if several else 'crosses'} {line} in {month_of(day)}"


def month_of(start: date, offset: int = 0, *, with_year: bool = True) -> str:
    """The month so many months after that of a day, in words."""
    years, month = divmod(start.month - 1 + offset, 12)
    return f"{_MONTHS[month]} {start.year + years}" if with_year else _MONTHS[month]


def _rows(peak: Decimal, growth: Decimal) -> Iterator[tuple[str, str, str]]:
    for months in (0, 3, 6, HORIZON):
        used = projection(peak, growth, months)
        name = f"+{months}" if months else "now"
        if used > HUNDRED * 10:
            yield name, "over 1,000", "none"
        else:
            yield name, f"{used:.1f}", f"{headroom(used):.1f}".replace("-", "−")


def _demand(model: CapacityModel, growth: Decimal) -> Iterator[tuple[str, Decimal]]:
    for label, months in (("now", 0), ("in 6 months", 6), ("in 12 months", 12)):
        amount = projection(model.growth_forecast.current, growth, months)
        if amount.is_finite():
            yield label, amount.quantize(Decimal("0.1")) if amount < 10**12 else amount
