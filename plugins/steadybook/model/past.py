"""The repository as it stood before: what is remembered of a moment, and the contract of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Protocol

from steadybook.sre.readiness import Level, level_of, share_passed
from steadybook.sre.toil import toil_share

FLEET = ("", "")
"""The whole fleet, among subjects by kind and id."""
MOST_MONTHS = 12
"""Month ends of a course: a year shows what a season does, and a commit for each can be read while somebody waits."""

LEAST_MONTHS = 3
"""A quarter: below that there is no course."""
MOST_DOCUMENTS = 15_000
"""Documents that all month ends together may hold: with nothing remembered, some 20 seconds of one core (measured)."""


@dataclass(frozen=True, slots=True)
class ServiceThen:
    """A service's scorecard, as far as it is remembered."""

    tier: str
    lifecycle: str
    team: str
    in_production: bool
    required: int
    passed: int
    """Of the required checks."""
    passing: tuple[str, ...]
    """The ids of all checks that pass, required or not."""

    @property
    def is_ready(self) -> bool:
        """Nothing required is missing."""
        return self.passed == self.required

    @property
    def level(self) -> Level | None:
        """Bronze, silver or gold; None below bronze, and where nothing is required."""
        share = share_passed(self.passed, self.required)
        return level_of(share) if share is not None else None


@dataclass(frozen=True, slots=True)
class QualityThen:
    """A quality score: 0 to 100, and 0 to 5 of each dimension by its id."""

    total: Decimal
    dimensions: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ToilThen:
    """An inventory of toil: hours a month that it takes, hours that machines took over, and the paths of the items."""

    hours: Decimal
    automated_away: Decimal
    sre_hours: Decimal | None
    """Hours a month for reliability work; None where nobody states them."""
    pending: tuple[str, ...] = ()
    automated: tuple[str, ...] = ()

    @property
    def share(self) -> Decimal | None:
        """Percent of the hours that toil takes; None where they are not stated."""
        return toil_share(self.hours, self.sre_hours) if self.sre_hours else None


@dataclass(frozen=True, slots=True)
class Standing:
    """The figures of one moment that a later one is compared with. Subjects are named by kind and id."""

    services: Mapping[str, ServiceThen]
    quality: Mapping[tuple[str, str], QualityThen]
    """Of services, teams and FLEET; subjects without a service to score are left out."""
    toil: Mapping[tuple[str, str], ToilThen]
    """Of teams and FLEET; empty where no item was written down."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a moment: the standing, or the reason why there is none."""

    moment: datetime
    """What counted as now, for deadlines and measurements."""
    standing: Standing | None = None
    reason: str = ""
    commit: str = ""
    """The hash of the commit that was read."""
    committed_at: datetime | None = None

    @property
    def source(self) -> str:
        """The commit in words, with the day on which it was made."""
        when = f" of {self.committed_at.astimezone(UTC).date()}" if self.committed_at is not None else ""
        return f"commit {self.commit[:9]}{when}"


class Past(Protocol):
    """Reads the repository as it stood."""

    def month_ends(self, now: datetime) -> tuple[datetime, ...]:
        """The moments before now that a course is made of, the oldest first: as many as can be read in good time."""
        ...

    def at(self, moment: datetime) -> Reading:
        """The last commit at or before a moment, read with that moment as now; else the reason why there is none."""
        ...

    def since(self, text: str, now: datetime) -> Reading:
        """The moment that `text` names: a date (its end, UTC), an instant, or a revision (when it was committed).

        Raises UsageError where it names none, or one after `now`.
        """
        ...


def months_within(documents: int) -> int:
    """How many month ends to read of a repository with so many documents: all for a small one, three at least."""
    return min(MOST_MONTHS, max(LEAST_MONTHS, MOST_DOCUMENTS // max(documents, 1)))


def month_ends(now: datetime, most: int = MOST_MONTHS) -> tuple[datetime, ...]:
    """The latest moments at which a month in UTC had passed, not after `now`, the oldest first."""
    end = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    for _ in range(most):
        found.append(end)
        end = end.replace(year=end.year - 1, month=12) if end.month == 1 else end.replace(month=end.month - 1)
    return tuple(reversed(found))
