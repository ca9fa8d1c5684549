"""Service level objectives: how reliable a service is to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from steadybook.model.kind import Kind, Provided

if TYPE_CHECKING:
    from steadybook.kinds.slo.model import Slo


def _alerts(_id: str, slo: Slo) -> Iterator[Provided]:
    """The burn-rate alerts that the document writes; each is exported as an alerting rule of its own name."""
    for index, alert in enumerate(slo.burn_rate_alerts):
        yield Provided("alert", slo.alert_name(alert.name), ("burn_rate_alerts", index, "name"))


KIND: Kind[Slo] = Kind(
    name="slo",
    title="SLO",
    plural="SLOs",
    model_name="Slo",
    folder="slos",
    url="slos",
    summary="How reliable a service is to be, over which window, and who agreed to it.",
    provides=_alerts,
)
