"""The report on chaos engineering: levels, the library's coverage, gaps worth closing, game days with open items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.analysis.chaos_coverage import Coverage, coverages, fleet_level
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.game_day.model import GameDay
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns, count
from steadybook.sre.chaos import CATEGORIES, GAME_DAY, LIBRARY, Level, LibraryExperiment

MOST_SUGGESTIONS = 3
"""Suggestions for a service in the overview."""


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """An experiment of the library with those that carry it out."""

    entry: LibraryExperiment
    experiments: tuple[Document[Experiment], ...]


@dataclass(frozen=True, slots=True)
class GameDayRow:
    """A game day with the items of its checklists that are not ticked."""

    document: Document[GameDay]
    open: tuple[str, ...]
    is_over: bool
    """The day has passed: open items after it are findings."""


@dataclass(frozen=True, slots=True)
class ChaosView:
    """What the report shows."""

    coverages: tuple[Coverage, ...]
    level: Level
    library: tuple[LibraryRow, ...]
    game_days: tuple[GameDayRow, ...]
    """The latest first."""
    categories: tuple[str, ...] = tuple(CATEGORIES)

    @property
    def headline(self) -> str:
        """The fleet's level, and how many services stood nothing yet."""
        if not self.coverages:
            return "No service in production is written down."
        untouched = [c for c in self.coverages if not c.covered]
        level = f"Level {self.level.level} of 4 ({self.level.name.lower()})"
        if not untouched:
            return f"{level}; every service stood an experiment."
        return f"{level}; {count(len(untouched), 'service')} of {len(self.coverages)} stood no experiment yet."


def _view(basis: Basis) -> ChaosView:
    context = basis.context
    experiments = context.corpus.of(Experiment)
    return ChaosView(
        coverages=coverages(context),
        level=fleet_level(context),
        library=tuple(LibraryRow(e, tuple(d for d in experiments if d.model.library == e.id)) for e in LIBRARY),
        game_days=tuple(_game_days(context)),
    )


def _game_days(context: Context) -> Iterator[GameDayRow]:
    days = sorted(context.corpus.of(GameDay), key=lambda document: (document.model.date, document.id), reverse=True)
    for document in days:
        found = []
        for checklist in GAME_DAY:
            part = getattr(document.model.checklist, checklist.key)
            found += [f"{checklist.name}: {item.text}" for item in checklist.items if not getattr(part, item.key)]
        yield GameDayRow(document, tuple(found), document.model.date < context.today)


def _figures(view: ChaosView) -> Mapping[str, Any]:
    return {
        "level": view.level.level,
        "services": [
            {
                "service": c.service.id,
                "level": c.level.level,
                "covered": list(c.covered),
                "experiments": [document.id for document in c.experiments],
                "last_run": c.last_run,
                "next_run": c.next_run,
                "budget_allows": not c.guarded,
                "suggestions": [{"library": s.entry.id, "why": s.why} for s in c.suggestions],
            }
            for c in view.coverages
        ],
        "library": [
            {"id": row.entry.id, "category": row.entry.category, "experiments": [d.id for d in row.experiments]}
            for row in view.library
        ],
        "game_days": [{"game_day": row.document.id, "open_items": list(row.open)} for row in view.game_days],
    }


def _blocks(view: ChaosView) -> Iterator[Block]:
    yield Table(
        "Services",
        columns("Service", "#Level", "Stood", "Last run", "Next run", "Budget", "Experiments"),
        tuple(
            (
                Mention("service", c.service.id),
                c.level.level,
                ", ".join(c.covered) or "nothing yet",
                c.last_run,
                c.next_run,
                "too low" if c.guarded else "allows it",
                tuple(Mention("experiment", document.id) for document in c.experiments) or None,
            )
            for c in view.coverages
        ),
        "No service in production is written down.",
        f"The library's shelves: {', '.join(view.categories)}. No experiment runs on a budget in warning or worse.",
    )
    yield Table(
        "What to try next",
        columns("Service", "Experiment", "Why"),
        tuple(
            (Mention("service", c.service.id), suggestion.entry.id, suggestion.why)
            for c in view.coverages
            for suggestion in c.suggestions[:MOST_SUGGESTIONS]
        ),
        "Nothing of the library is missing." if view.coverages else "No service in production is written down.",
        "`steadybook new experiment --service SERVICE --from-library EXPERIMENT` writes a draft.",
    )
    yield Table(
        "The library",
        columns("Experiment", "What is done", "Carried out as"),
        tuple(
            (
                row.entry.id,
                row.entry.experiment,
                tuple(Mention("experiment", document.id) for document in row.experiments) or None,
            )
            for row in view.library
        ),
    )
    yield Table(
        "Game days",
        columns("Game day", "Date", "#Open items", "Which"),
        tuple(
            (Mention("game_day", row.document.id), row.document.model.date, len(row.open), "; ".join(row.open))
            for row in view.game_days
        ),
        "No game day is written down.",
    )


REPORT = Report(
    title="Chaos coverage",
    about="Which experiments each service has stood, how mature that is, and what to try next.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
