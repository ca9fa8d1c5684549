"""How much toil there is: hours a month of each item, of a service and of a team."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from steadybook.kinds.team.model import Team
from steadybook.kinds.toil_item.model import ToilItem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.past import ToilThen
from steadybook.sre.toil import Difficulty, Verdict, hours_per_month, toil_share, verdict


class ToilLoad(NamedTuple):
    """A toil item with what it costs and what to do about it."""

    document: Document[ToilItem]
    hours: Decimal
    """Hours a month that it takes, computed whatever is written; 0 once it is automated."""
    verdict: Verdict | None
    """The cell of the priority matrix; None where no difficulty is written, and once it is automated."""
    value: Decimal = Decimal(0)
    """Hours a month that automating it saves: as written, else all of them; 0 once it is automated."""

    @property
    def hours_before(self) -> Decimal:
        """Hours a month that it takes, or took until it was automated."""
        item = self.document.model
        return hours_per_month(item.time_per_occurrence_min, item.occurrences_per_month)


def toil_load(document: Document[ToilItem]) -> ToilLoad:
    """What an item costs. Its value is the hours that automating it saves: as written, else all of them."""
    item = document.model
    if item.automated:
        return ToilLoad(document, Decimal(0), None)
    hours = hours_per_month(item.time_per_occurrence_min, item.occurrences_per_month)
    value = item.automation_value if item.automation_value is not None else hours
    if item.automation_difficulty is None:
        return ToilLoad(document, hours, None, value)
    return ToilLoad(document, hours, verdict(value, Difficulty(item.automation_difficulty)), value)


def toil_of_service(context: Context, service: str) -> tuple[ToilLoad, ...]:
    """The items done for a service, what comes first at the top."""
    documents = context.corpus.referrers("service", service, ToilItem)
    return _ranked(toil_load(d) for d in documents if d.model.service == service)


def toil_of_team(context: Context, team: str) -> tuple[ToilLoad, ...]:
    """The items that take a team's time, what comes first at the top."""
    return _ranked(toil_load(d) for d in context.corpus.referrers("team", team, ToilItem) if d.model.team == team)


def all_toil(context: Context) -> tuple[ToilLoad, ...]:
    """All items, what comes first at the top."""
    return _ranked(toil_load(document) for document in context.corpus.of(ToilItem))


def total_hours(loads: Iterable[ToilLoad]) -> Decimal:
    """Hours a month together."""
    return sum((load.hours for load in loads), Decimal(0))


def inventory_of_team(context: Context, team: Document[Team]) -> ToilThen:
    """What toil takes of a team's hours as it is written down, and what it no longer takes."""
    return _inventory(toil_of_team(context, team.id), team.model.sre_hours_per_month)


def whole_inventory(context: Context) -> ToilThen | None:
    """What all toil takes of the hours of the teams that state them; None where no item is written down."""
    loads = all_toil(context)
    stated = [team.model.sre_hours_per_month for team in context.corpus.of(Team) if team.model.sre_hours_per_month]
    return _inventory(loads, sum(stated, Decimal(0)) if stated else None) if loads else None


def _inventory(loads: Iterable[ToilLoad], sre_hours: Decimal | None) -> ToilThen:
    ordered = sorted(loads, key=lambda load: load.document.path)
    done = [load for load in ordered if load.document.model.automated]
    pending = [load for load in ordered if not load.document.model.automated]
    return ToilThen(
        hours=total_hours(pending),
        automated_away=sum((load.hours_before for load in done), Decimal(0)),
        sre_hours=sre_hours,
        pending=tuple(load.document.path for load in pending),
        automated=tuple(load.document.path for load in done),
    )


def share_of(team: Team, loads: Iterable[ToilLoad]) -> Decimal | None:
    """Percent of the team's hours for reliability work that toil takes; None where the team states none."""
    return toil_share(total_hours(loads), team.sre_hours_per_month) if team.sre_hours_per_month is not None else None


def _ranked(loads: Iterable[ToilLoad]) -> tuple[ToilLoad, ...]:
    last = len(Verdict) + 1
    return tuple(sorted(loads, key=lambda x: (x.verdict.rank if x.verdict else last, -x.hours, x.document.path)))
