"""Toil items: manual work that a machine could do."""

from __future__ import annotations

from steadybook.kinds.toil_item.model import ToilItem
from steadybook.model.kind import Kind

KIND = Kind(
    name="toil_item",
    title="toil item",
    plural="toil items",
    model=ToilItem,
    folder="catalog/toil",
    url="toil",
    summary="Manual, repetitive work: how much of it there is and what automating it is worth.",
    label=lambda _id, item: item.name,
)
