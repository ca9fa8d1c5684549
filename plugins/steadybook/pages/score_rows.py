"""Scores as rows of text, made here once: the page of every service shows them, and templates are slow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from steadybook.analysis.quality.score import Quality, Scored
from steadybook.analysis.readiness.proof import Outcome
from steadybook.analysis.readiness.scorecard import Result
from steadybook.model.document import Document
from steadybook.sre.numbers import plain

MOST_DOCUMENTS = 6
WORDS = {
    Outcome.PASSED: "passes",
    Outcome.FAILED: "fails",
    Outcome.UNKNOWN: "not proven",
    Outcome.NOT_APPLICABLE: "does not apply",
}
"""What an outcome of a check is called."""


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A dimension of the quality score; numbers are texts as they are shown."""

    name: str
    score: str
    points: str
    weight: str
    counted: str
    """What was counted, and how many of it there are."""
    documents: tuple[Document[Any], ...]
    """The first documents that count."""
    more: bool
    """There are others."""


def dimension_rows(quality: Quality) -> tuple[DimensionRow, ...]:
    """The dimensions of a score, in their order."""
    return tuple(_row(scored) for scored in quality.dimensions)


def _row(scored: Scored) -> DimensionRow:
    first = list(islice(_documents(scored), MOST_DOCUMENTS + 1))
    counted = "; ".join(
        f"{c.criterion.text}: {f'{c.met} of {len(c.cases)}' if c.cases else 'no data'}" for c in scored.criteria
    )
    return DimensionRow(
        name=scored.dimension.name,
        score=f"{scored.score:.2f}",
        points=f"{scored.points:.1f}",
        weight=plain(scored.dimension.weight),
        counted=counted,
        documents=tuple(first[:MOST_DOCUMENTS]),
        more=len(first) > MOST_DOCUMENTS,
    )


def _documents(scored: Scored) -> Iterator[Document[Any]]:
    """The documents behind what counts, each once."""
    seen: set[str] = set()
    found: Iterable[Document[Any]] = (
        document for c in scored.criteria for case in c.cases if case.counts for document in case.evidence
    )
    for document in found:
        if document.path not in seen:
            seen.add(document.path)
            yield document


def check_mark(result: Result) -> str:
    """How a check is drawn: pass, fail, todo or na. What nobody has to pass is no gap."""
    if result.outcome is Outcome.PASSED:
        return "pass"
    if not result.counts:
        return "na"
    return "fail" if result.outcome is Outcome.FAILED else "todo"


def check_word(result: Result) -> str:
    """What became of a check, in a word or two."""
    return WORDS[result.outcome]
