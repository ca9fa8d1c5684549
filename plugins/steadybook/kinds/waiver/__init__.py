"""Waivers: findings that are accepted for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.waiver.model import Waiver

KIND: Kind[Waiver] = Kind(
    name="waiver",
    title="waiver",
    plural="waivers",
    model_name="Waiver",
    folder="catalog/waivers",
    url="waivers",
    columns=("rule", "owner", "expires", "reason"),
    summary="A finding that is accepted for now: why, who answers for it, and until when.",
)
