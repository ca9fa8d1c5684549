"""On-call shifts: what happened, and what was handed over."""

from __future__ import annotations

from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.kind import Kind

KIND = Kind(
    name="oncall_shift",
    title="on-call shift",
    plural="on-call shifts",
    model=OncallShift,
    folder="catalog/oncall",
    url="shifts",
    summary="Who was on call, what happened in the shift, and what was handed over.",
    label=lambda _id, shift: f"{shift.rotation}, shift from {shift.start:%Y-%m-%d}",
)
