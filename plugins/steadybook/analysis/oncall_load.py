"""How the load of a rotation is shared among its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from steadybook.kinds.oncall_shift.model import OncallShift


@dataclass(slots=True)
class MemberLoad:
    """What one person carried over some shifts; pages are those of shifts as primary, who is called first."""

    person: str
    is_member: bool
    primary: int = 0
    """Shifts as primary."""
    secondary: int = 0
    """Shifts as secondary."""
    pages: int = 0
    off_hours_pages: int = 0
    unknown_off_hours: int = field(default=0)
    """Shifts as primary that do not say how many pages came outside working hours."""


def loads_of(members: Iterable[str], shifts: Iterable[OncallShift]) -> tuple[MemberLoad, ...]:
    """The load of each member (those without a shift too) and of whoever else took one: the greatest first."""
    found = {person: MemberLoad(person, True) for person in members}
    for shift in shifts:
        first = found.setdefault(shift.primary, MemberLoad(shift.primary, False))
        first.primary += 1
        first.pages += shift.pages
        first.off_hours_pages += shift.off_hours_pages or 0
        first.unknown_off_hours += shift.off_hours_pages is None
        if shift.secondary:
            found.setdefault(shift.secondary, MemberLoad(shift.secondary, False)).secondary += 1
    return tuple(sorted(found.values(), key=lambda load: (-load.pages, -load.primary, load.person)))


@dataclass(frozen=True, slots=True)
class Fairness:
    """How evenly the members of a rotation share it; people who are no members are left out."""

    primary: tuple[int, int]
    """Fewest and most shifts as primary."""
    secondary: tuple[int, int]
    """Fewest and most shifts as secondary."""
    heaviest: MemberLoad | None
    """Who had most pages; None without a page."""
    share: Decimal | None
    """Percent of the members' pages that they had."""
    equal_share: Decimal
    """Percent that each would have if all had the same."""

    @property
    def is_even(self) -> bool:
        """In each role nobody took more than one shift more than anybody else: no order of turns can do better."""
        return self.primary[1] - self.primary[0] <= 1 and self.secondary[1] - self.secondary[0] <= 1


def fairness_of(loads: Iterable[MemberLoad]) -> Fairness | None:
    """How evenly a load is shared; None where there is no member or no shift."""
    members = [load for load in loads if load.is_member]
    if not any(load.primary or load.secondary for load in members):
        return None
    pages = sum(load.pages for load in members)
    heaviest = max(members, key=lambda load: load.pages) if pages else None
    return Fairness(
        primary=(min(load.primary for load in members), max(load.primary for load in members)),
        secondary=(min(load.secondary for load in members), max(load.secondary for load in members)),
        heaviest=heaviest,
        share=Decimal(100 * heaviest.pages) / pages if heaviest is not None else None,
        equal_share=Decimal(100) / len(members),
    )
