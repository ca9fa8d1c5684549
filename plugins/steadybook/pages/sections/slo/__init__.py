"""The page of a service level objective: what it allows, what its alerts consume, what follows when it is missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from steadybook.analysis.dependency_bounds import is_availability
from steadybook.analysis.policies import policy_of
from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.service.model import Service
from steadybook.kinds.sli.model import Sli
from steadybook.kinds.slo.model import Slo
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.policy_states import StateRow, in_words, states_of, usual_waits
from steadybook.pages.search_records import record
from steadybook.pages.sections.slo.measured import Measured, measured_of
from steadybook.pages.site import Leaf, Page, Site
from steadybook.pages.tags import tags_of
from steadybook.sre.burn_rate import (
    ALERT_WINDOWS,
    BurnRateAlert,
    consumed,
    fires,
    standard_alerts,
    time_to_exhaustion,
)
from steadybook.sre.durations import words
from steadybook.sre.error_budget import DEFAULT_BOUNDS, HUNDRED
from steadybook.sre.freshness import REVIEW_CADENCES, due
from steadybook.sre.numbers import plain, rounded
from steadybook.sre.policy import DEFAULT_ACTIONS, EXCEPTION_TEXTS, REQUIRED_STATES, Interval

PERCENT = "\u202f%"


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A burn-rate alert with what it means at this target and window."""

    name: str
    short_name: str
    rate: str
    error_rate: str
    windows: str
    spent: str
    """Percent of the budget that is gone when it fires."""
    lasts: str
    """How long a full budget lasts at this rate."""
    severity: str
    can_fire: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An alert of the standard set that is not in force, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SloView:
    """What the page shows."""

    document: Document[Slo]
    sli: Document[Sli] | None
    target: str
    window: str
    budget: str
    allows: str
    sla: str | None
    """The contract's availability, where it can be compared with this objective."""
    review_due: date | None
    days_late: int
    alerts: tuple[AlertRow, ...]
    standard: bool
    left_out: tuple[LeftOut, ...]
    policy: Document[ErrorBudgetPolicy] | None
    missing_policy: str | None
    states: tuple[StateRow, ...]
    exceptions: tuple[str, ...]
    queries: tuple[tuple[str, str], ...]
    postmortems: tuple[Document[Postmortem], ...]
    mentioned_by: tuple[Document[Any], ...]
    tags: tuple[tuple[str, str], ...]
    measured: Measured


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(Slo):
        view, slo = _view(site, document), document.model
        yield Leaf(
            url=address("slo", document.id),
            title=document.title,
            template="sections/slo/page.html.j2",
            view=view,
            source=document.path,
            parent=section("slo"),
            search=record(document, f"{slo.service}: {view.target} of {slo.sli} over {view.window}"),
            toc=True,
        )


def _view(site: Site, document: Document[Slo]) -> SloView:
    context, slo = site.context, document.model
    service = context.corpus.get(Service, slo.service)
    sli = context.corpus.get(Sli, slo.sli)
    policy = policy_of(context, slo)
    limit = REVIEW_CADENCES.get(slo.review_cadence or "")
    review_due = due(slo.last_reviewed, limit) if slo.last_reviewed is not None and limit is not None else None
    measured = measured_of(context, document)
    sla = service.model.sla if service is not None and is_availability(context, slo) else None
    return SloView(
        document=document,
        sli=sli,
        target=plain(slo.target) + PERCENT,
        window=words(slo.window),
        budget=plain(slo.budget) + PERCENT,
        allows=words(slo.budget_minutes),
        sla=plain(sla) + PERCENT if sla is not None else None,
        review_due=review_due,
        days_late=max(0, (context.today - review_due).days) if review_due is not None else 0,
        alerts=tuple(_alert(slo, alert) for alert in _in_force(slo)),
        standard=not slo.burn_rate_alerts,
        left_out=() if slo.burn_rate_alerts else tuple(_left_out(slo)),
        policy=policy,
        missing_policy=slo.policy if policy is None else None,
        states=tuple(states_of(policy.model) if policy is not None else _default_states()),
        exceptions=policy.model.exceptions if policy is not None else EXCEPTION_TEXTS,
        queries=tuple(_queries(slo, sli)),
        postmortems=tuple(sorted(_postmortems(site, document, measured), key=lambda d: d.model.date, reverse=True)),
        mentioned_by=tuple(d for d in site.mentions.get(("slo", document.id), ()) if d.facts.kind != "postmortem"),
        tags=tags_of(document),
        measured=measured,
    )


def _postmortems(site: Site, document: Document[Slo], measured: Measured) -> Iterable[Document[Postmortem]]:
    """Those that name the objective, and those of the incidents that spent its budget."""
    corpus = site.context.corpus
    found = dict.fromkeys(corpus.referrers("slo", document.id, Postmortem))
    for share in measured.budget.incidents:
        found |= dict.fromkeys(corpus.referrers("incident", share.incident.id, Postmortem))
        named = share.incident.model.postmortem
        if named and (postmortem := corpus.get(Postmortem, named)) is not None:
            found[postmortem] = None
    return found


def _in_force(slo: Slo) -> Iterator[BurnRateAlert]:
    for written in slo.burn_rate_alerts:
        yield BurnRateAlert(
            written.name, written.burn_rate, written.long_window, written.short_window, written.severity
        )
    if not slo.burn_rate_alerts:
        yield from (alert for alert in standard_alerts(slo.window) if fires(alert.burn_rate, slo.target))


def _alert(slo: Slo, alert: BurnRateAlert) -> AlertRow:
    lasts = time_to_exhaustion(alert.burn_rate, slo.window)
    return AlertRow(
        name=slo.alert_name(alert.name),
        short_name=alert.name,
        rate=rounded(alert.burn_rate, 3),
        error_rate=_error_rate(slo, alert.burn_rate),
        windows=f"{words(alert.long_window)} and {words(alert.short_window)}",
        spent=_percent(consumed(alert.burn_rate, alert.long_window, slo.window)),
        lasts=words(lasts) if lasts is not None else "never",
        severity=alert.severity,
        can_fire=fires(alert.burn_rate, slo.target),
    )


def _left_out(slo: Slo) -> Iterator[LeftOut]:
    for alert in standard_alerts(slo.window):
        if not fires(alert.burn_rate, slo.target):
            needed = _error_rate(slo, alert.burn_rate)
            yield LeftOut(alert.name, f"it would need {needed} of all events to fail; a full outage is 100{PERCENT}")
    for row in ALERT_WINDOWS:
        if row.long_window >= slo.window:
            reason = f"its window of {words(row.long_window)} is not shorter than the objective's {words(slo.window)}"
            yield LeftOut(row.name, reason)


def _error_rate(slo: Slo, rate: Decimal) -> str:
    return _percent(rate * slo.budget)


def _percent(value: Decimal) -> str:
    return rounded(value, 2) + PERCENT


def _default_states() -> Iterator[StateRow]:
    bounds = DEFAULT_BOUNDS
    conditions = (
        Interval(bounds.healthy_above, HUNDRED, low_included=False),
        Interval(bounds.warning_above, bounds.healthy_above),
        Interval(bounds.critical_above, bounds.warning_above),
        Interval(Decimal("-Infinity"), bounds.critical_above),
    )
    for state, interval in zip(REQUIRED_STATES, conditions, strict=True):
        yield StateRow(state.value, in_words(interval), DEFAULT_ACTIONS[state], usual_waits(state))


def _queries(slo: Slo, sli: Document[Sli] | None) -> Iterator[tuple[str, str]]:
    """The SLI's queries with this objective's service in them; the range stays open."""
    if sli is not None and sli.model.prometheus is not None:
        queries = sli.model.prometheus
        yield "Good events", queries.good.replace("$service", slo.service)
        yield "All events", queries.total.replace("$service", slo.service)


PAGE = Page(leaves=_leaves, kinds=frozenset({"slo"}))
