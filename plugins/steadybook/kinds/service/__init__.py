"""Services: the entries of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.service.model import Service

KIND: Kind[Service] = Kind(
    name="service",
    title="service",
    plural="services",
    model_name="Service",
    folder="catalog/services",
    url="services",
    columns=("tier", "owner_team", "lifecycle", "infra", "peak_rps", "sla"),
    summary="What a service is, who owns it, what it depends on and how it is watched.",
    named_by="name",
)
