"""The page of a readiness review: what each attestation says, and what it did to the scorecard of its service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from steadybook.analysis.readiness.scorecard import Origin, Result, Scorecard, scorecard
from steadybook.kinds.readiness_review.model import Attestation, ReadinessReview
from steadybook.kinds.service.model import Service
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.sre.freshness import ATTESTATION_LIMIT, due
from steadybook.sre.readiness import CHECKS, Check


@dataclass(frozen=True, slots=True)
class Row:
    """An attestation; `did` says what followed from it, in words."""

    check: Check
    attestation: Attestation
    day: date
    expires: date | None
    """None for what fails: that holds until somebody says otherwise."""
    result: Result | None
    did: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What the page shows."""

    document: Document[ReadinessReview]
    card: Scorecard | None
    """Of its service; None where there is no such service."""
    newer: Document[ReadinessReview] | None
    """The review that counts in place of this one."""
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    """Ids that are no checks."""
    silent: tuple[Result, ...]
    """Required checks that nobody attests, and that the repository does not prove."""


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(ReadinessReview):
        yield Leaf(
            url=address("readiness_review", document.id),
            title=document.title,
            template="sections/readiness_review/page.html.j2",
            view=_view(site, document),
            source=document.path,
            parent=section("readiness_review"),
            search=record(document),
        )


def _view(site: Site, document: Document[ReadinessReview]) -> ReviewView:
    review = document.model
    service = site.corpus.get(Service, review.service)
    card = scorecard(site.context, service, site.flagged) if service is not None else None
    counts = card is not None and card.review is document
    results = {result.check.id: result for result in card.results} if card is not None and counts else {}
    rows = tuple(
        _row(check, review.checks[check.id], review.date, results.get(check.id))
        for check in CHECKS
        if check.id in review.checks
    )
    silent = (r for r in card.missed if r.check.id not in review.checks) if card is not None and counts else ()
    return ReviewView(
        document=document,
        card=card,
        newer=card.review if card is not None and not counts else None,
        rows=rows,
        unknown=tuple(id for id in review.checks if id not in {check.id for check in CHECKS}),
        silent=tuple(silent),
    )


def _row(check: Check, attestation: Attestation, reviewed: date, result: Result | None) -> Row:
    day = attestation.checked_on or reviewed
    expires = due(day, ATTESTATION_LIMIT) if attestation.status != "fail" else None
    return Row(check, attestation, day, expires, result, _did(attestation, result))


def _did(attestation: Attestation, result: Result | None) -> str:
    """What an attestation did."""
    if result is None:
        return "nothing: this review does not count"
    if result.origin is Origin.ATTESTED:
        return {
            "pass": "the check passes",
            "fail": "the check fails",
            "not_applicable": "the check is left out",
        }[attestation.status]
    if result.origin is Origin.DERIVED:
        return f"nothing: the documents say that it {'passes' if not result.reason else 'fails'}"
    return "nothing: it does not count"


PAGE = Page(leaves=_leaves, kinds=frozenset({"readiness_review"}))
