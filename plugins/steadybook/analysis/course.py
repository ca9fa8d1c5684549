"""A figure over time: at the ends of past months, as git knows them, and now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from steadybook.model.past import Past, Reading, Standing
from steadybook.model.report import Table, columns
from steadybook.sre.numbers import rounded

HUNDRED = 100
NOW = "now"
"""The source of the last point: what lies in the work tree."""


def last_day(moment: datetime) -> date:
    """The day that a moment ends, or lies in (UTC)."""
    return (moment.astimezone(UTC) - timedelta(microseconds=1)).date()


@dataclass(frozen=True, slots=True)
class Point:
    """The figure at one moment; None where there was nothing to count."""

    moment: datetime
    value: Decimal | None
    source: str
    """What was read: a commit, or the work tree."""

    @property
    def day(self) -> date:
        """The day of the point."""
        return last_day(self.moment)

    @property
    def label(self) -> str:
        """The month of a point of the past; the day of now."""
        return f"{self.day}" if self.source == NOW else f"{self.day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Course:
    """A figure over time, the oldest point first; the last one is now. `reason` says why there is no past."""

    points: tuple[Point, ...]
    reason: str = ""

    @property
    def drawn(self) -> tuple[tuple[float, float, Point], ...]:
        """The points that have a value, each with percent of the time and percent of the way to 100."""
        first, last = self.points[0].moment, self.points[-1].moment
        span = max((last - first).total_seconds(), 1.0)
        return tuple(
            ((point.moment - first).total_seconds() * HUNDRED / span, float(min(point.value, Decimal(HUNDRED))), point)
            for point in self.points
            if point.value is not None
        )

    @property
    def strokes(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The line through these points, broken where a moment between two had nothing to count."""
        places = {id(point): (x, y) for x, y, point in self.drawn}
        runs = groupby(self.points, lambda point: id(point) in places)
        return tuple(tuple(places[id(point)] for point in run) for has_value, run in runs if has_value)

    @property
    def values(self) -> tuple[float | None, ...]:
        """The figures alone."""
        return tuple(float(point.value) if point.value is not None else None for point in self.points)

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Day, value and source of each point."""
        return tuple((f"{p.day}", "no data" if p.value is None else rounded(p.value, 1), p.source) for p in self.points)

    @property
    def figures(self) -> Mapping[str, Any]:
        """The points as programs read them."""
        return {
            "points": [{"as_of": p.moment, "value": p.value, "source": p.source} for p in self.points],
            "reason": self.reason or None,
        }

    @property
    def before(self) -> Point | None:
        """The newest point of the past that has a value."""
        return next((point for point in reversed(self.points[:-1]) if point.value is not None), None)


def sentence(reason: str) -> str:
    """A reason as it stands alone."""
    return f"{reason[:1].upper()}{reason[1:]}."


def table_of(course: Course, title: str, unit: str) -> Table:
    """The points as people read them."""
    return Table(
        title,
        columns("End of", f"#{unit}", "Read from"),
        tuple(
            (point.day, None if point.value is None else rounded(point.value, 1), point.source)
            for point in course.points
        )
        if not course.reason
        else (),
        sentence(course.reason),
    )


def readings(past: Past, now: datetime) -> tuple[Reading, ...]:
    """What is known of the latest month ends before now, the oldest first; each with a standing or a reason."""
    return tuple(past.at(moment) for moment in past.month_ends(now))


def course(
    past: Past | None, now: datetime, value: Callable[[Standing], Decimal | None], present: Decimal | None
) -> Course | None:
    """The course of a figure that is `present` now; months without history or without documents are left out.

    None where nobody wants to know about the past.
    """
    if past is None:
        return None
    found = readings(past, now)
    points = [
        Point(reading.moment, value(reading.standing), reading.source)
        for reading in found
        if reading.standing is not None
    ]
    known = any(point.value is not None for point in points)
    reason = "" if known else (found[-1].reason or "no data: there was nothing to count at the end of any month")
    return Course((*(points if known else ()), Point(now, present, NOW)), reason)
