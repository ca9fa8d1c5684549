"""Write the illustrative measurement snapshots of the example organisation, or verify them.

    python tools/illustrative_measurements.py            writes slos/measurements/<service>.csv
    python tools/illustrative_measurements.py --check    compares instead; exit 1 where a file differs

The numbers are invented: hourly counts for twelve weeks with a daily rhythm, a low background of bad
events, and the bad events of the incidents under postmortems/incidents. Hours that an incident touches
are split into rows of five minutes, so that its share of the budget and the healthy half hour before it
was resolved can be read off. Only the standard library is used, and of ``random.Random`` only
``random()``, whose sequence for a seed is the same in every version of Python.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

SEED = 20261122
START = datetime(2026, 8, 30, tzinfo=UTC)
END = datetime(2026, 11, 22, tzinfo=UTC)
HOUR = timedelta(hours=1)
SLICE = timedelta(minutes=5)

# Of the mean hour; the shop sells in Europe (evening peak 19:00 UTC) and in eastern America.
HOURLY_SHAPE = (
    0.66, 0.58, 0.48, 0.42, 0.42, 0.50, 0.68, 0.86, 0.98, 1.04, 1.08, 1.14,
    1.16, 1.12, 1.10, 1.12, 1.20, 1.34, 1.48, 1.54, 1.48, 1.30, 1.04, 0.82,
)  # fmt: skip
# Monday to Sunday; the busiest hour of the weeks is a Sunday evening.
WEEKDAY_SHAPE = (0.98, 0.94, 0.95, 0.98, 1.02, 1.05, 1.08)
# Growth of traffic over the twelve weeks, as a share of the first week.
GROWTH = 0.06


@dataclass(frozen=True)
class Disturbance:
    """Bad events of one incident: ``share`` of the requests between ``start`` and ``end`` (mitigation);
    until ``resolved`` only a trace of the background is left."""

    start: datetime
    end: datetime
    resolved: datetime
    share: float


@dataclass(frozen=True)
class Series:
    """One SLI of one service: requests in the mean hour, background share of bad events, incidents."""

    service: str
    sli: str
    per_hour: float
    background: float
    disturbances: tuple[Disturbance, ...] = field(default=())


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _incident(day: str, started: str, mitigated: str, resolved: str) -> tuple[datetime, datetime, datetime]:
    return _utc(f"{day}T{started}"), _utc(f"{day}T{mitigated}"), _utc(f"{day}T{resolved}")


FRONTEND_RELEASE = _incident("2026-09-09", "13:02", "13:31", "14:20")
CURRENCY_CPU = _incident("2026-09-24", "17:40", "18:30", "19:10")
RECOMMENDATION_LEAK = _incident("2026-10-07", "02:15", "03:05", "04:00")
EMAIL_THROTTLING = _incident("2026-10-15", "08:10", "09:35", "10:30")
CART_FAILOVER = _incident("2026-10-29", "14:05", "14:21", "15:10")
CATALOG_RELOAD = _incident("2026-11-05", "20:12", "20:58", "21:40")
EMAIL_TEMPLATE = _incident("2026-11-12", "06:30", "09:10", "10:00")
PAYMENT_TIMEOUTS = _incident("2026-11-17", "18:42", "19:23", "20:11")
AD_SLOTS = _incident("2026-11-20", "10:00", "11:30", "12:20")


def _hit(incident: tuple[datetime, datetime, datetime], share: float) -> Disturbance:
    return Disturbance(*incident, share)


SERIES = (
    Series(
        "frontend", "http-request-success", 858_000, 0.00080,
        (_hit(FRONTEND_RELEASE, 0.38), _hit(CURRENCY_CPU, 0.012), _hit(CART_FAILOVER, 0.11),
         _hit(PAYMENT_TIMEOUTS, 0.022)),
    ),
    Series(
        "frontend", "http-page-latency", 857_000, 0.0029,
        (_hit(FRONTEND_RELEASE, 0.05), _hit(CURRENCY_CPU, 0.21), _hit(CATALOG_RELOAD, 0.16),
         _hit(PAYMENT_TIMEOUTS, 0.03)),
    ),
    Series(
        "checkoutservice", "grpc-request-success", 49_000, 0.00018,
        (_hit(CURRENCY_CPU, 0.010), _hit(CART_FAILOVER, 0.16), _hit(PAYMENT_TIMEOUTS, 0.378)),
    ),
    Series(
        "checkoutservice", "grpc-request-latency", 49_000, 0.0025,
        (_hit(CURRENCY_CPU, 0.13), _hit(CATALOG_RELOAD, 0.05), _hit(PAYMENT_TIMEOUTS, 0.52)),
    ),
    Series("paymentservice", "grpc-request-success", 48_500, 0.00010, (_hit(PAYMENT_TIMEOUTS, 0.065),)),
    Series("cartservice", "grpc-request-success", 1_245_000, 0.00026, (_hit(CART_FAILOVER, 0.72),)),
    Series("redis-cart", "redis-command-success", 2_350_000, 0.000045, (_hit(CART_FAILOVER, 0.63),)),
    Series(
        "productcatalogservice", "grpc-request-success", 2_610_000, 0.00009,
        (_hit(CATALOG_RELOAD, 0.055),),
    ),
    Series("currencyservice", "grpc-request-success", 4_900_000, 0.000075, (_hit(CURRENCY_CPU, 0.03),)),
    Series("shippingservice", "grpc-request-success", 306_000, 0.00013),
    Series(
        "emailservice", "grpc-request-success", 48_800, 0.00204,
        (_hit(EMAIL_THROTTLING, 0.41), _hit(EMAIL_TEMPLATE, 0.97)),
    ),
    Series(
        "emailservice", "order-email-freshness", 48_800, 0.0028,
        (_hit(EMAIL_THROTTLING, 0.62), _hit(EMAIL_TEMPLATE, 0.98)),
    ),
    Series("recommendationservice", "grpc-request-success", 633_000, 0.0011, (_hit(RECOMMENDATION_LEAK, 0.35),)),
    Series("adservice", "grpc-request-success", 776_000, 0.0015, (_hit(AD_SLOTS, 0.31),)),
)  # fmt: skip


def _poisson(random: Random, mean: float) -> int:
    """A Poisson number; above 30 the normal approximation (twelve uniforms), rounded and never negative."""
    if mean <= 0:
        return 0
    if mean < 30:
        limit, product, count = math.exp(-mean), random.random(), 0
        while product > limit:
            product *= random.random()
            count += 1
        return count
    normal = sum(random.random() for _ in range(12)) - 6.0
    return max(0, round(mean + math.sqrt(mean) * normal))


def _rows_of(hour: datetime, disturbances: tuple[Disturbance, ...]) -> Iterator[tuple[datetime, datetime]]:
    """The row of an hour, or its twelve rows where an incident touches it."""
    if any(each.start < hour + HOUR and hour < each.resolved for each in disturbances):
        for index in range(HOUR // SLICE):
            yield hour + index * SLICE, hour + (index + 1) * SLICE
    else:
        yield hour, hour + HOUR


def _overlap(start: datetime, end: datetime, other_start: datetime, other_end: datetime) -> float:
    """The share of [start, end) that lies in [other_start, other_end)."""
    seconds = (min(end, other_end) - max(start, other_start)).total_seconds()
    return max(0.0, seconds) / (end - start).total_seconds()


def _counts(series: Series, random: Random, start: datetime, end: datetime) -> tuple[int, int]:
    """Good and total events of one row."""
    elapsed = (start - START) / (END - START)
    hour = start.replace(minute=0)
    next_shape = HOURLY_SHAPE[(hour.hour + 1) % 24]
    into_hour = (start - hour) / HOUR
    shape = HOURLY_SHAPE[hour.hour] * (1 - into_hour) + next_shape * into_hour
    mean = series.per_hour * shape * WEEKDAY_SHAPE[start.weekday()] * (1 + GROWTH * elapsed) * ((end - start) / HOUR)
    total = _poisson(random, mean * (0.97 + 0.06 * random.random()))
    bad = 0
    undisturbed = 1.0
    for each in series.disturbances:
        hit = _overlap(start, end, each.start, each.end)
        settling = _overlap(start, end, each.end, each.resolved)
        bad += _poisson(random, total * each.share * hit * (0.92 + 0.16 * random.random()))
        undisturbed -= hit + 0.8 * settling
    # Mostly quiet, now and then a rough hour: the square of a uniform has mean 1/3.
    roughness = 0.4 + 1.8 * random.random() ** 2
    bad += _poisson(random, total * series.background * undisturbed * roughness)
    return total - min(bad, total), total


def _stamp(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%MZ")


def lines(series: Series) -> Iterator[str]:
    """The CSV lines of one series, oldest first."""
    random = Random(f"{SEED}:{series.service}:{series.sli}")
    hour = START
    while hour < END:
        for start, end in _rows_of(hour, series.disturbances):
            good, total = _counts(series, random, start, end)
            yield f"{series.service},{series.sli},{_stamp(start)},{_stamp(end)},{good},{total}"
        hour += HOUR


def snapshots() -> dict[str, bytes]:
    """File name to content, one file a service."""
    rows: dict[str, list[str]] = {}
    for series in SERIES:
        rows.setdefault(series.service, ["service,sli,start,end,good,total"]).extend(lines(series))
    return {f"{service}.csv": ("\n".join(content) + "\n").encode("ascii") for service, content in rows.items()}


def main(arguments: list[str] | None = None) -> int:
    """Write the snapshots, or with ``--check`` compare them; 1 when a file differs or does not belong."""
    parser = argparse.ArgumentParser(description="Write or verify the example organisation's measurement snapshots.")
    parser.add_argument("--check", action="store_true", help="compare byte for byte instead of writing")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(__file__).resolve().parent.parent / "slos" / "measurements",
        help="where the snapshots are (default: slos/measurements of this repository)",
    )
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    expected = snapshots()
    if not options.check:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in expected.items():
            (folder / name).write_bytes(content)
        return 0
    wrong = [
        f"{folder / name}: differs from what this tool writes"
        for name, content in expected.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content
    ]
    strangers = [path for path in sorted(folder.glob("*.csv")) if path.name not in expected]
    wrong += [f"{path}: no series writes this file" for path in strangers]
    for message in wrong:
        print(message, file=sys.stderr)
    if wrong:
        print("Run: python tools/illustrative_measurements.py", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
