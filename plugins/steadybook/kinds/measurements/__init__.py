"""Measurement snapshots: counts of good and all events, as CSV."""

from __future__ import annotations

from steadybook.kinds.measurements.model import Measurements
from steadybook.kinds.measurements.rows import decode, locate
from steadybook.model.kind import Codec, Kind

KIND = Kind(
    name="measurements",
    title="measurements",
    plural="measurements",
    model=Measurements,
    folder="slos/measurements",
    url="measurements",
    summary="Counts of good and of all events, row by row: what error budgets are computed from.",
    codec=Codec(".csv", decode, locate),
)
