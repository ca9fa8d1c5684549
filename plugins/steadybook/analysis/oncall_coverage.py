"""Which hours of day and night each rotation covers, and whose nights others could take over because it is their day.

The hours of the last four weeks are looked at one by one in each rotation's own zone, so that a change of clocks within
them counts as it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from steadybook.analysis.shifts import shifts_of
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.oncall import is_night

HOUR = timedelta(hours=1)
WEEKS = 4
HOURS = range(24)


@dataclass(frozen=True, slots=True)
class HourCover:
    """One hour of the UTC day over the weeks, as shares from 0 to 1."""

    hour: int
    day: float
    """On duty while it was day where the rotation is."""
    night: float
    """On duty while people there sleep."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The hours that one rotation covers."""

    rotation: Document[OncallRotation]
    hours: tuple[HourCover, ...]
    """Empty where no shift lies in the weeks."""
    covered: Decimal
    """Percent of all hours with somebody on duty."""
    night_hours: Decimal
    """Hours a week on duty while people there sleep."""
    colleague: tuple[str, Decimal] | None
    """The rotation of the same team that could take most of these, and how many hours a week."""
    neighbour: tuple[str, Decimal] | None
    """The rotation of another team whose day they fall into most."""


@dataclass(frozen=True, slots=True)
class TeamCoverage:
    """The rotations of a team together."""

    team: str
    rotations: tuple[Coverage, ...]
    uncovered: Decimal
    """Hours a week with nobody on duty."""
    by_day: Decimal
    """Percent of all hours in which somebody is on duty for whom it is day."""

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones of its rotations."""
        return tuple(dict.fromkeys(each.rotation.model.timezone for each in self.rotations))

    @property
    def follows_the_sun(self) -> bool:
        """In every hour somebody is on duty for whom it is day."""
        return self.by_day == 100


def coverage_of(context: Context, team: str) -> TeamCoverage | None:
    """The hours that a team's rotations cover; None for a team without one."""
    return next((each for each in coverages(context) if each.team == team), None)


def coverage_of_rotation(context: Context, rotation: Document[OncallRotation]) -> Coverage | None:
    """The hours that a rotation covers."""
    team = coverage_of(context, rotation.model.team)
    found = team.rotations if team is not None else ()
    return next((each for each in found if each.rotation.path == rotation.path), None)


def coverages(context: Context) -> tuple[TeamCoverage, ...]:
    """All teams with a rotation, the one that sleeps least first."""
    return context.memo(_coverages)


def _coverages(context: Context) -> tuple[TeamCoverage, ...]:
    rotations = context.corpus.of(OncallRotation)
    moments = tuple(_moments(context.as_of))
    nights = {zone: _nights(zone, moments) for zone in dict.fromkeys(d.model.timezone for d in rotations)}
    by_team: defaultdict[str, list[Document[OncallRotation]]] = defaultdict(list)
    for document in rotations:
        by_team[document.model.team].append(document)
    # One rotation stands for all of its zone: only where it is day matters.
    elsewhere = {document.model.timezone: document for document in reversed(rotations)}
    found = [_team(context, team, members, elsewhere, nights, moments) for team, members in by_team.items()]
    return tuple(sorted(found, key=lambda each: (each.by_day, each.team)))


def _team(
    context: Context,
    team: str,
    rotations: Sequence[Document[OncallRotation]],
    elsewhere: dict[str, Document[OncallRotation]],
    nights: dict[str, tuple[bool, ...]],
    moments: Sequence[datetime],
) -> TeamCoverage:
    duty = {document.path: _duty(context, document.id, moments) for document in rotations}
    rows = []
    for document in rotations:
        night, on = nights[document.model.timezone], duty[document.path]
        woken = [index for index in range(len(moments)) if on[index] and night[index]]
        colleagues = [d for d in rotations if d is not document]
        others = [d for d in elsewhere.values() if d.model.team != team]
        rows.append(
            Coverage(
                rotation=document,
                hours=tuple(_hours(on, night, moments)) if any(on) else (),
                covered=Decimal(100 * sum(on)) / len(moments),
                night_hours=_a_week(len(woken)),
                colleague=_relief(woken, colleagues, nights),
                neighbour=_relief(woken, others, nights),
            )
        )
    anybody = [any(on[index] for on in duty.values()) for index in range(len(moments))]
    awake = [
        any(duty[d.path][index] and not nights[d.model.timezone][index] for d in rotations)
        for index in range(len(moments))
    ]
    return TeamCoverage(
        team=team,
        rotations=tuple(rows),
        uncovered=_a_week(len(moments) - sum(anybody)),
        by_day=Decimal(100 * sum(awake)) / len(moments),
    )


def _moments(as_of: datetime) -> Iterator[datetime]:
    """The middle of each whole hour (UTC) of the weeks before now."""
    end = as_of.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    count = WEEKS * 7 * 24
    for back in range(count, 0, -1):
        yield end - HOUR * back + HOUR / 2


def _nights(zone: str, moments: Iterable[datetime]) -> tuple[bool, ...]:
    place = ZoneInfo(zone)
    return tuple(is_night(moment.astimezone(place).hour) for moment in moments)


def _duty(context: Context, rotation: str, moments: Sequence[datetime]) -> tuple[bool, ...]:
    """Whether a shift covers each moment."""
    shifts = [document.model for document in context.memo(shifts_of, rotation)]
    starts = [shift.start for shift in shifts]
    latest, furthest = [], datetime.min.replace(tzinfo=UTC)
    for shift in shifts:
        furthest = max(furthest, shift.end)
        latest.append(furthest)
    covered = []
    for moment in moments:
        place = bisect_right(starts, moment)
        covered.append(bool(place) and latest[place - 1] > moment)
    return tuple(covered)


def _hours(on: Sequence[bool], night: Sequence[bool], moments: Sequence[datetime]) -> Iterator[HourCover]:
    days = WEEKS * 7
    for hour in HOURS:
        places = [index for index, moment in enumerate(moments) if moment.hour == hour and on[index]]
        asleep = sum(night[index] for index in places)
        yield HourCover(hour, (len(places) - asleep) / days, asleep / days)


def _relief(
    woken: Sequence[int], others: Iterable[Document[OncallRotation]], nights: dict[str, tuple[bool, ...]]
) -> tuple[str, Decimal] | None:
    best: tuple[str, Decimal] | None = None
    for other in others:
        hours = _a_week(sum(not nights[other.model.timezone][index] for index in woken))
        if hours and (best is None or hours > best[1]):
            best = (other.id, hours)
    return best


def _a_week(hours: int) -> Decimal:
    return Decimal(hours) / WEEKS
