"""Waivers: findings that are accepted for now."""

from __future__ import annotations

from steadybook.kinds.waiver.model import Waiver
from steadybook.model.kind import Kind

KIND = Kind(
    name="waiver",
    title="waiver",
    plural="waivers",
    model=Waiver,
    folder="catalog/waivers",
    url="waivers",
    summary="A finding that is accepted for now: why, who answers for it, and until when.",
)
