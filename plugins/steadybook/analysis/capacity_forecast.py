"""How long the capacity of services lasts: the forecast of their bottleneck, its cost, and the tests behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from steadybook.analysis.freshness import Review, capacity_review
from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.capacity import (
    DEFAULT_SCALE_UP,
    LOAD_TEST_MULTIPLE,
    headroom,
    months_to_threshold,
    projection,
)
from steadybook.sre.error_budget import HUNDRED, MONTH

HORIZON = 12
"""Months that a forecast looks ahead."""
MONTH_DAYS = Decimal(MONTH / timedelta(days=1))
"""Days of a mean month, which is what a forecast's months are."""
CENTURY = 1200
"""Months beyond which no day is named."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of a capacity model at one growth; percentages of the bottleneck at its peak."""

    document: Document[CapacityModel]
    growth: Decimal
    """Percent a month, compounding; as written, or as supposed."""
    supposed: bool
    """The growth is somebody's what-if, not the model's."""
    start: date
    """The day that the model's numbers are of: its review, else today."""
    review: Review | None

    @property
    def peak(self) -> Decimal:
        """Highest usual utilisation now, in percent."""
        return self.document.model.current_state.peak_utilization_pct

    @property
    def threshold(self) -> Decimal:
        """Utilisation at which capacity is added: as written, else the usual one."""
        written = self.document.model.scaling_strategy.scale_up_threshold
        return written if written is not None else DEFAULT_SCALE_UP

    @property
    def threshold_written(self) -> bool:
        """Whether the model says so itself."""
        return self.document.model.scaling_strategy.scale_up_threshold is not None

    @property
    def headroom(self) -> Decimal:
        """Percent left at the peak."""
        return headroom(self.peak)

    @property
    def months(self) -> Decimal | None:
        """Months until the peak reaches the threshold; 0 where it has, None where it never does."""
        return months_to_threshold(self.peak, self.threshold, self.growth)

    @property
    def crossed_on(self) -> date | None:
        """The day on which the threshold is reached; None where it is not within a century."""
        return self.day_after(self.months)

    def day_after(self, months: Decimal | None) -> date | None:
        """The day so many mean months after `start`; None for None, and beyond a century."""
        if months is None or months >= CENTURY:
            return None
        return self.start + timedelta(days=int(months * MONTH_DAYS))

    def crosses_within(self, months: Decimal, today: date) -> bool:
        """Whether the threshold is reached at most so many months after `today`, or was by then."""
        day = self.crossed_on
        return day is not None and (day - today).days <= months * MONTH_DAYS

    @property
    def full_in(self) -> Decimal | None:
        """Months until the bottleneck is used up (100 %)."""
        return months_to_threshold(self.peak, HUNDRED, self.growth)

    @property
    def untested_in(self) -> Decimal | None:
        """Months until demand passes what the latest load test reached; None where it never does, or none is written.

        Its multiple is taken to be of the model's own demand.
        """
        test = self.document.model.load_test
        return None if test is None else months_to_threshold(HUNDRED, test.multiple_of_peak * HUNDRED, self.growth)

    def peak_in(self, months: int) -> Decimal:
        """The peak after so many months, in percent; may exceed 100."""
        return projection(self.peak, self.growth, months)

    def demand_in(self, months: int) -> Decimal:
        """The demand after so many months, in the model's metric."""
        return projection(self.document.model.growth_forecast.current, self.growth, months)

    @property
    def is_tested(self) -> bool | None:
        """Whether the latest load test reached what is asked for; None without a test."""
        test = self.document.model.load_test
        return None if test is None else test.multiple_of_peak >= LOAD_TEST_MULTIPLE


def latest_model(context: Context, service: str) -> Document[CapacityModel] | None:
    """The capacity model of a service that was reviewed last; None where it has none."""
    models = [d for d in context.corpus.referrers("service", service, CapacityModel) if d.model.service == service]
    return max(models, key=lambda d: (d.model.last_reviewed or date.min, d.path), default=None)


def forecast_of(context: Context, service: str, growth: Decimal | None = None) -> Forecast | None:
    """The forecast of a service; `growth` (percent a month, at least −100) supposes another than its model's."""
    document = latest_model(context, service)
    return None if document is None else forecast_of_model(context, document, growth)


def forecast_of_model(context: Context, document: Document[CapacityModel], growth: Decimal | None = None) -> Forecast:
    """The forecast of one model, whether it is the latest of its service or not; `growth` as in `forecast_of`."""
    written = document.model.growth_forecast.monthly_growth_pct
    return Forecast(
        document=document,
        growth=max(-HUNDRED, written if growth is None else growth),
        supposed=growth is not None,
        start=document.model.last_reviewed or context.today,
        review=capacity_review(context, document),
    )


def forecasts(context: Context, growth: Decimal | None = None) -> tuple[Forecast, ...]:
    """The forecasts of all services that have a model, the one that runs short on the earliest day first."""
    services = {document.model.service for document in context.corpus.of(CapacityModel)}
    found = [forecast for id in sorted(services) if (forecast := forecast_of(context, id, growth)) is not None]
    return tuple(sorted(found, key=_order))


def without_model(context: Context) -> tuple[Document[Service], ...]:
    """The services in production without a capacity model, by id; experimental ones need none."""
    found = (d for d in context.corpus.of(Service) if d.model.in_production and d.model.tier != "experimental")
    return tuple(sorted((d for d in found if latest_model(context, d.id) is None), key=lambda d: d.id))


def _order(forecast: Forecast) -> tuple[date, Decimal, str]:
    months = forecast.months
    return forecast.crossed_on or date.max, Decimal("Infinity") if months is None else months, forecast.document.id
