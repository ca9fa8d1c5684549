"""The report on production readiness: every service's scorecard, and what is missed most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

from steadybook.analysis.course import Course, course, table_of
from steadybook.analysis.readiness.proof import Outcome
from steadybook.analysis.readiness.scorecard import Result, Scorecard, scorecards
from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.model.flagged import flagged_paths
from steadybook.model.past import Past, ServiceThen, Standing
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns, count
from steadybook.sre.numbers import rounded
from steadybook.sre.readiness import CATEGORIES, CHECKS, TIERS, Check, Level, level_of, share_passed

MOST_SERVICES = 1000
MOST_DRAWN = 200
MOST_LINKED = 50
MOST_GAPS = 300
"""Rows and marks of a page that stays below a megabyte."""


@dataclass(frozen=True, slots=True)
class TeamCard:
    """The services in production of a team, or of the whole fleet (no team), taken together."""

    team: str | None
    services: int
    ready: int
    passed: int
    required: int

    @property
    def share(self) -> Decimal | None:
        """Percent of all required checks that pass; None where nothing is required."""
        return share_passed(self.passed, self.required)

    @property
    def level(self) -> Level | None:
        """The level that the share reaches."""
        return level_of(self.share) if self.share is not None else None


@dataclass(frozen=True, slots=True)
class MissedCheck:
    """A check with the services in production that miss it."""

    check: Check
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """What the report shows."""

    cards: tuple[Scorecard, ...]
    """All services: those of the highest tier first, of these the least ready."""
    teams: tuple[TeamCard, ...]
    fleet: TeamCard
    missed: tuple[MissedCheck, ...]
    """The checks that services in production miss, the one that most miss first."""
    reviews: int = 0
    """Readiness reviews that are written."""
    course: Course | None = None
    """Percent of the fleet's required checks that pass, over time; None where nobody wants to know."""
    categories: tuple[str, ...] = CATEGORIES
    tiers: tuple[str, ...] = TIERS

    @property
    def shown(self) -> tuple[Scorecard, ...]:
        """The services that a page has room for."""
        return self.cards[:MOST_SERVICES]

    @property
    def draws_marks(self) -> bool:
        """There are so few services that a page can draw each check of each."""
        return len(self.cards) <= MOST_DRAWN

    @property
    def links_marks(self) -> bool:
        """There are so few services that each mark can lead to what is behind it."""
        return len(self.cards) <= MOST_LINKED

    @property
    def gap_count(self) -> int:
        """Required checks that services in production miss."""
        return sum(len(missed.services) for missed in self.missed)

    @property
    def gaps(self) -> tuple[tuple[Scorecard, Result], ...]:
        """These, in the order of the services, as far as a page has room."""
        asked = (card for card in self.cards if card.service.model.in_production)
        return tuple(islice(((card, result) for card in asked for result in card.missed), MOST_GAPS))

    @property
    def headline(self) -> str:
        """How many services are ready."""
        if not self.cards:
            return "No service is written down."
        if not self.fleet.services:
            return "No service in production has to pass a check."
        ready = f"{self.fleet.ready} of {count(self.fleet.services, 'service')} in production pass every required check"
        if not self.missed:
            return f"{ready}."
        worst = self.missed[0]
        return f"{ready}; {worst.check.id} is missed most, by {count(len(worst.services), 'service')}."


def _view(basis: Basis) -> ReadinessView:
    cards = scorecards(basis.context, flagged_paths(basis.findings))
    ordered = sorted(cards, key=lambda card: (TIERS.index(card.service.model.tier), card.share or 0, card.service.id))
    asked = [card for card in ordered if card.service.model.in_production and card.required]
    teams: defaultdict[str, list[Scorecard]] = defaultdict(list)
    for card in asked:
        teams[card.service.model.owner_team].append(card)
    missing = Counter(result.check.id for card in asked for result in card.missed)
    missed = [
        MissedCheck(check, tuple(c.service.id for c in asked if any(r.check is check for r in c.missed)))
        for check in CHECKS
        if missing[check.id]
    ]
    return ReadinessView(
        cards=tuple(ordered),
        teams=tuple(together(team, teams[team]) for team in sorted(teams)),
        fleet=together(None, asked),
        missed=tuple(sorted(missed, key=lambda each: -len(each.services))),
        reviews=len(basis.context.corpus.of(ReadinessReview)),
        course=course_of(basis.past, basis.context.as_of, together(None, asked)),
    )


def course_of(past: Past | None, now: datetime, present: TeamCard) -> Course | None:
    """The course of the share of required checks that pass, of a team or of the fleet."""
    return course(past, now, lambda standing: together_then(standing, present.team).share, present.share)


def together_then(standing: Standing, team: str | None) -> TeamCard:
    """The services in production of a team, or of the whole fleet (None), as they stood before."""
    asked = [s for s in standing.services.values() if s.in_production and s.required and team in (None, s.team)]
    return together(team, asked)


def course_of_service(past: Past | None, now: datetime, card: Scorecard) -> Course | None:
    """The course of the share of required checks that a service passes."""
    id = card.service.id
    return course(past, now, lambda standing: _share_then(standing.services.get(id)), card.share)


def _share_then(service: ServiceThen | None) -> Decimal | None:
    return share_passed(service.passed, service.required) if service is not None else None


class Counted(Protocol):
    """A scorecard, of now or as it is remembered."""

    @property
    def is_ready(self) -> bool:
        """Nothing required is missing."""

    @property
    def passed(self) -> int:
        """How many of the required checks pass."""

    @property
    def required(self) -> int:
        """How many checks are required and apply."""


def together(team: str | None, cards: Sequence[Counted]) -> TeamCard:
    """Several scorecards as one."""
    return TeamCard(
        team,
        len(cards),
        sum(card.is_ready for card in cards),
        sum(card.passed for card in cards),
        sum(card.required for card in cards),
    )


def service_figures(card: Scorecard) -> Mapping[str, Any]:
    """A scorecard as programs read it."""
    return {
        "service": card.service.id,
        "tier": card.service.model.tier,
        "lifecycle": card.service.model.lifecycle,
        "level": card.level,
        "required": card.required,
        "passed": card.passed,
        "checks": [check_figures(result) for result in card.results],
    }


def check_figures(result: Result) -> Mapping[str, Any]:
    """One check as programs read it."""
    return {
        "id": result.check.id,
        "status": result.outcome,
        "required": result.required,
        "source": result.origin,
        "evidence": _addresses(result),
        "reason": result.reason or None,
    }


def _addresses(result: Result) -> list[str]:
    """The paths and addresses of the evidence, each once."""
    return list(dict.fromkeys(e.document.path if e.document is not None else e.text for e in result.evidence))


def _figures(view: ReadinessView) -> Mapping[str, Any]:
    history = {"history": view.course.figures} if view.course is not None else {}
    return {"services": [service_figures(card) for card in view.cards], **history}


def _blocks(view: ReadinessView) -> Iterator[Block]:
    yield Table(
        "Services",
        columns("Service", "Tier", "Lifecycle", "Level", "#Passed", "#Required", "Missing"),
        tuple(
            (
                Mention("service", card.service.id),
                card.service.model.tier,
                card.service.model.lifecycle,
                card.level.value if card.level else None,
                card.passed,
                card.required,
                ", ".join(result.check.id for result in card.missed),
            )
            for card in view.cards
        ),
        "No service is written down: each is a file in catalog/services/.",
    )
    yield Table(
        "Teams",
        columns("Team", "#Services", "#Ready", "#Checks passed, %", "Level"),
        tuple(
            (
                Mention("team", team.team) if team.team else "all",
                team.services,
                team.ready,
                None if team.share is None else rounded(team.share, 1),
                team.level.value if team.level else None,
            )
            for team in (*view.teams, view.fleet)
        ),
    )
    if view.course is not None:
        yield table_of(view.course, "Over time", "Checks passed, %")


def checklist(card: Scorecard) -> Table:
    """The whole checklist of one service."""
    return Table(
        f"{card.service.id}: {card.passed} of {card.required} required checks pass",
        columns("", "Check", "Required", "Source", "Evidence, or what is missing"),
        tuple(
            (
                MARKS[result.outcome],
                result.check.id,
                "yes" if result.required else "",
                result.origin.value if result.origin != "none" else "",
                result.reason or ", ".join(_addresses(result)),
            )
            for result in card.results
        ),
    )


MARKS: Mapping[Outcome, str] = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗",
    Outcome.NOT_APPLICABLE: "n/a",
    Outcome.UNKNOWN: "?",
}
"""How an outcome is marked where there is room for a sign only."""


REPORT = Report(
    title="Production readiness",
    about="Which services pass the production readiness review, and what is missing where.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    needs_findings=True,
)
