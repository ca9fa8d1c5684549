"""The report on freshness: runbooks, objectives, capacity models and attestations that must be looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from steadybook.analysis.freshness import Review, reviews, undated
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Note, Report, Table, columns, count

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


def _view(basis: Basis) -> FreshnessView:
    today = basis.context.today
    rows = [ReviewRow(review, review.days_left(today), _kind(review)) for review in basis.context.memo(reviews)]
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
        undated=undated(basis.context),
    )


def _kind(review: Review) -> str:
    if review.check:
        return "attestation"
    return review.document.kind.title if review.document.kind else ""


def _figures(view: FreshnessView) -> Mapping[str, Any]:
    return {
        "expired": view.expired,
        "due_soon": view.soon,
        "soon_days": SOON.days,
        "fresh": view.fresh,
        "reviews": [
            {
                "document": row.review.document.path,
                "kind": row.kind,
                "check": row.review.check or None,
                "last": row.review.last,
                "due": row.review.due,
                "days_left": row.left,
                "service": row.review.service,
                "owner": row.review.owner,
            }
            for row in view.rows
        ],
        "undated": [document.path for document in view.undated],
    }


def _blocks(view: FreshnessView) -> Iterator[Block]:
    yield Table(
        "Reviews that are due",
        columns("Valid until", "Document", "Kind", "#Days left", "Last looked at", "Owner"),
        tuple(
            (
                row.review.due,
                Mention(row.review.document.facts.kind, row.review.document.id),
                f"{row.kind} {row.review.check}".strip(),
                row.left,
                row.review.last,
                row.review.owner,
            )
            for row in view.rows
        ),
        f"Nothing has expired, and nothing is due within {SOON.days} days.",
    )
    if view.undated:
        yield Note(tuple(document.path for document in view.undated), "Without a day")


REPORT = Report(
    title="Freshness",
    about="Runbooks, objectives, capacity models and attestations that must be looked at again.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
