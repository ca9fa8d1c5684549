"""Toil items: manual work that a machine could do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.toil_item.model import ToilItem

KIND: Kind[ToilItem] = Kind(
    name="toil_item",
    title="toil item",
    plural="toil items",
    model_name="ToilItem",
    folder="catalog/toil",
    url="toil",
    columns=("team", "service", "category", "total_hours_per_month", "automation_difficulty"),
    summary="Manual, repetitive work: how much of it there is and what automating it is worth.",
    label=lambda _id, item: item.name,
)
