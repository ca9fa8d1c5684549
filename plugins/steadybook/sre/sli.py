"""Service level indicators: what to measure for which sort of service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

SOURCE: Final = "SRE & Incident Management Platform, phase 2: SLI selection by service type; Google SRE Workbook, ch. 2"

MEASURED_WITHIN: Final = timedelta(days=7)
"""An indicator without counts for longer than this is not measured any more."""
MEASURED_WITHIN_SOURCE: Final = "Steadybook: one weekly review without numbers is one too many"

TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "availability": "The share of requests that succeed",
        "latency": "The share of requests that are fast enough",
        "quality": "The share of answers that are complete and right",
        "freshness": "The share of data that is recent enough",
    }
)


class Selection(NamedTuple):
    """What to measure first for a sort of service, and what beside it."""

    service_type: str
    primary: str
    secondary: tuple[str, ...]


SELECTION: Final = (
    Selection("API or backend", "Successful requests", ("Latency at p50, p95 and p99", "Throughput")),
    Selection(
        "Frontend or web", "Time to the largest contentful paint (LCP)", ("FID or INP", "Layout shift (CLS)", "Errors")
    ),
    Selection("Data pipeline", "Freshness", ("Correctness", "Completeness", "Throughput")),
    Selection("Storage", "Durability", ("Availability", "Latency")),
    Selection("Streaming", "Time from arrival to processing", ("Throughput", "Order", "Share of lost data")),
    Selection("Batch job", "Successful runs", ("Duration", "Runs finished in the time agreed")),
    Selection("Machine-learning model", "Time to a prediction", ("Drift of accuracy", "Freshness of features")),
)

AGGREGATION: Final = "sum(good) / sum(total) over the rolling window"

USUAL_EXCLUSIONS: Final = (
    "Health checks",
    "Synthetic monitoring",
    "Requests from blocked addresses",
    "Requests that are wrong themselves (4xx)",
)
"""Events that usually do not count."""
