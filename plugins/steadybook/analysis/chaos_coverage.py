"""How far chaos engineering reaches: which experiments each service has stood, its level, and what to try next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from steadybook.analysis.budgets import budgets_of
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.chaos import CATEGORIES, LIBRARY, Level, LibraryExperiment, Run, level_of
from steadybook.sre.error_budget import BudgetState

HEALTHY_ENOUGH = frozenset({BudgetState.HEALTHY, BudgetState.UNKNOWN})
"""States in which the budget guard lets an experiment run; unknown only because nobody can tell."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An experiment that is missing, and why it matters to this service."""

    entry: LibraryExperiment
    why: str
    documents: tuple[str, ...] = ()
    """Ids of the services behind it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One service's experiments."""

    service: Document[Service]
    experiments: tuple[Document[Experiment], ...]
    level: Level
    last_run: date | None
    next_run: date | None
    guarded: bool
    """The error budget is in warning or worse: no experiment may run now."""
    suggestions: tuple[Suggestion, ...]
    """What to try next, the most important first."""

    def of_category(self, category: str) -> tuple[Document[Experiment], ...]:
        """The experiments of one shelf of the library that were carried out."""
        return tuple(d for d in self.experiments if d.model.runs and category_of(d.model) == category)

    @property
    def covered(self) -> tuple[str, ...]:
        """The shelves of the library with an experiment that was carried out."""
        return tuple(category for category in CATEGORIES if self.of_category(category))


def category_of(experiment: Experiment) -> str:
    """The shelf of the library: as written, else that of its library entry, else its fault type."""
    if experiment.category is not None:
        return experiment.category
    entry = next((entry for entry in LIBRARY if entry.id == experiment.library), None)
    return entry.category if entry is not None else experiment.method.fault_type


def coverage_of(context: Context, service: Document[Service]) -> Coverage:
    """The experiments of a service."""
    return context.memo(_coverage, service.path)


def coverages(context: Context) -> tuple[Coverage, ...]:
    """Those of all services in production, the least covered of the highest tier first; experimental ones left out."""
    tiers = ("critical", "important", "standard")
    found = [d for d in context.corpus.of(Service) if d.model.in_production and d.model.tier in tiers]
    every = [coverage_of(context, service) for service in found]
    return tuple(
        sorted(every, key=lambda c: (tiers.index(c.service.model.tier), len(c.covered), c.level.level, c.service.id))
    )


def fleet_level(context: Context) -> Level:
    """The level that all experiments together prove."""
    return level_of(run for document in context.corpus.of(Experiment) for run in _runs(document.model))


def _runs(experiment: Experiment) -> Iterator[Run]:
    for run in experiment.runs:
        scheduled = experiment.scheduled_for is not None or len(experiment.runs) > 1
        yield Run(experiment.environment or "staging", scheduled=scheduled, automated=run.automated)


def _coverage(context: Context, path: str) -> Coverage:
    service: Document[Service] | None = context.corpus.document_at(path)
    assert service is not None
    named = context.corpus.referrers("service", service.id, Experiment)
    experiments = tuple(d for d in named if d.model.service == service.id)
    today = context.today
    planned = [d.model.scheduled_for for d in experiments if d.model.scheduled_for and d.model.scheduled_for >= today]
    worst = budgets_of(context, service.id)[:1]
    return Coverage(
        service=service,
        experiments=experiments,
        level=level_of(run for document in experiments for run in _runs(document.model)),
        last_run=max((run.date for d in experiments for run in d.model.runs), default=None),
        next_run=min(planned, default=None),
        guarded=bool(worst) and worst[0].ruling not in HEALTHY_ENOUGH,
        suggestions=tuple(_suggestions(service.model, [d.model for d in experiments])),
    )


def _suggestions(service: Service, experiments: list[Experiment]) -> Iterator[Suggestion]:
    """From dependencies first, then from failure modes, then the shelves that nobody has touched."""
    library = {entry.id: entry for entry in LIBRARY}
    tried = " ".join(f"{e.name} {e.method.target} {e.hypothesis}".lower() for e in experiments)
    done = {e.library for e in experiments}
    offered: set[str] = set()
    untried = tuple(id for id in service.hard_upstream if id.lower() not in tried)
    if untried and "packet-loss" not in done:
        offered.add("packet-loss")
        names = ", ".join(untried)
        yield Suggestion(library["packet-loss"], f"it cannot do without {names}, and that was never tried", untried)
    for entry, words in MODE_WORDS:
        mode = next((m.name for m in service.failure_modes if any(word in m.name.lower() for word in words)), None)
        if mode is not None and entry not in done | offered and not any(word in tried for word in words):
            offered.add(entry)
            yield Suggestion(library[entry], f"\u201c{mode}\u201d is a known way to fail, and was never rehearsed")
    covered = {category_of(e) for e in experiments}
    for category, name in CATEGORIES.items():
        if category not in covered and not any(library[id].category == category for id in offered):
            first = next(entry for entry in LIBRARY if entry.category == category)
            yield Suggestion(first, f"nothing of this shelf was tried: {name[:1].lower()}{name[1:]}")


MODE_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cache-gone", ("cache", "redis")),
    ("slow-database", ("database", "connection pool", "connections")),
    ("external-api-cut", ("provider", "outside", "external", "third part")),
    ("cpu-stress", ("cpu", "throttled", "saturat")),
    ("disk-full", ("disk", "storage full", "volume")),
    ("name-resolution", ("dns", "name resol")),
    ("pod-kill", ("crash", "restart", "out of memory", "oom")),
    ("traffic-spike", ("spike", "campaign", "traffic", "overload")),
    ("clock-skew", ("clock", "certificate", "expire")),
)
"""Words of a failure mode that an experiment of the library rehearses."""
