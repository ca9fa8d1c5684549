"""The report on capacity: which service runs short when, what it will cost, and how well that is tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from steadybook.analysis.capacity_forecast import HORIZON, Forecast, forecasts, without_model
from steadybook.kinds.service.model import Service
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Report, Table, Value, columns, count
from steadybook.sre.capacity import CADENCE, LOAD_TEST_MULTIPLE, CadenceRow
from steadybook.sre.numbers import rounded

SOON = Decimal(6)
"""Months within which a threshold that is reached is worth the headline."""


@dataclass(frozen=True, slots=True)
class CapacityView:
    """What the report shows."""

    forecasts: tuple[Forecast, ...]
    """The one that runs short first."""
    without: tuple[Document[Service], ...]
    today: date
    cadence: tuple[CadenceRow, ...] = CADENCE

    @property
    def soon(self) -> tuple[Forecast, ...]:
        """Those that reach their threshold within half a year."""
        return tuple(f for f in self.forecasts if f.crosses_within(SOON, self.today))

    @property
    def overdue(self) -> tuple[Forecast, ...]:
        """Those whose model was not reviewed this quarter."""
        return tuple(f for f in self.forecasts if f.review is None or f.review.is_stale(self.today))

    @property
    def headline(self) -> str:
        """Who runs short soon."""
        if not self.forecasts:
            return "No capacity model is written down."
        if not self.soon:
            return f"None of {count(len(self.forecasts), 'service')} reaches its threshold within {SOON} months."
        first = self.soon[0]
        model = first.document.model
        return (
            f"{count(len(self.soon), 'service')} of {len(self.forecasts)} "
            f"{'reaches its' if len(self.soon) == 1 else 'reach their'} threshold within {SOON} months; "
            f"{model.service} first: its {model.bottleneck_resource} {_in_words(first)}."
        )


def _in_words(forecast: Forecast) -> str:
    day = forecast.crossed_on
    return "already" if not forecast.months or day is None else f"in {day:%Y-%m}"


def when(forecast: Forecast) -> str:
    """The month in which the threshold is reached, and how long that is after the day of the model."""
    if forecast.months is None:
        return "never at this growth"
    if forecast.months == 0:
        return "already"
    day = forecast.crossed_on
    after = f"+{rounded(forecast.months, 1)} mo"
    return f"{day:%Y-%m} ({after})" if day is not None else after


def _view(basis: Basis) -> CapacityView:
    context = basis.context
    return CapacityView(forecasts(context), without_model(context), context.today)


def forecast_figures(forecast: Forecast) -> Mapping[str, Any]:
    """A forecast as programs read it."""
    model = forecast.document.model
    costs = model.cost_projection
    return {
        "service": model.service,
        "capacity_model": forecast.document.id,
        "document": forecast.document.path,
        "model_of": model.last_reviewed,
        "bottleneck": model.bottleneck_resource,
        "peak_utilization_pct": forecast.peak,
        "headroom_pct": forecast.headroom,
        "monthly_growth_pct": forecast.growth,
        "supposed_growth": forecast.supposed,
        "threshold_pct": forecast.threshold,
        "months_to_threshold": forecast.months,
        "threshold_reached_in": f"{forecast.crossed_on:%Y-%m}" if forecast.crossed_on is not None else None,
        "months_to_full": forecast.full_in,
        "peak_in_6_months_pct": forecast.peak_in(6),
        "peak_in_12_months_pct": forecast.peak_in(HORIZON),
        "demand": {"metric": model.growth_forecast.metric, "now": model.growth_forecast.current}
        | {f"in_{months}_months": forecast.demand_in(months) for months in (6, HORIZON)},
        "cost_usd_per_month": {
            "now": costs.current_monthly or model.current_state.cost_per_month_usd,
            "in_6_months": costs.projected_6mo_monthly,
            "in_12_months": costs.projected_12mo_monthly,
        },
        "load_test_multiple": model.load_test.multiple_of_peak if model.load_test is not None else None,
        "review_due": forecast.review.due if forecast.review is not None else None,
    }


def _figures(view: CapacityView) -> Mapping[str, Any]:
    return {
        "services": [forecast_figures(forecast) for forecast in view.forecasts],
        "without_model": [document.id for document in view.without],
    }


def forecast_table(found: tuple[Forecast, ...]) -> Table:
    """The forecasts, the one that runs short first."""
    return Table(
        "Forecast",
        columns(
            "Service",
            "Model of",
            "Bottleneck",
            "#Peak, %",
            "#Growth, %",
            "#In 6 mo",
            "#In 12 mo",
            "#Limit, %",
            "Reached",
        ),
        tuple(_row(forecast) for forecast in found),
        "No capacity model is written down: each is a file in catalog/capacity/.",
        "Peak: highest usual use of the bottleneck on the day of the model, from which months are counted. "
        "One that is not dated counts from today. Limit: where capacity is added.",
    )


def _row(forecast: Forecast) -> tuple[Value, ...]:
    model = forecast.document.model
    return (
        Mention("service", model.service),
        Mention("capacity_model", forecast.document.id, f"{model.last_reviewed or 'not dated'}"),
        model.bottleneck_resource,
        rounded(forecast.peak, 1),
        rounded(forecast.growth, 1),
        amount(forecast.peak_in(6)),
        amount(forecast.peak_in(HORIZON)),
        rounded(forecast.threshold, 1),
        when(forecast),
    )


def amount(value: Decimal) -> str:
    """A projected percentage; beyond ten times the capacity nobody counts."""
    return rounded(value, 1) if value <= 1000 else "over 1,000"


def _blocks(view: CapacityView) -> Iterator[Block]:
    yield forecast_table(view.forecasts)
    yield Table(
        "Cost, load tests and reviews",
        columns("Service", "#Now, USD", "#In 6 mo", "#In 12 mo", "#Tested at, × peak", "Review due"),
        tuple(_facts(forecast, view.today) for forecast in view.forecasts),
        "No capacity model is written down.",
        f"Costs a month are people's estimates. A load test must reach {LOAD_TEST_MULTIPLE} × the expected peak.",
    )
    yield Table(
        "Services in production without a model",
        columns("Service", "Tier"),
        tuple((Mention("service", document.id), document.model.tier) for document in view.without),
        "Every service in production has one.",
    )


def _facts(forecast: Forecast, today: date) -> tuple[Value, ...]:
    model = forecast.document.model
    costs = model.cost_projection
    review = forecast.review
    due = None if review is None else f"{review.due}{' (overdue)' if review.is_stale(today) else ''}"
    return (
        Mention("service", model.service),
        costs.current_monthly or model.current_state.cost_per_month_usd,
        costs.projected_6mo_monthly,
        costs.projected_12mo_monthly,
        model.load_test.multiple_of_peak if model.load_test is not None else None,
        due,
    )


REPORT = Report(
    title="Capacity",
    about="How long the capacity of each service lasts, what it will cost, and whether it was tested.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
