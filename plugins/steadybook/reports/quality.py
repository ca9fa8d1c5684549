"""The report on quality: the score of the fleet, of teams and of services, and what would raise it most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from steadybook.analysis.course import Course, course, table_of
from steadybook.analysis.quality.score import (
    Counted,
    Improvement,
    Quality,
    quality_of_fleet,
    quality_of_service,
    quality_of_team,
)
from steadybook.analysis.standing import subject_of
from steadybook.kinds.service.model import Service
from steadybook.kinds.team.model import Team
from steadybook.model.flagged import flagged_paths
from steadybook.model.past import Past, Standing
from steadybook.model.report import Basis, Block, Mention, Report, Table, Value, columns
from steadybook.sre.numbers import rounded

MOST_IMPROVEMENTS = 20
"""Improvements that the report lists; the page of a service shows its own."""
MOST_SERVICES = 1000
"""Rows of a page that stays below a megabyte."""


@dataclass(frozen=True, slots=True)
class QualityView:
    """What the report shows."""

    fleet: Quality
    teams: tuple[Quality, ...]
    """By id."""
    services: tuple[Quality, ...]
    """The lowest score first."""
    course: Course | None = None
    """The fleet's score over time; None where nobody wants to know."""

    @property
    def shown(self) -> tuple[Quality, ...]:
        """The services that a page has room for."""
        return self.services[:MOST_SERVICES]

    @property
    def improvements(self) -> tuple[Improvement, ...]:
        """What would raise the fleet's score most."""
        return self.fleet.improvements[:MOST_IMPROVEMENTS]

    @property
    def headline(self) -> str:
        """The fleet's score, and the service with the least."""
        if not self.fleet.services:
            return "No service in production is scored."
        lowest = self.services[0]
        return (
            f"The fleet scores {rounded(self.fleet.total, 1)} of 100; "
            f"{lowest.name} has the least, {rounded(lowest.total, 1)}."
        )


def _view(basis: Basis) -> QualityView:
    context, flagged = basis.context, flagged_paths(basis.findings)
    fleet = quality_of_fleet(context, flagged)
    services = [quality_of_service(context, service, flagged) for service in fleet.services]
    teams = [quality_of_team(context, team, flagged) for team in context.corpus.of(Team)]
    return QualityView(
        fleet,
        tuple(sorted((team for team in teams if team.services), key=lambda quality: quality.name)),
        tuple(sorted(services, key=lambda quality: (quality.total, quality.name))),
        course_of(basis.past, context.as_of, fleet),
    )


def course_of(past: Past | None, now: datetime, present: Quality) -> Course | None:
    """The course of the score of a subject."""
    subject = subject_of(present)
    return course(past, now, lambda then: score_then(then, subject), present.total if present.services else None)


def score_then(standing: Standing, subject: tuple[str, str]) -> Decimal | None:
    """The score of a subject as it stood before; None where there was nothing to score."""
    found = standing.quality.get(subject)
    return found.total if found is not None else None


def quality_of(basis: Basis, name: str) -> Quality | None:
    """The quality of the service, else of the team, of this id; None where there is neither."""
    context, flagged = basis.context, flagged_paths(basis.findings)
    service = context.corpus.get(Service, name)
    if service is not None:
        return quality_of_service(context, service, flagged)
    team = context.corpus.get(Team, name)
    return quality_of_team(context, team, flagged) if team is not None else None


def quality_figures(quality: Quality) -> Mapping[str, Any]:
    """A score with its arithmetic, as programs read it."""
    return {
        "subject": quality.name,
        "score": quality.total,
        "dimensions": [
            {
                "id": scored.dimension.id,
                "weight": scored.dimension.weight,
                "score": scored.score,
                "points": scored.points,
                "evidence": [_criterion(counted) for counted in scored.criteria],
            }
            for scored in quality.dimensions
        ],
        "improvements": [
            {
                "gain": improvement.gain,
                "dimension": improvement.dimension.id,
                "criterion": improvement.criterion.id,
                "document": improvement.case.subject.path,
                "what": improvement.case.missing,
            }
            for improvement in quality.improvements
        ],
    }


def _criterion(counted: Counted) -> Mapping[str, Any]:
    return {
        "criterion": counted.criterion.id,
        "text": counted.criterion.text,
        "points": counted.criterion.points,
        "met": counted.met,
        "cases": len(counted.cases),
        "score": counted.score,
        "reason": counted.reason or None,
        "documents": sorted({d.path for case in counted.cases if case.counts for d in case.evidence}),
    }


def _figures(view: QualityView) -> Mapping[str, Any]:
    return {
        "fleet": quality_figures(view.fleet),
        "teams": [quality_figures(quality) for quality in view.teams],
        "services": [quality_figures(quality) for quality in view.services],
        **({"history": view.course.figures} if view.course is not None else {}),
    }


def arithmetic(quality: Quality) -> Iterator[Block]:
    """The arithmetic of one score, and the cheapest improvements."""
    rows = [
        (
            "" if index else scored.dimension.name,
            counted.criterion.text,
            f"{counted.met} of {len(counted.cases)}" if counted.cases else "no data",
            rounded(counted.criterion.points, 2),
            rounded(counted.score, 2),
            "" if index else f"{rounded(scored.points, 1)} of {scored.dimension.weight}",
        )
        for scored in quality.dimensions
        for index, counted in enumerate(scored.criteria)
    ]
    yield Table(
        f"{quality.name}: {rounded(quality.total, 1)} of 100",
        columns("Dimension", "What is counted", "#Have it", "#Of 5", "#Score", "#Points"),
        tuple(rows),
        note="Points: the sum of a dimension's scores (0 to 5) × its weight ÷ 5.",
    )
    yield improvements_of(quality)


def improvements_of(quality: Quality) -> Table:
    """The cheapest improvements of one score."""
    return Table(
        "What would raise it most",
        columns("#Points", "What to do", "Dimension"),
        tuple(
            (f"+{rounded(each.gain, 2)}", each.case.missing, each.dimension.name)
            for each in quality.improvements[:MOST_IMPROVEMENTS]
        ),
        "Nothing is missing.",
    )


def _row(quality: Quality) -> tuple[Value, ...]:
    weakest = min(quality.dimensions, key=lambda scored: scored.score)
    best = quality.improvements[:1]
    return (
        Mention(quality.subject.facts.kind, quality.name) if quality.subject is not None else "fleet",
        rounded(quality.total, 1),
        weakest.dimension.name,
        rounded(weakest.score, 1),
        f"+{rounded(best[0].gain, 1)} {best[0].case.missing}" if best else None,
    )


def _blocks(view: QualityView) -> Iterator[Block]:
    yield Table(
        "Scores",
        columns("", "#Score", "Weakest", "#There, of 5", "What would raise it most"),
        tuple(_row(quality) for quality in (view.fleet, *view.teams, *view.services)),
    )
    yield from arithmetic(view.fleet)
    if view.course is not None:
        yield table_of(view.course, "Over time", "Score of the fleet")


REPORT = Report(
    title="Quality score",
    about="How good reliability work is, from 0 to 100: the arithmetic, and what would raise it most.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    needs_findings=True,
    wide=True,
)
