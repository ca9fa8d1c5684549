"""Service level indicators: what is measured."""

from __future__ import annotations

from steadybook.kinds.sli.model import Sli
from steadybook.model.kind import Kind

KIND = Kind(
    name="sli",
    title="SLI",
    plural="SLIs",
    model=Sli,
    folder="slos",
    url="slis",
    summary="How one aspect of reliability is measured: good events out of all valid ones.",
    named_by="name",
)
