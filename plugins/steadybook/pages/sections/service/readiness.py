"""A service's readiness and quality, laid out: checks by category with their evidence, scores with their arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from steadybook.analysis.quality.score import Improvement, Quality, quality_of_service
from steadybook.analysis.readiness.proof import Outcome
from steadybook.analysis.readiness.scorecard import Result, Scorecard, scorecard
from steadybook.kinds.service.model import Service
from steadybook.model.document import Document
from steadybook.pages.site import Site
from steadybook.sre.readiness import CATEGORIES

MARKS = {
    Outcome.PASSED: "pass",
    Outcome.FAILED: "fail",
    Outcome.UNKNOWN: "todo",
    Outcome.NOT_APPLICABLE: "na",
}
"""How an outcome of a required check is drawn."""
WORDS = {
    Outcome.PASSED: "passes",
    Outcome.FAILED: "fails",
    Outcome.UNKNOWN: "not proven",
    Outcome.NOT_APPLICABLE: "does not apply",
}
MOST_IMPROVEMENTS = 5
"""Improvements that the page lists; `steadybook quality` lists all."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the review; `mark` is how it is drawn."""

    result: Result
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """The scorecard by category, and the quality score."""

    card: Scorecard
    categories: tuple[tuple[str, tuple[CheckRow, ...]], ...]
    quality: Quality
    improvements: tuple[Improvement, ...]


def readiness_of(site: Site, service: Document[Service]) -> ReadinessView:
    """The scorecard and the score of a service."""
    card = scorecard(site.context, service, site.flagged)
    rows = tuple(_row(result) for result in card.results)
    quality = quality_of_service(site.context, service, site.flagged)
    return ReadinessView(
        card=card,
        categories=tuple(
            (name, tuple(row for row in rows if row.result.check.category == name)) for name in CATEGORIES
        ),
        quality=quality,
        improvements=quality.improvements[:MOST_IMPROVEMENTS],
    )


def _row(result: Result) -> CheckRow:
    mark = MARKS[result.outcome]
    if not result.required and result.outcome is not Outcome.PASSED:
        mark = "na"  # nobody has to pass it: a gap there is none
    return CheckRow(result, mark, WORDS[result.outcome])
