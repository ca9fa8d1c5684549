"""The home page: the fleet at a glance, and the way to everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from steadybook.analysis.open_actions import OpenAction, open_actions
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.document import Document
from steadybook.model.finding import Finding, Severity
from steadybook.pages.site import Leaf, Page, SearchRecord, Site
from steadybook.source.history import Commit

TIERS = ("critical", "important", "standard", "experimental")
RECENT = timedelta(days=28)
MOST_SERVICES = 15
MOST_DOCUMENTS = 5
"""Of a commit, so many documents are named."""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service, with what the fleet's table shows of it."""

    document: Document[Service]
    objectives: tuple[Document[Slo], ...]
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
    services: tuple[ServiceRow, ...]
    service_count: int
    team_count: int
    document_count: int
    tiers: tuple[tuple[str, int], ...]
    incidents: tuple[Document[Incident], ...]
    overdue: tuple[tuple[OpenAction, int], ...]
    """Actions whose deadline has passed, with the days since, the longest overdue first."""
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
    errors, warnings = site.count(Severity.ERROR), site.count(Severity.WARNING)
    loud = [f for f in site.findings if f.severity is not Severity.INFO]
    worst = sorted(loud, key=lambda f: (-f.severity.rank, f.path, f.span.line))[:8]
    return HomeView(
        headline=_headline(len(incidents), len(overdue), errors),
        services=tuple(rows[:MOST_SERVICES]),
        service_count=len(services),
        team_count=len(site.all_of("team")),
        document_count=len(corpus.documents),
        tiers=tuple((tier, sum(d.model.tier == tier for d in services)) for tier in TIERS),
        incidents=tuple(incidents),
        overdue=tuple(overdue),
        open_actions=len(actions),
        errors=errors,
        warnings=warnings,
        worst_findings=tuple((f, corpus.document_at(f.path)) for f in worst),
        changes=tuple(_change(site, commit) for commit in site.history.commits),
        no_changes=site.history.reason,
    )


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
        count,
        found[0].severity.value if found else "",
    )


def _rank(row: ServiceRow) -> tuple[int, int, str]:
    return TIERS.index(row.document.model.tier), -row.incidents, row.document.id


def _headline(incidents: int, overdue: int, errors: int) -> str:
    parts = [
        _count(incidents, "incident") + " in four weeks",
        _count(overdue, "action") + " overdue",
    ]
    if errors:
        parts.append(_count(errors, "error") + " in the documents")
    return (", ".join(parts[:-1]) + " and " + parts[-1]).capitalize()


def _count(number: int, word: str) -> str:
    written = {0: "no", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(number, str(number))
    return f"{written} {word}{'' if number == 1 else 's'}"


PAGE = Page(leaves=_leaves)
