"""The report on maturity: the assessments of services and teams, and what evidence would propose today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from steadybook.analysis.maturity_proposal import Proposal, assessments_of, proposals
from steadybook.analysis.quality.evidence import Case
from steadybook.analysis.quality.score import scope_of
from steadybook.kinds.maturity_assessment.model import MaturityAssessment
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.flagged import flagged_paths
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns, count
from steadybook.sre.maturity import BANDS, DIMENSIONS, Band, band_of
from steadybook.sre.numbers import plain

LEAST, MOST = BANDS[0].least, BANDS[-1].most
"""Between these lies every total."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment with its total and what that says."""

    document: Document[MaturityAssessment]
    scores: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """8 to 40."""
        return sum(self.scores.values(), Decimal(0))

    @property
    def band(self) -> Band:
        """The band of the total."""
        return band_of(int(self.total))


@dataclass(frozen=True, slots=True)
class SubjectMaturity:
    """All assessments of a service or team, and what evidence proposes now."""

    kind: str
    id: str
    history: tuple[Assessed, ...]
    """Oldest first; at least one."""
    proposals: tuple[Proposal, ...]
    """In order of the dimensions; empty for a subject without services."""

    @property
    def latest(self) -> Assessed:
        """The newest assessment."""
        return self.history[-1]

    @property
    def before(self) -> Assessed | None:
        """The one before it."""
        return self.history[-2] if self.history[1:] else None

    @property
    def proposed_total(self) -> int | None:
        """What evidence proposes in all."""
        return sum(proposal.score for proposal in self.proposals) if self.proposals else None

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands that a total lies in."""
        return BANDS

    @property
    def missing(self) -> tuple[tuple[Case, ...], ...]:
        """For each dimension what its evidence lacks, the most valuable first; empty for a subject without services."""
        return tuple(proposal.missing for proposal in self.proposals)

    @property
    def dates(self) -> tuple[str, ...]:
        """The days of the assessments."""
        return tuple(str(assessed.document.model.date) for assessed in self.history)

    @property
    def history_rows(self) -> tuple[tuple[str, str, str], ...]:
        """Day, total and band of each assessment."""
        return tuple(
            (day, plain(assessed.total), assessed.band.name)
            for day, assessed in zip(self.dates, self.history, strict=True)
        )

    @property
    def course(self) -> tuple[tuple[float, float], ...]:
        """The totals as points of a plot: percent of the time between the assessments, percent of the way to 40."""
        days = [assessed.document.model.date.toordinal() for assessed in self.history]
        span = max(days[-1] - days[0], 1)
        totals = [float(assessed.total - LEAST) * 100 / float(MOST - LEAST) for assessed in self.history]
        return tuple(((day - days[0]) * 100 / span, total) for day, total in zip(days, totals, strict=True))

    @property
    def rows(self) -> tuple[tuple[str, Decimal, Decimal | None, int | None], ...]:
        """Dimension, score, score before, and what evidence proposes."""
        proposed = {proposal.dimension.id: proposal.score for proposal in self.proposals}
        return tuple(
            (
                dimension.name,
                self.latest.scores[dimension.id],
                self.before.scores[dimension.id] if self.before is not None else None,
                proposed.get(dimension.id),
            )
            for dimension in DIMENSIONS
        )


@dataclass(frozen=True, slots=True)
class MaturityView:
    """What the report shows."""

    subjects: tuple[SubjectMaturity, ...]
    unassessed: tuple[str, ...]
    """Teams that nobody has assessed."""
    bands: tuple[Band, ...] = BANDS

    @property
    def headline(self) -> str:
        """The lowest total, and how many are assessed."""
        if not self.subjects:
            return "Nobody has assessed anything yet."
        lowest = min(self.subjects, key=lambda subject: subject.latest.total)
        total = plain(lowest.latest.total)
        return (
            f"{count(len(self.subjects), 'subject')} assessed; {lowest.id} is lowest with {total} of 40 "
            f"({lowest.latest.band.name})."
        )


def _view(basis: Basis) -> MaturityView:
    context = basis.context
    flagged = flagged_paths(basis.findings)
    assessed = sorted({document.model.subject for document in context.corpus.of(MaturityAssessment)})
    subjects = (maturity_of(context, id, flagged) for id in assessed)
    return MaturityView(
        tuple(subject for subject in subjects if subject is not None),
        tuple(team for team in context.corpus.ids("team") if team not in assessed),
    )


def maturity_of(context: Context, id: str, flagged: frozenset[str]) -> SubjectMaturity | None:
    """The maturity of a service or team; None where nobody has assessed it."""
    return context.memo(_subject, id, flagged)


def _subject(context: Context, id: str, flagged: frozenset[str]) -> SubjectMaturity | None:
    ordered = assessments_of(context, id)
    if not ordered:
        return None
    own = context.corpus.get(Service, id)
    services = [own] if own is not None else [d for d in context.corpus.of(Service) if d.model.owner_team == id]
    scope = scope_of(context, tuple(document.path for document in services), flagged)
    return SubjectMaturity(
        kind="service" if own is not None else "team",
        id=id,
        history=tuple(Assessed(d, dict(d.model.scores.by_dimension)) for d in ordered),
        proposals=proposals(scope) if services else (),
    )


def _figures(view: MaturityView) -> Mapping[str, Any]:
    return {
        "subjects": [
            {
                "subject": subject.id,
                "kind": subject.kind,
                "total": subject.latest.total,
                "band": subject.latest.band.name,
                "assessments": [
                    {
                        "document": assessed.document.path,
                        "date": assessed.document.model.date,
                        "total": assessed.total,
                        "scores": dict(assessed.scores),
                    }
                    for assessed in subject.history
                ],
                "proposed": {proposal.dimension.id: proposal.score for proposal in subject.proposals},
                "missing": {p.dimension.id: [case.missing for case in p.missing] for p in subject.proposals},
            }
            for subject in view.subjects
        ],
        "unassessed_teams": list(view.unassessed),
    }


def _blocks(view: MaturityView) -> Iterator[Block]:
    yield Table(
        "Totals",
        columns("Subject", "Assessed on", "#Total of 40", "Band", "#Before", "#Evidence proposes", "Where to begin"),
        tuple(
            (
                Mention(s.kind, s.id),
                s.latest.document.model.date,
                s.latest.total,
                s.latest.band.name,
                s.before.total if s.before is not None else None,
                s.proposed_total,
                s.latest.band.advice,
            )
            for s in view.subjects
        ),
        "Nobody has assessed anything yet: `steadybook assess TEAM` begins.",
    )
    for subject in view.subjects:
        yield Table(
            subject.id,
            columns("Dimension", "#Score", "#Before", "#Evidence proposes"),
            subject.rows,
            note="Scores are people's; evidence sees documents only.",
        )
    if view.unassessed:
        teams = tuple((Mention("team", team),) for team in view.unassessed)
        yield Table("Teams that nobody has assessed", columns("Team"), teams)


REPORT = Report(
    title="Maturity",
    about="How mature the practice of services and teams is, over time, and what evidence would propose.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    needs_findings=True,
)
