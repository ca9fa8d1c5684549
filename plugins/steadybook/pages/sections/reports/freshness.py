"""The report on freshness: runbooks, objectives, capacity models and attestations that must be looked at again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from steadybook.analysis.freshness import Review, reviews, undated
from steadybook.model.document import Document
from steadybook.pages.sections.reports._report import Report, count
from steadybook.pages.site import Site

SOON = timedelta(days=30)
"""Reviews due within this time are listed, so that there is time to plan them."""
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review, and how many days are left; negative once it has expired."""

    review: Review
    left: int
    kind: str


@dataclass(frozen=True, slots=True)
class FreshnessView:
    """What the report shows."""

    rows: tuple[ReviewRow, ...]
    total: int
    expired: int
    soon: int
    fresh: int
    kinds: tuple[tuple[str, int, int, int], ...]
    """Kind, expired, due soon, fresh."""
    undated: tuple[Document[Any], ...]

    @property
    def headline(self) -> str:
        """Expired, due soon and fresh."""
        if not (self.expired or self.soon):
            return f"Nothing is due within {SOON.days} days; {self.fresh} reviewed in time."
        expired = count(self.expired, "review") + " expired" if self.expired else "None expired"
        return f"{expired}, {self.soon} due within {SOON.days} days, {self.fresh} fresh."


def _view(site: Site) -> FreshnessView:
    today = site.context.today
    rows = [ReviewRow(review, review.days_left(today), _kind(review)) for review in site.context.memo(reviews)]
    expired = Counter(row.kind for row in rows if row.left < 0)
    soon = Counter(row.kind for row in rows if 0 <= row.left <= SOON.days)
    every = Counter(row.kind for row in rows)
    shown = tuple(row for row in rows if row.left <= SOON.days)
    return FreshnessView(
        rows=shown[:MOST_ROWS],
        total=len(shown),
        expired=expired.total(),
        soon=soon.total(),
        fresh=len(rows) - len(shown),
        kinds=tuple((k, expired[k], soon[k], every[k] - expired[k] - soon[k]) for k in sorted(every)),
        undated=undated(site.context),
    )


def _kind(review: Review) -> str:
    if review.check:
        return "attestation"
    return review.document.kind.title if review.document.kind else ""


REPORT = Report(
    title="Freshness",
    about="Runbooks, objectives, capacity models and attestations that must be looked at again.",
    view=_view,
)
