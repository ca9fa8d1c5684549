"""How old a document may be before somebody has to look at it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

SOURCE: Final = "Steadybook, limits by tier of service: a quarter, half a year, a year"

RUNBOOK_LIMITS: Final[Mapping[str, timedelta]] = MappingProxyType(
    {"critical": timedelta(days=90), "important": timedelta(days=180)}
)
"""Greatest age of a runbook by the tier of its service; every other tier has DEFAULT_RUNBOOK_LIMIT."""

DEFAULT_RUNBOOK_LIMIT: Final = timedelta(days=365)

ATTESTATION_LIMIT: Final = timedelta(days=365)
"""Greatest age of an attestation in a readiness review."""

REVIEW_CADENCES: Final[Mapping[str, timedelta]] = MappingProxyType(
    {
        "weekly": timedelta(days=7),
        "biweekly": timedelta(days=14),
        "monthly": timedelta(days=31),
        "quarterly": timedelta(days=92),
        "half-yearly": timedelta(days=184),
        "yearly": timedelta(days=366),
    }
)
"""Greatest time between two reviews: the longest month, quarter, half year or year that the word can mean."""


def runbook_limit(tier: str | None) -> timedelta:
    """Greatest age of the runbook of a service of this tier, or of no service (None)."""
    return RUNBOOK_LIMITS.get(tier or "", DEFAULT_RUNBOOK_LIMIT)


def due(last: date, limit: timedelta) -> date:
    """The last day on which something last looked at on `last` is still fresh."""
    return last + limit


def is_stale(last: date, limit: timedelta, today: date) -> bool:
    """Whether the age exceeds the limit: on the day of the limit itself it is still fresh."""
    return today - last > limit
