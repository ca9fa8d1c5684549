"""Production readiness reviews: what people attest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.readiness_review.model import ReadinessReview

KIND: Kind[ReadinessReview] = Kind(
    name="readiness_review",
    title="readiness review",
    plural="readiness reviews",
    model_name="ReadinessReview",
    folder="catalog/readiness",
    url="readiness",
    columns=("service", "date", "reviewers"),
    summary="What people attest about a service that the repository cannot prove by itself.",
    label=lambda _id, review: f"Readiness of {review.service}",
)
