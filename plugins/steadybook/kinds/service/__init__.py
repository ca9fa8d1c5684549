"""Services: the entries of the catalogue."""

from __future__ import annotations

from steadybook.kinds.service.model import Service
from steadybook.model.kind import Kind

KIND = Kind(
    name="service",
    title="service",
    plural="services",
    model=Service,
    folder="catalog/services",
    url="services",
    summary="What a service is, who owns it, what it depends on and how it is watched.",
    named_by="name",
)
