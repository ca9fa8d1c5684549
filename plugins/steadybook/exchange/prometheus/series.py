"""The names of recorded series, and the queries that read them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from steadybook.sre.durations import format_duration

BASE: Final = timedelta(minutes=5)
"""The window of the recorded rates that longer windows are computed from."""
LONGEST_DIRECT: Final = timedelta(hours=6)
"""Rates over windows up to this one come from the SLI's own queries, longer ones from the recorded rates."""
SHORTEST_TOTAL: Final = timedelta(hours=1)
"""Events are totalled for SLO windows from this one on; a shorter one would hold too few rates over BASE."""


def series(what: str, operation: str, window: timedelta) -> str:
    """The name of a recorded series by Prometheus's convention level:metric:operations: `sli:good:rate5m`."""
    return f"sli:{what}:{operation}{format_duration(window)}"


def selected(name: str, service: str, sli: str) -> str:
    """A recorded series of one service and SLI."""
    return f"{name}{{service={json.dumps(service, ensure_ascii=False)}, sli={json.dumps(sli, ensure_ascii=False)}}}"


@dataclass(frozen=True, slots=True)
class RecordedTotals:
    """Queries that read what was recorded for a service and SLI over an SLO's window, each for a single number."""

    good: str
    """Good events within the window."""
    total: str
    """All events within the window."""
    covered: str
    """The share of the window for which events were recorded, from 0 to 1."""


def recorded_totals(service: str, sli: str, window: timedelta) -> RecordedTotals | None:
    """The queries for an SLO's window; None where it is shorter than SHORTEST_TOTAL and its totals are not recorded."""
    if window < SHORTEST_TOTAL:
        return None
    return RecordedTotals(
        selected(series("good", "increase", window), service, sli),
        selected(series("total", "increase", window), service, sli),
        selected(series("covered", "ratio", window), service, sli),
    )
