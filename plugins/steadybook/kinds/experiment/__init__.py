"""Chaos experiments: faults and what is expected of the system."""

from __future__ import annotations

from steadybook.kinds.experiment.model import Experiment
from steadybook.model.kind import Kind

KIND = Kind(
    name="experiment",
    title="chaos experiment",
    plural="chaos experiments",
    model=Experiment,
    folder="catalog/chaos",
    url="experiments",
    summary="A fault, what the system is expected to do about it, and how to stop.",
    label=lambda _id, experiment: experiment.name,
)
