"""The page of a service: what it is, who answers for it, what it needs, and all that is written about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR
from typing import Any

from steadybook.analysis.alert_links import Alert, Standing, alerts_of_service
from steadybook.analysis.budgets import SloBudget, budgets_of
from steadybook.analysis.chaos_coverage import Suggestion, coverage_of
from steadybook.analysis.dependency_bounds import DependencyBound, bound_of, strictest_availability
from steadybook.analysis.gate import ruling_of
from steadybook.analysis.measured_bounds import MeasuredBound, measured_bound_of
from steadybook.analysis.neighbours import Neighbourhood, neighbours_of
from steadybook.analysis.oncall_health import shift_now
from steadybook.analysis.open_actions import OpenAction, open_actions_of_service
from steadybook.analysis.quality.score import Quality, quality_of_service
from steadybook.analysis.readiness.scorecard import Scorecard, scorecard
from steadybook.analysis.toil_load import ToilLoad, toil_of_service, total_hours
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.runbook.model import Runbook
from steadybook.kinds.service.model import Service
from steadybook.kinds.sli.model import Sli
from steadybook.kinds.slo.model import Slo
from steadybook.kinds.waiver.model import Waiver
from steadybook.model.configuration import matches
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.budget_words import answer, must_wait
from steadybook.pages.capacity_plots import CapacityView, capacity_of
from steadybook.pages.scores import ScoreCourses, courses_of_service
from steadybook.pages.search_records import record
from steadybook.pages.service_budgets import worst_budget
from steadybook.pages.site import Leaf, Page, Site
from steadybook.pages.tags import tags_of
from steadybook.sre.chaos import Level, Run, level_of
from steadybook.sre.durations import words
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.freshness import due, runbook_limit
from steadybook.sre.numbers import plain, rounded
from steadybook.sre.regions import Recommendation, recommended

PERCENT = "\u202f%"
MOST_INCIDENTS = 8
MOST_SUGGESTIONS = 2
"""Experiments that the page suggests; the report on chaos coverage lists more."""
MOST_NEIGHBOURS = 12
"""Names in a column of the graph; of more, all but the last place is used and the others are counted."""
SHOWN = frozenset(
    {
        "slo", "runbook", "incident", "postmortem", "toil_item", "experiment", "readiness_review", "capacity_model",
        "service", "prometheus_rules",
    }
)  # fmt: skip
"""Kinds that have their own place on the page, so that "mentioned by" need not name them again."""


@dataclass(frozen=True, slots=True)
class SloRow:
    """An objective with its target in words."""

    document: Document[Slo]
    type: str
    target: str
    allows: str
    budget: SloBudget


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert about the service and where it leads."""

    name: str
    severity: str | None
    runbooks: tuple[Document[Runbook], ...]
    external: tuple[str, ...]
    """Links to other hosts."""
    templated: bool
    reviewed: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Node:
    """A service in the graph, with the availability that it promises and the state of its error budget."""

    id: str
    promise: str
    state: str
    """That its error budget puts it into."""


@dataclass(frozen=True, slots=True)
class GraphView:
    """The five columns, and the calls between them: (column, row, row in the next one, hard)."""

    columns: tuple[tuple[Node, ...], ...]
    edges: tuple[tuple[int, int, int, bool], ...]
    hidden: tuple[int, ...]
    """For each column how many services are not drawn."""
    all: tuple[tuple[str, tuple[str, ...]], ...]
    """Every neighbour by column, where some are not drawn."""
    sentence: str


@dataclass(frozen=True, slots=True)
class ServiceView:
    """What the page shows."""

    document: Document[Service]
    shift: Document[OncallShift] | None
    worst: SloBudget | None
    """The budget that rules it; None without an objective."""
    answer: str
    """What is left of that budget, and what must wait because of it."""
    slos: tuple[SloRow, ...]
    """The worst budget first."""
    measured_bound: MeasuredBound | None
    measured_bound_text: str
    graph: GraphView | None
    bound: DependencyBound | None
    bound_text: str
    promise: Document[Slo] | None
    promise_above_bound: bool
    alerts: tuple[AlertRow, ...]
    other_runbooks: tuple[Document[Runbook], ...]
    incidents: tuple[Document[Incident], ...]
    incident_count: int
    postmortems: tuple[Document[Postmortem], ...]
    """Those whose incident has no record of its own."""
    actions: tuple[tuple[OpenAction, int], ...]
    card: Scorecard
    quality: Quality
    courses: ScoreCourses
    capacity: CapacityView | None
    toil: tuple[ToilLoad, ...]
    toil_hours: str
    experiments: tuple[Document[Experiment], ...]
    chaos_level: Level
    suggestions: tuple[Suggestion, ...]
    """Experiments worth trying next."""
    advice: Recommendation | None
    """On regions, where there is an availability objective."""
    waivers: tuple[Document[Waiver], ...]
    mentioned_by: tuple[Document[Any], ...]
    tags: tuple[tuple[str, str], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    waivers = _waivers_by_path(site)
    for document in site.corpus.of(Service):
        yield Leaf(
            url=address("service", document.id),
            title=document.title,
            template="sections/service/page.html.j2",
            view=_view(site, document, waivers),
            source=document.path,
            parent=section("service"),
            search=record(document),
            toc=True,
        )


def _view(site: Site, document: Document[Service], waivers: Mapping[str, tuple[Document[Waiver], ...]]) -> ServiceView:
    context, corpus, service = site.context, site.corpus, document.model
    budgets = budgets_of(context, document.id)
    incidents = sorted(
        corpus.referrers("service", document.id, Incident), key=lambda d: d.model.started_at, reverse=True
    )
    recorded = {d.model.postmortem for d in incidents}
    alerts = tuple(_alerts(context, service, alerts_of_service(context, document.id)))
    leading = {runbook.id for alert in alerts for runbook in alert.runbooks}
    bound, promise = bound_of(context, document.id), strictest_availability(context, document.id)
    allowed = measured_bound_of(context, document.id)
    experiments = [d for d in corpus.referrers("service", document.id, Experiment) if d.model.service == document.id]
    toil = toil_of_service(context, document.id)
    mentions = site.mentions.get(("service", document.id), ())
    about = (document, *(d for d in mentions if d.facts.kind in SHOWN - {"service", "incident", "postmortem"}))
    card = scorecard(context, document, site.flagged)
    quality = quality_of_service(context, document, site.flagged)
    return ServiceView(
        document=document,
        shift=shift_now(context, service.oncall_rotation) if service.oncall_rotation else None,
        worst=budgets[0] if budgets else None,
        answer=_answer(context, budgets[0]) if budgets else "",
        slos=tuple(_slo(context, budget) for budget in budgets),
        measured_bound=allowed,
        measured_bound_text=rounded(allowed.percent, 3, ROUND_FLOOR) + PERCENT
        if allowed is not None and allowed.percent is not None
        else "",
        graph=_graph(context, neighbours_of(context, document.id)),
        bound=bound,
        bound_text=rounded(bound.percent, 3, ROUND_FLOOR) + PERCENT if bound is not None else "",
        promise=promise,
        promise_above_bound=bound is not None and promise is not None and promise.model.target > bound.percent,
        alerts=alerts,
        other_runbooks=tuple(
            d
            for d in corpus.referrers("service", document.id, Runbook)
            if d.model.service == document.id and d.id not in leading
        ),
        incidents=tuple(incidents[:MOST_INCIDENTS]),
        incident_count=len(incidents),
        postmortems=tuple(d for d in corpus.referrers("service", document.id, Postmortem) if d.id not in recorded),
        actions=tuple((a, a.days_overdue(context.today)) for a in open_actions_of_service(context, document.id)),
        card=card,
        quality=quality,
        courses=courses_of_service(site, card, quality),
        capacity=capacity_of(context, document.id),
        toil=toil,
        toil_hours=rounded(total_hours(toil), 1),
        experiments=tuple(experiments),
        chaos_level=level_of(_runs(experiments)),
        suggestions=coverage_of(context, document).suggestions[:MOST_SUGGESTIONS],
        advice=recommended(promise.model.target) if promise is not None else None,
        waivers=tuple({w.path: w for d in about for w in waivers.get(d.path, ())}.values()),
        mentioned_by=tuple(d for d in mentions if d.facts.kind not in SHOWN),
        tags=tags_of(document),
    )


def _slo(context: Context, budget: SloBudget) -> SloRow:
    slo = budget.slo.model
    sli = context.corpus.get(Sli, slo.sli)
    return SloRow(
        budget.slo,
        sli.model.type if sli is not None else "unknown",
        plain(slo.target) + PERCENT,
        f"{words(slo.budget_minutes)} of full outage per {words(slo.window)}",
        budget,
    )


def _answer(context: Context, worst: SloBudget) -> str:
    waits = must_wait(ruling_of(context, worst))
    return f"{answer(worst)} Must wait: {waits} changes." if waits else answer(worst)


def _alerts(context: Context, service: Service, alerts: Iterable[Alert]) -> Iterator[AlertRow]:
    limit = runbook_limit(service.tier)
    merged: defaultdict[tuple[str, str | None], list[Alert]] = defaultdict(list)
    for alert in alerts:
        merged[alert.name, alert.severity].append(alert)
    for (name, severity), several in merged.items():
        runbooks = {d.path: d for alert in several for d in alert.runbooks if d.intact}
        links = [link for alert in several for link in alert.links]
        reviewed: date | None = min((d.model.last_updated for d in runbooks.values()), default=None)
        yield AlertRow(
            name,
            severity,
            tuple(runbooks.values()),
            tuple(dict.fromkeys(link.text for link in links if link.standing is Standing.EXTERNAL)),
            any(link.standing is Standing.TEMPLATED for link in links),
            reviewed,
            max(0, (context.today - due(reviewed, limit)).days) if reviewed is not None else 0,
        )


def _graph(context: Context, around: Neighbourhood) -> GraphView | None:
    if around.is_alone:
        return None
    names = (
        around.callers_of_callers,
        around.callers,
        (around.service,),
        around.callees,
        around.callees_of_callees,
    )
    drawn = tuple(ids if len(ids) <= MOST_NEIGHBOURS else ids[: MOST_NEIGHBOURS - 1] for ids in names)
    places = [{id: row for row, id in enumerate(ids)} for ids in drawn]
    edges = tuple(
        (column, places[column][call.caller], places[column + 1][call.callee], call.hard)
        for call in around.calls
        for column in range(4)
        if call.caller in places[column] and call.callee in places[column + 1]
    )
    hidden = tuple(len(every) - len(some) for every, some in zip(names, drawn, strict=True))
    heads = ("Two hops before", "Called by", "This service", "Calls", "Two hops after")
    return GraphView(
        columns=tuple(tuple(Node(id, _promise(context, id), _state(context, id)) for id in ids) for ids in drawn),
        edges=edges,
        hidden=hidden,
        all=tuple(zip(heads, names, strict=True)) if any(hidden) else (),
        sentence=f"{around.service} is called by {len(around.callers)} and calls {len(around.callees)} services",
    )


def _promise(context: Context, service: str) -> str:
    slo = strictest_availability(context, service)
    promise = f"SLO {plain(slo.model.target)}{PERCENT}" if slo is not None else "no availability SLO"
    worst = worst_budget(context, service)
    return promise if worst is None or worst.ruling is BudgetState.HEALTHY else f"{worst.ruling.value} · {promise}"


def _state(context: Context, service: str) -> str:
    budget = worst_budget(context, service)
    return budget.ruling.value if budget is not None else "unknown"


def _runs(experiments: Iterable[Document[Experiment]]) -> Iterator[Run]:
    for document in experiments:
        environment = document.model.environment or "staging"
        for run in document.model.runs:
            yield Run(environment, scheduled=document.model.scheduled_for is not None, automated=run.automated)


def _waivers_by_path(site: Site) -> Mapping[str, tuple[Document[Waiver], ...]]:
    """The waivers of each file. A path without a wildcard is looked up; only a glob is compared with every file."""
    found: defaultdict[str, list[Document[Waiver]]] = defaultdict(list)
    for waiver in site.corpus.of(Waiver):
        for glob in waiver.model.paths:
            if site.corpus.document_at(glob) is not None:
                found[glob].append(waiver)
            else:
                for document in site.corpus.documents:
                    if matches(document.path, glob):
                        found[document.path].append(waiver)
    return {path: tuple(waivers) for path, waivers in found.items()}


PAGE = Page(leaves=_leaves, kinds=frozenset({"service"}))
