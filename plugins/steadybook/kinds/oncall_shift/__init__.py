"""On-call shifts: what happened, and what was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.oncall_shift.model import OncallShift

KIND: Kind[OncallShift] = Kind(
    name="oncall_shift",
    title="on-call shift",
    plural="on-call shifts",
    model_name="OncallShift",
    folder="catalog/oncall",
    url="shifts",
    columns=("rotation", "start", "primary", "pages", "off_hours_pages", "satisfaction"),
    summary="Who was on call, what happened in the shift, and what was handed over.",
    label=lambda _id, shift: f"{shift.rotation}, shift from {shift.start:%Y-%m-%d}",
)
