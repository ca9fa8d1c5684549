"""Service level objectives: how reliable a service is to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from steadybook.model.kind import Kind, Provided

if TYPE_CHECKING:
    from steadybook.kinds.slo.model import Slo


def _alerts(_id: str, slo: Slo) -> Iterator[Provided]:
    """The burn-rate alerts in force; each is exported as an alerting rule of its own name."""
    for name, _, route in slo.exported_alerts:
        yield Provided("alert", name, route)


KIND: Kind[Slo] = Kind(
    name="slo",
    title="SLO",
    plural="SLOs",
    model_name="Slo",
    folder="slos",
    url="slos",
    columns=("service", "sli", "target", "window", "owner", "last_reviewed"),
    summary="How reliable a service is to be, over which window, and who agreed to it.",
    provides=_alerts,
)
