"""The page of a capacity model: how long the capacity lasts, which limit is reached when, and what is supposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from steadybook.analysis.capacity_forecast import HORIZON, Forecast, latest_model
from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.kinds.service.model import Service
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.capacity_plots import CapacityView, capacity_view, month_of
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.pages.tags import tags_of
from steadybook.sre.capacity import DEFAULT_SCALE_DOWN, LOAD_TEST_MULTIPLE
from steadybook.sre.error_budget import HUNDRED
from steadybook.sre.numbers import plain, rounded

FAR = 10 * HORIZON
"""Months beyond which a limit is only said to be far away."""
MOST_DEMAND = Decimal(10**12)
"""Demand beyond which no number is written."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that is reached when demand goes on as supposed."""

    name: str
    at: str
    reached: str
    """The month, or why there is none."""
    on: date | None
    months: str
    """Months after the day of the model; empty where it is not reached within ten years."""
    why: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """One line of the forecast: so many months ahead."""

    month: str
    peak: str
    headroom: str
    demand: Decimal | None
    cost: Decimal | None
    """As people estimate it; None where nothing is written for that month."""


@dataclass(frozen=True, slots=True)
class ModelView:
    """What the page shows."""

    capacity: CapacityView
    use: str
    """How full the bottleneck is and how that grows, in words."""
    limits: tuple[Limit, ...]
    ahead: tuple[Ahead, ...]
    scale_down: Decimal
    load_test_asked: Decimal
    service: Document[Service] | None
    newer: Document[CapacityModel] | None
    """The model of this service that counts in place of this one."""
    due: date | None
    days_late: int
    tags: tuple[tuple[str, str], ...]
    mentioned_by: tuple[Document[Any], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(CapacityModel):
        view = _view(site, document)
        yield Leaf(
            url=address("capacity_model", document.id),
            title=document.title,
            template="sections/capacity_model/page.html.j2",
            view=view,
            source=document.path,
            parent=section("capacity_model"),
            search=record(document, _sentences(view.capacity.verdict, view.use)),
        )


def _view(site: Site, document: Document[CapacityModel]) -> ModelView:
    context, model = site.context, document.model
    shown = capacity_view(context, document)
    forecast = shown.forecast
    latest, review = latest_model(context, model.service), forecast.review
    return ModelView(
        capacity=shown,
        use=_use(forecast),
        limits=tuple(_limits(forecast)),
        ahead=tuple(_ahead(shown)),
        scale_down=_or(model.scaling_strategy.scale_down_threshold, DEFAULT_SCALE_DOWN),
        load_test_asked=LOAD_TEST_MULTIPLE,
        service=site.corpus.get(Service, model.service),
        newer=latest if latest is not document else None,
        due=review.due if review is not None else None,
        days_late=max(0, -review.days_left(context.today)) if review is not None else 0,
        tags=tags_of(document),
        mentioned_by=site.mentions.get(("capacity_model", document.id), ()),
    )


def _sentences(*texts: str) -> str:
    return " ".join(f"{text[:1].upper()}{text[1:]}." for text in texts)


def _or(written: Decimal | None, usual: Decimal) -> Decimal:
    return written if written is not None else usual


def _use(forecast: Forecast) -> str:
    resource = forecast.document.model.bottleneck_resource
    verb = "are" if resource.endswith("s") else "is"
    return f"{_percent(forecast.peak)} of the {resource} {verb} in use at the peak; demand {_growth(forecast.growth)}"


def _growth(growth: Decimal) -> str:
    if not growth:
        return "does not grow"
    return f"{'grows' if growth > 0 else 'shrinks'} by {_percent(abs(growth))} a month"


def _percent(value: Decimal) -> str:
    return f"{plain(value)}\u202f%"


def _limits(forecast: Forecast) -> Iterator[Limit]:
    model, plan = forecast.document.model, forecast.document.model.scaling_strategy
    added = {"horizontal": "instances are added", "vertical": "instances are made bigger"}.get(
        plan.type, "instances are added or made bigger"
    )
    most = f", {plan.max_instances} at most" if plan.max_instances is not None else ""
    who = "" if plan.auto_scaling is None else " automatically" if plan.auto_scaling else " by hand"
    from_there = f"from there {added}{who}{most}"
    if not forecast.threshold_written:
        from_there += "; the model names no threshold, this is the usual one"
    yield _limit(forecast, "Scale-up threshold", _percent(forecast.threshold), forecast.months, from_there)
    used_up = "what there is now is used up, unless capacity was added before"
    yield _limit(forecast, "Nothing left", _percent(HUNDRED), forecast.full_in, used_up)
    test = model.load_test
    if test is None:
        none = "no load test is written, so that nothing is known of any higher load"
        yield Limit("Beyond what was tested", "–", "not known", None, "", none)
    else:
        at = f"{plain(test.multiple_of_peak)} × the peak"
        why = f"the load test of {test.date} went no further"
        yield _limit(forecast, "Beyond what was tested", at, forecast.untested_in, why)


def _limit(forecast: Forecast, name: str, at: str, months: Decimal | None, why: str) -> Limit:
    """A limit that is reached after so many months; None: never."""
    if months is None:
        idle = "nothing is in use" if forecast.growth > 0 else f"demand {_growth(forecast.growth)}"
        return Limit(name, at, "never", None, "", idle)
    day = forecast.day_after(months)
    if months == 0:
        return Limit(name, at, "already", day, "0", why)
    if months > FAR or day is None:
        return Limit(name, at, "not within ten years", None, "", why)
    return Limit(name, at, month_of(day), day, rounded(months, 1), why)


def _ahead(shown: CapacityView) -> Iterator[Ahead]:
    forecast, costs = shown.forecast, shown.document.model.cost_projection
    estimates = {
        0: costs.current_monthly or shown.document.model.current_state.cost_per_month_usd,
        6: costs.projected_6mo_monthly,
        12: costs.projected_12mo_monthly,
    }
    for months, (_, peak, headroom) in zip((0, 3, 6, HORIZON), shown.rows, strict=True):
        demand = forecast.demand_in(months)
        yield Ahead(
            month=month_of(forecast.start, months),
            peak=peak,
            headroom=headroom,
            demand=Decimal(rounded(demand, 1)) if demand < MOST_DEMAND else None,
            cost=estimates.get(months),
        )


PAGE = Page(leaves=_leaves, kinds=frozenset({"capacity_model"}))
