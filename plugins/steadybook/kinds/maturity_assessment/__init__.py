"""Maturity assessments: eight dimensions, scored 1 to 5."""

from __future__ import annotations

from steadybook.kinds.maturity_assessment.model import MaturityAssessment
from steadybook.model.kind import Kind

KIND = Kind(
    name="maturity_assessment",
    title="maturity assessment",
    plural="maturity assessments",
    model=MaturityAssessment,
    folder="catalog/maturity",
    url="maturity",
    summary="How mature the reliability practice of a service or team is, in eight dimensions.",
    label=lambda _id, assessment: f"Maturity of {assessment.subject}, {assessment.date:%Y-%m-%d}",
)
