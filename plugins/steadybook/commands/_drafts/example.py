"""The worked example of a kind as a first draft: under its own id, and with the dates of the day it is begun on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from steadybook.model.kind import Kind
from steadybook.source.edits import apply, replace_scalar
from steadybook.source.positions import locate

WRITTEN = date(2026, 11, 2)
"""The day on which the examples are written, as far as their text goes: nothing in them is overdue then."""
DAY = re.compile(r"(?<![0-9])20[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])")
MONTH = re.compile(r"(?<![0-9-])20[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9-])")
HOUR = re.compile(r"[0-9]T[0-9]")


def adapted(example: str, kind: Kind[Any], id: str, today: date) -> str:
    """The example under its new id (the field that must equal the file's stem is set), moved in time.

    A date in the id is that of the document, which is the first one in it; otherwise the example is written `today`. An
    id that is a month is the month that the document is about.
    """
    moved = _moved(example, _days(example, id, today))
    if MONTH.fullmatch(id):
        moved = MONTH.sub(id, moved)
    if not kind.named_by:
        return moved
    return apply(moved, [replace_scalar(moved, locate(moved), (kind.name, kind.named_by), id)])


def _days(example: str, id: str, today: date) -> int:
    first, named = first_day(example), first_day(id)
    if first is not None and named is not None:
        return (named - first).days
    days = (today - WRITTEN).days
    # Hours belong to a weekday: who hands over on Mondays does so in each draft.
    return days - days % 7 if HOUR.search(example) else days


def first_day(text: str) -> date | None:
    """The first day that a text names; None where there is none, or it is no day."""
    found = DAY.search(text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:  # a number that looks like a date
        return None


def _moved(text: str, days: int) -> str:
    return DAY.sub(lambda found: (date.fromisoformat(found[0]) + timedelta(days=days)).isoformat(), text)
