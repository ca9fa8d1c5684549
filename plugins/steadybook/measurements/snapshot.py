"""The layout of a snapshot file, and how rows are added to one: CSV, one header, one row per series and interval."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, NamedTuple

HEADER: Final = ("service", "sli", "start", "end", "good", "total")
SUFFIX: Final = ".csv"

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


def appended(data: bytes | None, rows: Iterable[Row]) -> bytes:
    """The bytes of a snapshot file with rows added at its end; None stands for a file that does not exist yet.

    What is in the file stays as it is, line ends included. Rows that are there already must be left out by the caller:
    a second row of the same time is an overlap. Raises ValueError where a row could not be read back.
    """
    line_end = "\r\n" if data and b"\r\n" in data else "\n"
    text = data or f"{','.join(HEADER)}{line_end}".encode()
    if not text.endswith((b"\n", b"\r")):
        text += line_end.encode()
    return text + "".join(f"{_line(row)}{line_end}" for row in rows).encode()


def _line(row: Row) -> str:
    if not (row.start < row.end and 0 <= row.good <= row.total and row.good.is_finite() and row.total.is_finite()):
        raise ValueError(f"no row of a snapshot: {row}")
    names = (row.service, row.sli)
    if any(not name or name != name.strip() or set(name) & set(',"\r\n') for name in names):
        raise ValueError(f"no ids of a service and an SLI: {names}")
    total = row.total.quantize(Decimal(1).scaleb(-DECIMALS))
    good = min(row.good.quantize(Decimal(1).scaleb(-DECIMALS)), total)
    return ",".join((*names, _instant(row.start), _instant(row.end), _count(good), _count(total)))


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _count(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
