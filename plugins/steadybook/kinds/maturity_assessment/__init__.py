"""Maturity assessments: eight dimensions, scored 1 to 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.maturity_assessment.model import MaturityAssessment

KIND: Kind[MaturityAssessment] = Kind(
    name="maturity_assessment",
    title="maturity assessment",
    plural="maturity assessments",
    model_name="MaturityAssessment",
    folder="catalog/maturity",
    url="maturity",
    columns=("subject", "date"),
    summary="How mature the reliability practice of a service or team is, in eight dimensions.",
    label=lambda _id, assessment: f"Maturity of {assessment.subject}, {assessment.date:%Y-%m-%d}",
)
