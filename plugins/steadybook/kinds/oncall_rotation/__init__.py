"""On-call rotations: who takes turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.oncall_rotation.model import OncallRotation

KIND: Kind[OncallRotation] = Kind(
    name="oncall_rotation",
    title="on-call rotation",
    plural="on-call rotations",
    model_name="OncallRotation",
    folder="catalog/oncall",
    url="rotations",
    columns=("team", "timezone", "members"),
    summary="Who takes turns on call, when they change, and whom they call.",
    named_by="name",
)
