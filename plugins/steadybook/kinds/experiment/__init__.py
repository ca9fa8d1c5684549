"""Chaos experiments: faults and what is expected of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.experiment.model import Experiment

KIND: Kind[Experiment] = Kind(
    name="experiment",
    title="chaos experiment",
    plural="chaos experiments",
    model_name="Experiment",
    folder="catalog/chaos",
    url="experiments",
    columns=("service", "environment", "category", "scheduled_for"),
    summary="A fault, what the system is expected to do about it, and how to stop.",
    label=lambda _id, experiment: experiment.name,
)
