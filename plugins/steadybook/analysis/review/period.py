"""Stretches of time that are reviewed: calendar months and ISO weeks, in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

MONTH = re.compile(r"(\d{4})-(\d{2})")
WEEK = re.compile(r"(\d{4})-W(\d{2})")


class Period(NamedTuple):
    """From the first moment of `start` to the last of the day before `end`."""

    name: str
    start: date
    end: date

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.start, time(), UTC)

    @property
    def ends(self) -> datetime:
        """The moment at which it is over."""
        return datetime.combine(self.end, time(), UTC)

    @property
    def before(self) -> Period:
        """The period before it, of the same sort."""
        last = self.start - timedelta(days=1)
        return month_of(last) if MONTH.fullmatch(self.name) else week_of(last)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.begins <= moment < self.ends

    def holds_day(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day < self.end


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    start = day.replace(day=1)
    end = (start + timedelta(days=31)).replace(day=1)
    return Period(f"{start:%Y-%m}", start, end)


def week_of(day: date) -> Period:
    """The ISO week (Monday to Sunday) of a day."""
    year, week, weekday = day.isocalendar()
    start = day - timedelta(days=weekday - 1)
    return Period(f"{year}-W{week:02}", start, start + timedelta(days=7))


def parse_period(text: str) -> Period:
    """`2026-10` or `2026-W42`. Raises ValueError for anything else."""
    try:
        if match := MONTH.fullmatch(text):
            return month_of(date(int(match[1]), int(match[2]), 1))
        if match := WEEK.fullmatch(text):
            return week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    except OverflowError:
        raise ValueError(f"the calendar ends before {text} does") from None
    raise ValueError(f"{text} is neither a month (2026-10) nor a week (2026-W42)")
