"""What the repository's evidence suggests for a maturity assessment; people decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from steadybook.analysis.quality.evidence import Case, Scope
from steadybook.analysis.quality.score import Counted, counted
from steadybook.kinds.maturity_assessment.model import MaturityAssessment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.maturity import DIMENSIONS, HIGHEST_SCORE, LOWEST_SCORE, Dimension
from steadybook.sre.quality import CRITERIA, TOIL, TOIL_CRITERIA
from steadybook.sre.quality import HIGHEST_SCORE as FULL

SAME_AS = {"slos": "slo_coverage"}
"""Dimensions of maturity that the quality score knows under another name."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A score from 1 to 5 for one dimension, with the evidence that it rests on."""

    dimension: Dimension
    score: int
    criteria: tuple[Counted, ...]

    @property
    def evidence(self) -> tuple[Document[Any], ...]:
        """The documents that count, each once."""
        found = (d for c in self.criteria for case in c.cases if case.counts for d in case.evidence)
        return tuple({document.path: document for document in found}.values())

    @property
    def missing(self) -> tuple[Case, ...]:
        """What would raise the score, the most valuable first."""
        found = [
            (criterion.criterion.points / len(criterion.cases), case)
            for criterion in self.criteria
            for case in criterion.cases
            if not case.counts
        ]
        return tuple(case for _, case in sorted(found, key=lambda entry: (-entry[0], entry[1].missing)))


def proposals(scope: Scope) -> tuple[Proposal, ...]:
    """A proposal for each of the eight dimensions.

    The evidence of a dimension is counted as for the quality score, 0 to 5; no evidence proposes 1, all of it 5, and
    what lies between is rounded down: nothing is granted.
    """
    return tuple(_proposal(scope, dimension) for dimension in DIMENSIONS)


def _proposal(scope: Scope, dimension: Dimension) -> Proposal:
    wanted = SAME_AS.get(dimension.id, dimension.id)
    criteria = TOIL_CRITERIA if wanted == TOIL else [c for c in CRITERIA if c.dimension == wanted]
    found = tuple(counted(scope, criterion) for criterion in criteria)
    return Proposal(dimension, proposed_score(criterion.score for criterion in found), found)


def proposed_score(scores: Iterable[Decimal]) -> int:
    """The score from 1 to 5 that criteria with these scores (0 to 5 together) propose."""
    share = sum(scores, Decimal(0)) / FULL
    return LOWEST_SCORE + int(((HIGHEST_SCORE - LOWEST_SCORE) * share).to_integral_value(ROUND_FLOOR))


def assessments_of(context: Context, subject: str) -> tuple[Document[MaturityAssessment], ...]:
    """The assessments of a service or team, the oldest first."""
    found = [d for d in context.corpus.of(MaturityAssessment) if d.model.subject == subject]
    return tuple(sorted(found, key=lambda document: (document.model.date, document.path)))
