"""The home page: the fleet at a glance, and the way to everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from steadybook.analysis.budgets import SloBudget
from steadybook.analysis.open_actions import OpenAction, open_actions
from steadybook.analysis.quality.score import Quality, quality_of_fleet
from steadybook.analysis.readiness.scorecard import scorecards
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.maturity_assessment.model import MaturityAssessment
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.document import Document
from steadybook.model.finding import Finding, Severity
from steadybook.pages.service_budgets import rank, worst_budget
from steadybook.pages.site import Leaf, Page, SearchRecord, Site
from steadybook.reports.maturity import SubjectMaturity, maturity_of
from steadybook.source.history import Commit
from steadybook.sre.error_budget import RANKED_STATES, BudgetState

TIERS = ("critical", "important", "standard", "experimental")
RECENT = timedelta(days=28)
MOST_SERVICES = 15
MOST_ASSESSED = 6
FEWEST_CHANGES, MOST_CHANGES = 4, 8
"""Of so many commits the page says what they changed: as many as have room beside the findings, below the actions."""
MOST_FINDINGS, MOST_OVERDUE = 8, 10
MOST_DOCUMENTS = 5
"""Of a commit, so many documents are named."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service, with what the fleet's table shows of it."""

    document: Document[Service]
    objectives: tuple[Document[Slo], ...]
    budget: SloBudget | None
    """Of its worst objective; None where it has none."""
    incidents: int
    worst: str


@dataclass(frozen=True, slots=True)
class Change:
    """A commit, with the first documents that it touched, how many more, and how many that are there no longer."""

    commit: Commit
    documents: tuple[Document[Any], ...]
    more: int
    removed: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the page shows."""

    headline: str
    happened: str
    """What happened and what is late, in one sentence."""
    states: Mapping[BudgetState, int]
    """How many services the budget of their worst objective puts into each state, the worst state first."""
    without: int
    """Services without an objective."""
    measured_to: datetime | None
    services: tuple[ServiceRow, ...]
    service_count: int
    team_count: int
    document_count: int
    tiers: tuple[tuple[str, int], ...]
    quality: Quality
    """Of the fleet."""
    levels: tuple[tuple[str, Mapping[str, int]], ...]
    """For each tier how many services in production reach each level; `below`: none of them."""
    maturity: tuple[SubjectMaturity, ...]
    """The lowest totals first."""
    incidents: tuple[Document[Incident], ...]
    overdue: tuple[tuple[OpenAction, int], ...]
    """The actions whose deadline has passed longest ago, with the days since."""
    overdue_count: int
    open_actions: int
    errors: int
    warnings: int
    worst_findings: tuple[tuple[Finding, Document[Any] | None], ...]
    changes: tuple[Change, ...]
    no_changes: str
    """Why there are none."""


def _leaves(site: Site) -> Iterator[Leaf]:
    view = _view(site)
    yield Leaf("", "Fleet", "sections/home/page.html.j2", view, search=SearchRecord("Fleet", "The fleet at a glance"))


def _view(site: Site) -> HomeView:
    corpus, context = site.corpus, site.context
    services = corpus.of(Service)
    since = context.as_of - RECENT
    incidents = sorted(
        (d for d in corpus.of(Incident) if since <= d.model.started_at <= context.as_of),
        key=lambda d: d.model.started_at,
        reverse=True,
    )
    actions = open_actions(context)
    late = [(action, action.days_overdue(context.today)) for action in actions]
    overdue = sorted(((action, days) for action, days in late if days), key=lambda pair: -pair[1])
    rows = sorted((_row(site, d, incidents) for d in services), key=_rank)
    counted = Counter(row.budget.ruling for row in rows if row.budget is not None)
    states = {state: counted[state] for state in RANKED_STATES}
    errors, warnings = site.count(Severity.ERROR), site.count(Severity.WARNING)
    loud = [f for f in site.findings if f.severity is not Severity.INFO]
    worst = sorted(loud, key=lambda f: (-f.severity.rank, f.path, f.span.line))[:MOST_FINDINGS]
    room = min(MOST_CHANGES, max(FEWEST_CHANGES, len(worst) + 1 - len(overdue)))
    return HomeView(
        headline=_headline(states, len(services)),
        happened=_happened(len(incidents), len(overdue), errors),
        states=states,
        without=sum(row.budget is None for row in rows),
        measured_to=max((row.budget.as_of for row in rows if row.budget and row.budget.as_of), default=None),
        services=tuple(rows[:MOST_SERVICES]),
        service_count=len(services),
        team_count=len(site.all_of("team")),
        document_count=len(corpus.documents),
        tiers=tuple((tier, sum(d.model.tier == tier for d in services)) for tier in TIERS),
        quality=quality_of_fleet(context, site.flagged),
        levels=tuple(_levels(site)),
        maturity=tuple(_maturity(site)),
        incidents=tuple(incidents),
        overdue=tuple(overdue[:MOST_OVERDUE]),
        overdue_count=len(overdue),
        open_actions=len(actions),
        errors=errors,
        warnings=warnings,
        worst_findings=tuple((f, corpus.document_at(f.path)) for f in worst),
        changes=tuple(_change(site, commit) for commit in site.history.commits[:room]),
        no_changes=site.history.reason,
    )


def _levels(site: Site) -> Iterator[tuple[str, Mapping[str, int]]]:
    cards = [c for c in scorecards(site.context, site.flagged) if c.required and c.service.model.in_production]
    for tier in TIERS:
        found = Counter(c.level.value if c.level else "below" for c in cards if c.service.model.tier == tier)
        if found:
            yield tier, {name: found[name] for name in ("gold", "silver", "bronze", "below")}


def _maturity(site: Site) -> list[SubjectMaturity]:
    assessed = sorted({document.model.subject for document in site.corpus.of(MaturityAssessment)})
    found = (maturity_of(site.context, subject, site.flagged) for subject in assessed)
    return sorted((m for m in found if m is not None), key=lambda m: (m.latest.total, m.id))[:MOST_ASSESSED]


def _change(site: Site, commit: Commit) -> Change:
    found = [site.corpus.document_at(path) for path in commit.paths]
    there = [document for document in found if document is not None]
    shown = tuple(there[:MOST_DOCUMENTS])
    return Change(commit, shown, len(there) - len(shown), len(found) - len(there))


def _row(site: Site, document: Document[Service], incidents: list[Document[Incident]]) -> ServiceRow:
    found = site.findings_by_path.get(document.path, ())
    count = sum(document.id in incident.model.services for incident in incidents)
    return ServiceRow(
        document,
        site.corpus.referrers("service", document.id, Slo),
        worst_budget(site.context, document.id),
        count,
        found[0].severity.value if found else "",
    )


def _rank(row: ServiceRow) -> tuple[tuple[int, bool, Decimal], int, int, str]:
    return rank(row.budget), TIERS.index(row.document.model.tier), -row.incidents, row.document.id


def _headline(states: Mapping[BudgetState, int], services: int) -> str:
    if not services:
        return "No service is in the catalogue yet"
    unknown = states[BudgetState.UNKNOWN]
    if unknown == sum(states.values()):
        return "No error budget is known: nothing is measured" if unknown else "No service has an objective yet"
    spent, close, low = (states[s] for s in (BudgetState.EXHAUSTED, BudgetState.CRITICAL, BudgetState.WARNING))
    parts = [f"{_count(spent, 'service')} {'is' if spent == 1 else 'are'} out of error budget"] if spent else []
    if close:
        parts.append(f"{_number(close)} {'is' if close == 1 else 'are'} close")
    if low and not parts:
        parts.append(f"{_number(low)} {'has' if low == 1 else 'have'} spent half of the error budget")
    if not parts:
        parts.append("no service is short of error budget")
    if unknown:
        parts.append(f"of {_number(unknown)} nothing is known")
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _happened(incidents: int, overdue: int, errors: int) -> str:
    parts = [
        _count(incidents, "incident") + " in four weeks",
        _count(overdue, "action") + " overdue",
    ]
    if errors:
        parts.append(_count(errors, "error") + " in the documents")
    return (", ".join(parts[:-1]) + " and " + parts[-1]).capitalize()


def _count(number: int, word: str) -> str:
    return f"{_number(number)} {word}{'' if number == 1 else 's'}"


def _number(number: int) -> str:
    return {0: "no", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(number, str(number))


PAGE = Page(leaves=_leaves)
