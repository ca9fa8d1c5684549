"""How the load of a rotation is shared among its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

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
