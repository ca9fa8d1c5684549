"""Reliability culture: signs that it is well, and signs that it is not."""

from __future__ import annotations

from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, phase 12: reliability culture indicators"

HEALTHY_SIGNALS: Final = (
    "Postmortems blame nobody, and people come to them",
    "An empty error budget really stops features",
    "On-call work is shared fairly and made up for",
    "Toil is counted, and each quarter there is less of it",
    "Chaos experiments are routine",
    "Teams answer for the reliability of their own services, not SRE alone",
)

WARNING_SIGNS: Final = (
    "The same hero saves the day every time",
    "Postmortems look for the guilty, or are not written",
    "An empty error budget changes nothing",
    "People dread being on call, and the pages always reach the same two",
    "Reliability is always what comes after the next feature",
    "SRE is a new name on the door of the old operations team",
)
