"""What people attest about a service's readiness for production, check by check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.freshness import ATTESTATION_LIMIT, is_stale
from steadybook.sre.readiness import CATEGORIES, CHECKS, Check, Status, required

MARKS = {Status.PASSED: "pass", Status.FAILED: "fail", Status.NOT_APPLICABLE: "na"}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the review.

    `mark` is how it is drawn: pass, fail, na (not applicable or not required), todo (not attested, or no longer), or
    derived (the repository proves it, nobody attests it).
    """

    check: Check
    mark: str
    word: str
    is_required: bool
    evidence: str | None = None
    checked_by: str | None = None
    checked_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """The attestations of a service by category; `derived` and `attested` count the required checks."""

    review: Document[ReadinessReview] | None
    categories: tuple[tuple[str, tuple[CheckRow, ...]], ...]
    attested: int
    to_attest: int
    derived: int
    gaps: tuple[CheckRow, ...]
    """Required checks that are attested as failing, or not at all."""


def readiness_of(context: Context, service: Document[Service]) -> ReadinessView:
    """The latest review of a service, as it is attested: what the repository proves by itself is not judged here."""
    reviews = [
        d for d in context.corpus.referrers("service", service.id, ReadinessReview) if d.model.service == service.id
    ]
    review = max(reviews, key=lambda d: (d.model.date, d.path), default=None)
    rows = tuple(_rows(context, service.model, review))
    needed = [row for row in rows if row.is_required]
    to_attest = [row for row in needed if row.mark != "derived"]
    return ReadinessView(
        review=review,
        categories=tuple((name, tuple(row for row in rows if row.check.category == name)) for name in CATEGORIES),
        attested=sum(row.mark in ("pass", "na") for row in to_attest),
        to_attest=len(to_attest),
        derived=len(needed) - len(to_attest),
        gaps=tuple(row for row in to_attest if row.mark in ("fail", "todo")),
    )


def _rows(context: Context, service: Service, review: Document[ReadinessReview] | None) -> Iterator[CheckRow]:
    needed = frozenset(check.id for check in required(service.tier))
    for check in CHECKS:
        is_required = check.id in needed
        said = review.model.checks.get(check.id) if review is not None else None
        if check.derived:
            yield CheckRow(check, "derived", "derived from the documents", is_required)
        elif said is None:
            word = "not attested" if is_required else "not required"
            yield CheckRow(check, "todo" if is_required else "na", word, is_required)
        else:
            stale = said.checked_on is not None and is_stale(said.checked_on, ATTESTATION_LIMIT, context.today)
            mark = "todo" if stale else MARKS[Status(said.status)]
            word = "attestation expired" if stale else said.status.replace("_", " ")
            yield CheckRow(check, mark, word, is_required, said.evidence, said.checked_by, said.checked_on, said.reason)
