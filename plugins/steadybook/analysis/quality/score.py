"""The score: criteria into dimensions into 0 to 100, and the improvements that would raise it most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Final

from steadybook.analysis.quality import objectives, practice, response
from steadybook.analysis.quality.evidence import Case, Measure, Scope
from steadybook.kinds.service.model import Service
from steadybook.kinds.team.model import Team
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.quality import CRITERIA, DIMENSIONS, TOIL_CRITERIA, Criterion, Dimension, points

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        criterion.id: getattr(module, name)
        for criterion in (*CRITERIA, *TOIL_CRITERIA)
        for module in (objectives, practice, response)
        if hasattr(module, name := criterion.id.replace("-", "_"))
    }
)
"""What counts the cases of each criterion: the function of the same name."""


@dataclass(frozen=True)
class Counted:
    """A criterion with its cases."""

    criterion: Criterion
    cases: tuple[Case, ...]

    @cached_property
    def met(self) -> int:
        """How many cases have what is asked for."""
        return sum(case.counts for case in self.cases)

    @cached_property
    def score(self) -> Decimal:
        """The criterion's part of the dimension's score; 0 without cases."""
        if not self.cases:
            return Decimal(0)
        return self.criterion.points * self.met / len(self.cases)

    @property
    def reason(self) -> str:
        """Why there is no data; empty where there is."""
        text = self.criterion.text
        return "" if self.cases else f"no data: there is nothing to count ({text[:1].lower()}{text[1:]})"


@dataclass(frozen=True, slots=True)
class Improvement:
    """Something to do, and the points of the hundred that it brings."""

    dimension: Dimension
    criterion: Criterion
    case: Case
    gain: Decimal


@dataclass(frozen=True)
class Scored:
    """A dimension with its score from 0 to 5."""

    dimension: Dimension
    criteria: tuple[Counted, ...]

    @cached_property
    def score(self) -> Decimal:
        """The sum of the criteria, 0 to 5."""
        return sum((counted.score for counted in self.criteria), Decimal(0))

    @cached_property
    def points(self) -> Decimal:
        """What it brings of the hundred."""
        return points(self.dimension.id, self.score)


@dataclass(frozen=True)
class Quality:
    """The score of a subject."""

    subject: Document[Service] | Document[Team] | None
    """The service or team; None for the fleet."""
    services: tuple[Document[Service], ...]
    dimensions: tuple[Scored, ...]

    @property
    def name(self) -> str:
        """The subject's id; `fleet` for all services together."""
        return self.subject.id if self.subject is not None else "fleet"

    @cached_property
    def total(self) -> Decimal:
        """0 to 100."""
        return sum((scored.points for scored in self.dimensions), Decimal(0))

    @cached_property
    def improvements(self) -> tuple[Improvement, ...]:
        """What to do next, the greatest gain first; each once."""
        found = []
        for scored in self.dimensions:
            for counted in scored.criteria:
                lacking = [case for case in counted.cases if not case.counts]
                if lacking:
                    gain = points(scored.dimension.id, counted.criterion.points) / len(counted.cases)
                    found += [Improvement(scored.dimension, counted.criterion, case, gain) for case in lacking]
        return tuple(sorted(found, key=lambda each: (-each.gain, each.case.missing)))


def quality_of_service(context: Context, service: Document[Service], flagged: frozenset[str]) -> Quality:
    """The score of one service, whatever its lifecycle."""
    return context.memo(_of_paths, (service.path,), service.path, flagged)


def quality_of_team(context: Context, team: Document[Team], flagged: frozenset[str]) -> Quality:
    """The score of the services in production that a team owns, without experimental ones."""
    paths = context.memo(_paths_by_team).get(team.id, ())
    return context.memo(_of_paths, paths, team.path, flagged)


def quality_of_fleet(context: Context, flagged: frozenset[str]) -> Quality:
    """The score of all services in production, without experimental ones."""
    return context.memo(_of_paths, tuple(d.path for d in _scored(context)), "", flagged)


def _scored(context: Context) -> Iterator[Document[Service]]:
    return (d for d in context.corpus.of(Service) if d.model.in_production and d.model.tier != "experimental")


def _paths_by_team(context: Context) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for document in _scored(context):
        found[document.model.owner_team].append(document.path)
    return {team: tuple(paths) for team, paths in found.items()}


def scope_of(context: Context, paths: tuple[str, ...], flagged: frozenset[str]) -> Scope:
    """The services at these paths as a scope."""
    services = tuple(document for path in paths if (document := context.corpus.document_at(path)) is not None)
    return Scope(context, services, flagged)


def _of_paths(context: Context, paths: tuple[str, ...], subject: str, flagged: frozenset[str]) -> Quality:
    scope = scope_of(context, paths, flagged)
    return Quality(
        subject=context.corpus.document_at(subject) if subject else None,
        services=scope.services,
        dimensions=tuple(
            Scored(dimension, tuple(counted(scope, c) for c in CRITERIA if c.dimension == dimension.id))
            for dimension in DIMENSIONS
        ),
    )


def counted(scope: Scope, criterion: Criterion) -> Counted:
    """A criterion with its cases in a scope."""
    cases: Iterable[Case] = MEASURES[criterion.id](scope)
    return Counted(criterion, tuple(cases))
