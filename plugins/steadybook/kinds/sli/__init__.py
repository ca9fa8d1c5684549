"""Service level indicators: what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.sli.model import Sli

KIND: Kind[Sli] = Kind(
    name="sli",
    title="SLI",
    plural="SLIs",
    model_name="Sli",
    folder="slos",
    url="slis",
    columns=("type", "measurement.source"),
    summary="How one aspect of reliability is measured: good events out of all valid ones.",
    named_by="name",
)
