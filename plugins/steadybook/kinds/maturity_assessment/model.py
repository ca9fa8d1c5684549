"""The typed model of a maturity assessment."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from steadybook.model.fields import Day, Ref, Score, Text
from steadybook.model.part import Body, Part


class DimensionScore(Part):
    """The score of one dimension; a bare number stands for a score without evidence."""

    shorthand: ClassVar[str] = "score"
    score: Score = Field(description="1 (ad hoc), 3 (defined) to 5 (optimised).")
    evidence: Text | None = Field(default=None, description="Address or path of what shows it.")


class Scores(Part):
    """The eight dimensions."""

    slos: DimensionScore = Field(description="Objectives and error budgets.")
    monitoring: DimensionScore = Field(description="Signals, dashboards and alerts.")
    incident_response: DimensionScore = Field(description="Roles, runbooks and postmortems.")
    automation: DimensionScore = Field(description="Delivery, scaling and self-healing.")
    chaos_engineering: DimensionScore = Field(description="Experiments with failure.")
    capacity_planning: DimensionScore = Field(description="Forecasts and scaling.")
    toil_management: DimensionScore = Field(description="Manual work, seen and reduced.")
    oncall_health: DimensionScore = Field(description="Load, rotation and satisfaction.")

    @property
    def by_dimension(self) -> Iterator[tuple[str, Decimal]]:
        """The eight scores by dimension, in their usual order."""
        for name in type(self).model_fields:
            part: DimensionScore = getattr(self, name)
            yield name, part.score


class MaturityAssessment(Body):
    """How mature the reliability practice of a service or team is, on one day."""

    subject: Annotated[str, Ref("service", "team")] = Field(description="The service or team that was assessed.")
    date: Day = Field(description="The day of the assessment.")
    assessors: tuple[Text, ...] = Field(default=(), description="Who assessed it: roles or handles.")
    scores: Scores = Field(description="The score of each dimension, 1 to 5.")
