"""Agendas of the meetings that keep reliability going: timed items with the points to go through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class AgendaItem(NamedTuple):
    """One part of a meeting, with its minutes."""

    title: str
    minutes: int
    points: tuple[str, ...]


def total_minutes(items: Iterable[AgendaItem]) -> int:
    """How long the meeting takes."""
    return sum(item.minutes for item in items)
