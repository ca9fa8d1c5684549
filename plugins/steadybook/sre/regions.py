"""Several regions: the strategies, and which one a target calls for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

SOURCE: Final = "SRE & Incident Management Platform, phase 12: multi-region reliability"


@dataclass(frozen=True, slots=True)
class Strategy:
    """A way to spread a service over regions. Cost is a multiple of one region's."""

    name: str
    meaning: str
    complexity: str
    recovery_time: str
    cost: str


STRATEGIES: Final = (
    Strategy("Active-passive", "A second region stands ready and takes over", "low", "minutes", "1.5×"),
    Strategy("Active-active for reads", "All regions read, one writes", "medium", "seconds", "1.8×"),
    Strategy("Active-active in full", "All regions read and write", "high", "almost none", "2–3×"),
    Strategy("Cells", "Many small, independent copies, each for some users", "very high", "per cell", "2–4×"),
)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What targets up to and including `up_to` call for."""

    condition: str
    advice: str
    up_to: Decimal
    included: bool


DECISION_GUIDE: Final = (
    Recommendation("below 99.9", "One region, with good backups", Decimal("99.9"), False),
    Recommendation("99.9 to 99.95", "Active-passive, with automatic failover", Decimal("99.95"), True),
    Recommendation("above 99.95", "Active-active, for reads or in full", Decimal("99.99"), True),
    Recommendation("above 99.99", "Cells", Decimal(100), True),
)


def recommended(target: Decimal) -> Recommendation:
    """What an availability target in percent calls for. Raises ValueError outside 0 to 100."""
    if not 0 <= target <= 100:
        raise ValueError(f"a target is a percentage from 0 to 100, not {target}")
    return next(row for row in DECISION_GUIDE if target < row.up_to or (row.included and target == row.up_to))
