"""Counts good and all events of an indicator with Prometheus: a rate over each interval, times its seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from steadybook.measurements.intervals import Batch, Interval, batches, missing
from steadybook.measurements.prometheus import MOST_POINTS, Prometheus
from steadybook.measurements.prometheus_answers import AnswerError
from steadybook.measurements.snapshot import DECIMALS, Row
from steadybook.model.wording import shown

NOISE = Decimal("1e-9")
"""Good events may exceed the total by this share: two sums of the same rates in another order differ by less."""
PLACES = Decimal(1).scaleb(-DECIMALS)
"""Counts are written to so many places …"""
PRECISION = Context(prec=15, rounding=ROUND_HALF_EVEN)
"""… and to 15 digits, which a float64 holds exactly: the digits beyond are noise of its arithmetic."""
MOST_EVENTS = Decimal("1e18")
"""More in one interval are no count of events; the sums of such numbers would leave exact arithmetic."""
_WIDE = Context(prec=40)


@dataclass(frozen=True, slots=True)
class Queries:
    """The PromQL of an indicator for one service: each gives the query for a window."""

    good: Callable[[timedelta], str]
    total: Callable[[timedelta], str]


@dataclass(slots=True)
class Counted:
    """What counting came to: rows, intervals without any data, and intervals whose numbers cannot be true."""

    rows: list[Row] = field(default_factory=list)
    empty: list[Interval] = field(default_factory=list)
    doubtful: list[tuple[Interval, str]] = field(default_factory=list)
    advice: str = ""
    """What to do about the doubtful ones."""


@dataclass(frozen=True, slots=True)
class PrometheusSource:
    """Counts the events of services and indicators on request. See `Source`."""

    server: Prometheus
    queries: Callable[[str, str], Queries]
    """The queries of a service and an SLI."""
    step: timedelta

    def rows(self, service: str, sli: str, start: datetime, end: datetime) -> Iterator[Row]:
        """See `Source.rows`. Raises AnswerError where a number cannot be true."""
        found = self.counted(service, sli, tuple(missing((), start, end, self.step)))
        for _, reason in found.doubtful:
            raise AnswerError(reason, found.advice)
        yield from found.rows

    def counted(
        self,
        service: str,
        sli: str,
        intervals: Sequence[Interval],
        known_good: bool = False,
        done: Callable[[int], object] = lambda _: None,
    ) -> Counted:
        """The counts of the intervals, each evaluated at its end over its own length. `done` hears of each so many.

        A series that does not exist is no 0. An interval without a total stays empty. Where there is a total and the
        query for good events gives nothing, the good events are 0 only if that query is known to work: it gave a number
        above 0 before (`known_good`) or does so in another of these intervals; else the query may simply be wrong, and
        the intervals are doubtful. Raises AnswerError; then nothing of these intervals is to be used.
        """
        queries = self.queries(service, sli)
        result = Counted()
        counts: list[tuple[Interval, Decimal, Decimal]] = []
        silent: list[tuple[Interval, Decimal]] = []
        for batch in batches(intervals, self.step, MOST_POINTS):
            totals = _answers(self.server, "total", queries.total(batch.window), batch)
            events = any(total.is_finite() and total > 0 for total in totals.values())
            goods = _answers(self.server, "good", queries.good(batch.window), batch) if events else {}
            known_good = known_good or any(good.is_finite() and good > 0 for good in goods.values())
            for interval in batch.intervals:
                good, total = goods.get(interval.end), totals.get(interval.end)
                match _judged(result, interval, good, total):
                    case None:
                        pass
                    case (None, events_in_all):
                        silent.append((interval, events_in_all))
                    case (good_events, events_in_all):
                        counts.append((interval, good_events, events_in_all))
            done(len(batch.intervals))
        for interval, total in silent:
            if known_good:
                counts.append((interval, Decimal(0), total))
            else:
                result.doubtful.append((interval, f"the good query gives nothing where the total is {total:f}"))
                result.advice = (
                    "Compare the labels of the two; if no event was good, add `or vector(0)` to the good query."
                )
        result.rows = [Row(service, sli, each.start, each.end, good, total) for each, good, total in sorted(counts)]
        result.doubtful.sort()
        return result


def _answers(server: Prometheus, which: str, query: str, batch: Batch) -> Mapping[datetime, Decimal]:
    try:
        return server.range(query, [interval.end for interval in batch.intervals], batch.step)
    except AnswerError as error:
        error.reason = f"{which} query: {error.reason}"
        raise


def _judged(
    result: Counted, interval: Interval, good: Decimal | None, total: Decimal | None
) -> tuple[Decimal | None, Decimal] | None:
    """Good and all events of an interval, the good ones None where they are unknown; nothing where there is no row."""
    if total is None:
        result.empty.append(interval)
        return None
    wrong = _wrong("total", total, interval) or (_wrong("good", good, interval) if good is not None else "")
    if wrong:
        result.doubtful.append((interval, wrong))
        result.advice = result.advice or "Make the query count events: a rate of a counter, without a division."
        return None
    all_events = events_of(total, interval)
    if good is None:
        return (None, all_events) if all_events else (Decimal(0), all_events)
    good_events = events_of(good, interval)
    if good_events > all_events and good > total * (1 + NOISE):
        result.doubtful.append((interval, f"{good_events:f} good events of {all_events:f} in all cannot be"))
        result.advice = "Make the good query count a part of what the total query counts."
        return None
    return min(good_events, all_events), all_events


def _wrong(which: str, rate: Decimal, interval: Interval) -> str:
    if rate.is_nan():
        return f"the {which} query gives NaN"
    if rate.is_infinite():
        return f"the {which} query gives infinity"
    if rate < 0:
        return f"the {which} query gives the negative number {shown(rate)}"
    if rate > MOST_EVENTS or rate * _seconds(interval) > MOST_EVENTS:
        return f"the {which} query gives {shown(rate)} events a second, which is no count"
    return ""


def events_of(rate: Decimal, interval: Interval) -> Decimal:
    """The events of an interval at a rate a second, without the noise of floats: `1000`, `0.25`."""
    product = PRECISION.multiply(rate, _seconds(interval))
    places = product.quantize(PLACES, ROUND_HALF_EVEN, _WIDE)
    return _WIDE.add(places.normalize(_WIDE), Decimal(0)) if places else Decimal(0)


def _seconds(interval: Interval) -> Decimal:
    return Decimal(interval.length // timedelta(milliseconds=1)) / 1000
