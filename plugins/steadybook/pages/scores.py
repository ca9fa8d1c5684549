"""Readiness and quality as lists show them: a level and a number a service or team."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from steadybook.analysis.course import Course
from steadybook.analysis.quality.score import Quality, quality_of_service, quality_of_team
from steadybook.analysis.readiness.scorecard import Scorecard, scorecard
from steadybook.kinds.service.model import Service
from steadybook.model.document import Document
from steadybook.pages.site import Site
from steadybook.reports.quality import course_of as quality_course
from steadybook.reports.readiness import TeamCard, course_of_service, together
from steadybook.reports.readiness import course_of as readiness_course


@dataclass(frozen=True, slots=True)
class Scores:
    """Where a service, or the services of a team in production taken together, stand."""

    card: Scorecard | TeamCard
    quality: Decimal | None
    """0 to 100; None where there is nothing to score."""


@dataclass(frozen=True, slots=True)
class ScoreCourses:
    """Percent of the required checks that pass, and the quality score, over time; None where nobody wants to know."""

    readiness: Course | None
    quality: Course | None


def courses_of_service(site: Site, card: Scorecard, quality: Quality) -> ScoreCourses:
    """The courses of a service."""
    now = site.context.as_of
    return ScoreCourses(course_of_service(site.past, now, card), quality_course(site.past, now, quality))


def courses_of_team(site: Site, together: TeamCard, quality: Quality) -> ScoreCourses:
    """The courses of a team."""
    now = site.context.as_of
    return ScoreCourses(readiness_course(site.past, now, together), quality_course(site.past, now, quality))


def _of_service(site: Site, document: Document[Any]) -> Scores:
    card = scorecard(site.context, document, site.flagged)
    return Scores(card, quality_of_service(site.context, document, site.flagged).total)


def _of_team(site: Site, document: Document[Any]) -> Scores:
    quality = quality_of_team(site.context, document, site.flagged)
    return Scores(together(document.id, cards_of_team(site, document.id)), quality.total if quality.services else None)


def cards_of_team(site: Site, team: str) -> tuple[Scorecard, ...]:
    """The scorecards of a team's services in production that have to pass something, by id."""
    owned = sorted(site.corpus.referrers("team", team, Service), key=lambda document: document.id)
    cards = (scorecard(site.context, d, site.flagged) for d in owned if d.model.owner_team == team)
    return tuple(card for card in cards if card.required and card.service.model.in_production)


SCORED: Mapping[str, Callable[[Site, Document[Any]], Scores]] = {"service": _of_service, "team": _of_team}
"""The kinds whose documents have scores."""


def scores_of(site: Site, document: Document[Any]) -> Scores | None:
    """The scores of a document; None for kinds that have none, and for broken documents."""
    of = SCORED.get(document.facts.kind)
    return of(site, document) if of is not None and document.intact else None
