"""Which intervals of a series are not measured yet: arithmetic on instants in UTC."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAY = timedelta(days=1)
SHORTEST = timedelta(minutes=1)
"""Shorter pieces are not worth a query: a rate needs two scrapes, and these are seldom closer than 15 seconds."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `start` (inclusive) to `end` (exclusive), both in UTC."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Batch:
    """Intervals of one length whose ends lie whole steps apart, so that one range query can measure them."""

    intervals: tuple[Interval, ...]
    step: timedelta

    @property
    def window(self) -> timedelta:
        """The length of each interval."""
        return self.intervals[0].length


def is_granularity(step: timedelta) -> bool:
    """Whether days can be cut into whole steps of at least a minute, so that the cuts are the same every day."""
    return SHORTEST <= step <= DAY and not DAY % step


def floor(moment: datetime, step: timedelta) -> datetime:
    """The latest cut at or before a moment."""
    return moment - (moment - EPOCH) % step


def ceiling(moment: datetime, step: timedelta) -> datetime:
    """The earliest cut at or after a moment."""
    return moment + (EPOCH - moment) % step


def missing(covered: Iterable[Interval], since: datetime, until: datetime, step: timedelta) -> Iterator[Interval]:
    """What is not covered from `since` to `until`, cut at every whole step, in order of time.

    Where rows of another granularity end inside a step, its rest is an interval of its own, unless it is shorter than
    SHORTEST. `covered` may overlap and be in any order.
    """
    at = since
    for taken in sorted(covered):
        if taken.end <= at:
            continue
        if taken.start >= until:
            break
        yield from _cut(at, taken.start, step)
        at = taken.end
    yield from _cut(at, until, step)


def _cut(start: datetime, end: datetime, step: timedelta) -> Iterator[Interval]:
    while start < end:
        stop = min(floor(start, step) + step, end)
        if stop - start >= SHORTEST:
            yield Interval(start, stop)
        start = stop


def batches(intervals: Sequence[Interval], step: timedelta, most: int) -> Iterator[Batch]:
    """The intervals in range queries of at most `most` points each; an odd piece is a query of its own."""
    whole = [interval for interval in intervals if interval.length == step]
    at = 0
    while at < len(whole):
        beyond = bisect_right(whole, Interval(whole[at].start + (most - 1) * step, datetime.max.replace(tzinfo=UTC)))
        yield Batch(tuple(whole[at:beyond]), step)
        at = beyond
    for interval in intervals:
        if interval.length != step:
            yield Batch((interval,), interval.length)
