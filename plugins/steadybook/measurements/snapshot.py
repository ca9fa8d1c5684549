"""The layout of a snapshot file: CSV, one header, one row per series and interval."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

HEADER: Final = ("service", "sli", "start", "end", "good", "total")

DECIMALS: Final = 6
"""Places that a count is written with at most: a rate times its seconds means nothing beyond a millionth."""


class Row(NamedTuple):
    """What was counted for a service and SLI from `start` to `end`; counts may be fractional, good <= total."""

    service: str
    sli: str
    start: datetime
    end: datetime
    good: Decimal
    total: Decimal
