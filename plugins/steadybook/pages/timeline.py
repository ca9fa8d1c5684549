"""The timeline of an incident, laid out to scale: phases, numbered events and the clock below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from steadybook.kinds._timeline import TimelineEntry
from steadybook.sre.durations import words

MINUTE = timedelta(minutes=1)
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440)
"""Distances between two labels of the clock, in minutes; beyond, whole days."""
MOST_TICKS = 7
NEAREST = 2.6
"""Percent of the drawing's width that two numbered events must lie apart; of closer ones the first is drawn."""
UNTOLD = {
    "started": "Users are affected from here on.",
    "detected": "Somebody or something notices.",
    "acknowledged": "A person takes it on.",
    "mitigated": "Users are no longer affected.",
    "resolved": "The incident is over.",
}
"""What a moment means, where no entry of the timeline tells of it."""
PHASES = (
    ("undetected", "started", "detected", "until detected"),
    ("responding", "detected", "mitigated", "until mitigated"),
    ("recovering", "mitigated", "resolved", "of watching until resolved"),
)


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the incident between two of its moments, in minutes from the start."""

    begin: float
    end: float
    length: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the list below the drawing."""

    number: int
    time: datetime
    offset: str
    """The time since the start, with its sign."""
    text: str
    phase: str
    mark: str
    """The moment of the incident that it is, such as `detected`; empty for all others."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that the drawing and its list need; minutes count from the start."""

    total: float
    phases: tuple[Phase, ...]
    events: tuple[Event, ...]
    points: tuple[tuple[float, int, str], ...]
    """The events that are drawn: minute, number, and mark."""
    ticks: tuple[tuple[float, str], ...]
    dates: bool
    """More than one day is shown, so that a clock time alone would not say enough."""

    @property
    def drawn_phases(self) -> tuple[tuple[float, float, str, str, str], ...]:
        """The phases as the chart takes them."""
        return tuple((p.begin, p.end, p.name, p.kind, p.length) for p in self.phases)

    @property
    def sentence(self) -> str:
        """What the drawing shows, for those who do not see it."""
        parts = [f"{phase.length} {phase.name}" for phase in self.phases]
        return f"To scale: {', '.join(parts)}" if parts else "The moments of this incident, to scale"


def lay_out(moments: Mapping[str, datetime | None], entries: Sequence[TimelineEntry], now: datetime) -> Timeline | None:
    """The timeline of an incident with these moments (started, detected, …) and entries; None without any of them.

    An incident that is not over reaches to `now`, or to its last event.
    """
    known = {name: moment for name, moment in moments.items() if moment is not None}
    if not known and not entries:
        return None
    times = [*known.values(), *(entry.time for entry in entries)]
    start = known.get("started") or min(times)
    end = known.get("resolved") or max(*times, min(now, max(times) + timedelta(days=2)))
    first, last = min(start, *times), max(end, *times)
    total = max((last - first) / MINUTE, 1.0)
    # Lines above the start (a release before it, say) stay visible: the drawing begins with the first of them.
    phases = tuple(_phases(known, first))
    events = tuple(_events(known, entries, start))
    points = tuple(_points(events, first, total))
    dates = first.astimezone(UTC).date() != last.astimezone(UTC).date()
    return Timeline(total, phases, events, points, tuple(_ticks(first, total)), dates)


def _phases(known: Mapping[str, datetime], first: datetime) -> Iterable[Phase]:
    for kind, begin, end, name in PHASES:
        if begin in known and end in known and known[end] >= known[begin]:
            length = known[end] - known[begin]
            yield Phase((known[begin] - first) / MINUTE, (known[end] - first) / MINUTE, words(length), name, kind)


def _events(known: Mapping[str, datetime], entries: Sequence[TimelineEntry], start: datetime) -> Iterable[Event]:
    marks: dict[int, str] = {}
    alone: list[tuple[datetime, str]] = []
    for mark, moment in known.items():
        same = [i for i, e in enumerate(entries) if e.time == moment and i not in marks and e.phase != "update"]
        if same:
            marks[same[-1] if mark in ("mitigated", "resolved") else same[0]] = mark
        else:
            alone.append((moment, mark))
    lines = [(entry.time, entry.event, entry.phase or "", marks.get(i, "")) for i, entry in enumerate(entries)]
    lines += [(moment, UNTOLD[mark], "", mark) for moment, mark in alone]
    lines.sort(key=lambda line: line[0])
    for number, (time, text, phase, mark) in enumerate(lines, 1):
        after = time - start
        sign = "+" if after >= timedelta() else ""
        yield Event(number, time, f"{sign}{words(after)}" if after else "0", text, phase, mark)


def _points(events: Sequence[Event], first: datetime, total: float) -> Iterable[tuple[float, int, str]]:
    taken: list[float] = []
    chosen = []
    for event in sorted(events, key=lambda e: (not e.mark, e.number)):
        share = 100 * ((event.time - first) / MINUTE) / total
        if event.mark or all(abs(share - other) >= NEAREST for other in taken):
            taken.append(share)
            chosen.append(event)
    return [
        ((event.time - first) / MINUTE, event.number, event.mark) for event in sorted(chosen, key=lambda e: e.number)
    ]


def _ticks(first: datetime, total: float) -> Iterable[tuple[float, str]]:
    step = next((s for s in STEPS if total / s <= MOST_TICKS), 1440 * ceil(total / 1440 / MOST_TICKS))
    begin = first.astimezone(UTC)
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    offset = (begin - midnight) / MINUTE
    position = ceil(offset / step) * step
    while position - offset <= total:
        at = midnight + position * MINUTE
        yield position - offset, f"{at:%m-%d}" if at == at.replace(hour=0, minute=0) else f"{at:%H:%M}"
        position += step
