"""One figure of a review, with the documents that it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from steadybook.model.document import Document
from steadybook.sre.durations import minutes

Route = tuple[str, ...]
"""The names of a figure's place in the `monthly_report` document."""


class Figure(NamedTuple):
    """A value, not rounded; None where there is no data, and then the reason."""

    value: int | Decimal | str | None
    documents: tuple[Document[Any], ...] = ()
    reason: str = ""
    note: str = ""
    """How old the data is where it is not of the period's end."""
    is_of_today: bool = False
    """The documents say nothing of the past: what is written today may not have held in the period."""


def counted(documents: Iterable[Document[Any]]) -> Figure:
    """How many documents there are; none is a figure too."""
    found = tuple(documents)
    return Figure(len(found), found)


def mean_minutes(values: Iterable[tuple[timedelta, Document[Any]]], reason: str) -> Figure:
    """The mean of durations, in minutes."""
    found = tuple(values)
    if not found:
        return Figure(None, (), reason)
    total = sum((minutes(duration) for duration, _ in found), Decimal(0))
    return Figure(total / len(found), tuple(document for _, document in found))
