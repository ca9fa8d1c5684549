"""What a criterion counts: cases that have what is asked for, and cases that lack it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from steadybook.analysis.readiness.proof import Outcome
from steadybook.analysis.readiness.scorecard import Result, Scorecard, scorecard
from steadybook.kinds.service.model import Service
from steadybook.kinds.team.model import Team
from steadybook.model.context import Context
from steadybook.model.document import Document

T = TypeVar("T")
ByService = Mapping[str, tuple[tuple[int, T], ...]]
"""What concerns each service, by its id, with its place among all: so no score looks through the whole repository."""
YEAR = timedelta(days=365)
QUARTER = timedelta(days=92)
"""The longest quarter, so that what is done every quarter always counts."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that is asked about. `missing` says what would make it count, and names the document."""

    subject: Document[Any]
    counts: bool
    missing: str = ""
    evidence: tuple[Document[Any], ...] = ()


@dataclass(frozen=True)
class Scope:
    """What is scored: the services in production of somebody, with their teams."""

    context: Context
    services: tuple[Document[Service], ...]
    flagged: frozenset[str]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the services."""
        return frozenset(service.id for service in self.services)

    @cached_property
    def teams(self) -> tuple[Document[Team], ...]:
        """The teams that own the services, by id."""
        owners = sorted({service.model.owner_team for service in self.services})
        found = (self.context.corpus.get(Team, owner) for owner in owners)
        return tuple(team for team in found if team is not None)

    @cached_property
    def cards(self) -> tuple[Scorecard, ...]:
        """The readiness of each service."""
        return tuple(scorecard(self.context, service, self.flagged) for service in self.services)

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self.context.today

    def within(self, day: date, span: timedelta) -> bool:
        """Whether a day lies in the span of time that ends today."""
        return self.today - span <= day <= self.today


def by_service(found: Iterable[tuple[T, Iterable[str]]]) -> ByService[T]:
    """An index of things, each with the ids of the services that it concerns."""
    index: defaultdict[str, list[tuple[int, T]]] = defaultdict(list)
    for place, (thing, services) in enumerate(found):
        for service in dict.fromkeys(services):
            index[service].append((place, thing))
    return {service: tuple(things) for service, things in index.items()}


def concerning(index: ByService[T], services: Iterable[str]) -> Iterator[T]:
    """What concerns any of these services, each once and in its order."""
    found = dict(entry for service in services for entry in index.get(service, ()))
    return (found[place] for place in sorted(found))


Measure = Callable[[Scope], Iterable[Case]]


def by_checks(scope: Scope, *ids: str) -> Iterable[Case]:
    """A case for each service: all of these readiness checks pass, or do not apply."""
    for card in scope.cards:
        results = [card.by_check[id] for id in ids]
        open_ones = [r for r in results if r.outcome not in (Outcome.PASSED, Outcome.NOT_APPLICABLE)]
        reason = "; ".join(f"{result.check.id}: {result.reason}" for result in open_ones)
        yield Case(card.service, not open_ones, reason, documents_of(results))


def documents_of(results: Iterable[Result]) -> tuple[Document[Any], ...]:
    """The documents behind some checks, each once."""
    found = (e.document for result in results for e in result.evidence if e.document is not None)
    return tuple({document.path: document for document in found}.values())
