"""The page of a team: its services, how being on call is, its toil, its maturity, and all documents that it owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from steadybook.analysis.budgets import SloBudget, budgets_of
from steadybook.analysis.capacity_forecast import forecast_of
from steadybook.analysis.oncall_coverage import TeamCoverage, coverage_of
from steadybook.analysis.oncall_health import HealthFigure, health_of, shift_now
from steadybook.analysis.open_actions import OpenAction, open_actions
from steadybook.analysis.quality.score import Quality, quality_of_team
from steadybook.analysis.readiness.scorecard import Scorecard
from steadybook.analysis.shifts import shifts_of
from steadybook.analysis.toil_load import ToilLoad, share_of, toil_of_team, total_hours
from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.kinds.team.model import Team
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.scores import ScoreCourses, cards_of_team, courses_of_team
from steadybook.pages.search_records import record
from steadybook.pages.service_budgets import rank
from steadybook.pages.site import Leaf, Page, Site
from steadybook.reports.maturity import SubjectMaturity, maturity_of
from steadybook.reports.readiness import TeamCard, together
from steadybook.sre.numbers import rounded
from steadybook.sre.oncall import Band as HealthBand
from steadybook.sre.toil import TOIL_BUDGET

RECENT = timedelta(days=28)
RECENT_SHIFTS = 13
"""A quarter of weekly shifts."""
TIERS = ("critical", "important", "standard", "experimental")


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service of the team."""

    document: Document[Service]
    slos: tuple[Document[Slo], ...]
    incidents: int
    """In the last 28 days."""
    capacity: Document[CapacityModel] | None
    months: str
    """Months until its bottleneck crosses the scale-up threshold, in words."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its band; both empty where the shifts do not say."""

    text: str
    state: str


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift with its seven figures."""

    document: Document[OncallShift]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One of the seven figures over the listed shifts."""

    name: str
    unit: str
    cell: Cell
    healthy: str
    critical: str


@dataclass(frozen=True, slots=True)
class RotationView:
    """A rotation, who is on call in it, and how its last shifts were."""

    document: Document[OncallRotation]
    now: Document[OncallShift] | None
    summary: tuple[SummaryRow, ...]
    shifts: tuple[ShiftRow, ...]
    shift_count: int


@dataclass(frozen=True, slots=True)
class TeamView:
    """What the page shows."""

    document: Document[Team]
    services: tuple[ServiceRow, ...]
    budgets: tuple[SloBudget, ...]
    """Of all objectives of its services, the worst first."""
    rotations: tuple[RotationView, ...]
    coverage: TeamCoverage | None
    toil: tuple[ToilLoad, ...]
    toil_hours: str
    toil_share: str | None
    toil_over: bool
    quality: Quality
    cards: tuple[Scorecard, ...]
    """The readiness of its services in production, by id."""
    together: TeamCard
    """These taken together."""
    courses: ScoreCourses
    maturity: SubjectMaturity | None
    actions: tuple[tuple[OpenAction, int], ...]
    overdue: int
    owned: tuple[tuple[str, tuple[Document[Any], ...]], ...]
    """Documents that name the team, by the plural of their kind."""


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(Team):
        yield Leaf(
            url=address("team", document.id),
            title=document.title,
            template="sections/team/page.html.j2",
            view=_view(site, document),
            source=document.path,
            parent=section("team"),
            search=record(document),
        )


def _view(site: Site, document: Document[Team]) -> TeamView:
    context, corpus = site.context, site.corpus
    services = [d for d in corpus.referrers("team", document.id, Service) if d.model.owner_team == document.id]
    services.sort(key=lambda d: (TIERS.index(d.model.tier), d.id))
    rotations = [d for d in corpus.referrers("team", document.id, OncallRotation) if d.model.team == document.id]
    toil = toil_of_team(context, document.id)
    share = share_of(document.model, toil)
    cards = cards_of_team(site, document.id)
    together_now = together(document.id, cards)
    quality = quality_of_team(context, document, site.flagged)
    actions = tuple(_actions(context, document.id, frozenset(d.id for d in services)))
    owned: defaultdict[str, list[Document[Any]]] = defaultdict(list)
    for mention in site.mentions.get(("team", document.id), ()):
        if mention.kind is not None:
            owned[mention.kind.plural].append(mention)
    return TeamView(
        document=document,
        services=tuple(_service(context, d) for d in services),
        budgets=tuple(sorted((b for d in services for b in budgets_of(context, d.id)), key=rank)),
        rotations=tuple(_rotation(context, d) for d in rotations),
        coverage=coverage_of(context, document.id),
        toil=toil,
        toil_hours=rounded(total_hours(toil), 1),
        toil_share=rounded(share, 1) if share is not None else None,
        toil_over=share is not None and share > TOIL_BUDGET,
        quality=quality,
        cards=cards,
        together=together_now,
        courses=courses_of_team(site, together_now, quality),
        maturity=maturity_of(context, document.id, site.flagged),
        actions=actions,
        overdue=sum(1 for _, late in actions if late),
        owned=tuple((plural, tuple(documents)) for plural, documents in sorted(owned.items())),
    )


def _service(context: Context, document: Document[Service]) -> ServiceRow:
    corpus, id = context.corpus, document.id
    since = context.as_of - RECENT
    incidents = corpus.referrers("service", id, Incident)
    capacity = forecast_of(context, id)
    return ServiceRow(
        document,
        tuple(d for d in corpus.referrers("service", id, Slo) if d.model.service == id),
        sum(since <= d.model.started_at <= context.as_of for d in incidents),
        capacity.document if capacity is not None else None,
        _months(capacity.months) if capacity is not None else "",
    )


def _months(months: Decimal | None) -> str:
    if months is None:
        return "never"
    return "now" if months == 0 else rounded(months, 1) if months < 120 else "over 120"


def _rotation(context: Context, document: Document[OncallRotation]) -> RotationView:
    begun = [d for d in context.memo(shifts_of, document.id) if d.model.start <= context.as_of]
    recent = begun[-RECENT_SHIFTS:][::-1]
    return RotationView(
        document=document,
        now=shift_now(context, document.id),
        summary=tuple(_summary(health_of([d.model for d in recent]))),
        shifts=tuple(ShiftRow(d, tuple(map(_cell, health_of([d.model])))) for d in recent),
        shift_count=len(begun),
    )


def _summary(figures: Iterable[HealthFigure]) -> Iterator[SummaryRow]:
    for figure in figures:
        metric, texts = figure.metric, figure.metric.texts()
        yield SummaryRow(
            metric.name, metric.unit, _cell(figure, 2), texts[HealthBand.HEALTHY], texts[HealthBand.CRITICAL]
        )


def _cell(figure: HealthFigure, places: int = 1) -> Cell:
    if figure.value is None or figure.band is None:
        return Cell("", "")
    return Cell(rounded(figure.value, places), figure.band.value)


def _actions(context: Context, team: str, services: frozenset[str]) -> Iterator[tuple[OpenAction, int]]:
    """The open actions that the team owns, or that follow from what happened to its services."""
    for action in open_actions(context):
        if action.item.owner == team or services.intersection(action.services):
            yield action, action.days_overdue(context.today)


PAGE = Page(leaves=_leaves, kinds=frozenset({"team"}))
