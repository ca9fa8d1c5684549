"""The layout of a snapshot file: CSV, one header, one row per series and interval."""

from __future__ import annotations

import string
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

HEADER: Final = ("service", "sli", "start", "end", "good", "total")

DECIMALS: Final = 6
"""Places that a count is written with at most: a rate times its seconds means nothing beyond a millionth."""

_PLAIN = dict.fromkeys(map(ord, string.ascii_letters + string.digits + "!#$%&'()*-./:;<=>?@[\\]^_`{|}~"))


def is_plain_name(name: str) -> bool:
    """Whether a name has no space, sign or quote: then a field is what stands between two commas, and nothing passes
    for a name that the strict reader refuses.
    """
    return bool(name) and not name.translate(_PLAIN)


class Row(NamedTuple):
    """What was counted for a service and SLI from `start` to `end`; counts may be fractional, good <= total."""

    service: str
    sli: str
    start: datetime
    end: datetime
    good: Decimal
    total: Decimal
