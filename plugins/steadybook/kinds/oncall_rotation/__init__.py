"""On-call rotations: who takes turns."""

from __future__ import annotations

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.model.kind import Kind

KIND = Kind(
    name="oncall_rotation",
    title="on-call rotation",
    plural="on-call rotations",
    model=OncallRotation,
    folder="catalog/oncall",
    url="rotations",
    summary="Who takes turns on call, when they change, and whom they call.",
    named_by="name",
)
