"""How action items came and went, month by month: closing rates and ages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from steadybook.analysis.open_actions import OpenAction, all_actions, began
from steadybook.analysis.review.period import Period, month_of
from steadybook.model.context import Context
from steadybook.sre.error_budget import HUNDRED

MONTHS = 12
"""Months that are looked back on."""


@dataclass(frozen=True, slots=True)
class ActionMonth:
    """The action items of one calendar month (UTC); the present one up to today."""

    period: Period
    opened: int
    """Agreed in the month: the day of their document counts."""
    closed: int
    """Done in the month."""
    open: int
    """Still open at its end."""
    overdue: int
    """Of these, past their deadline at its end."""
    due: int
    """Whose deadline lay in the month."""
    in_time: int
    """Of these, done by their deadline."""
    median_age: Decimal | None
    """Days since their document, half of those open at the end are older; None where none is open."""

    @property
    def in_time_pct(self) -> Decimal | None:
        """Percent of those due in the month that were done in time; None where none was due."""
        return HUNDRED * self.in_time / self.due if self.due else None


def action_months(context: Context) -> tuple[ActionMonth, ...]:
    """The last twelve months, oldest first; months before the first document with actions are left out.

    Items that are done without a `completed` day are left out: nobody knows when they were closed.
    """
    return context.memo(_months)


def _months(context: Context) -> tuple[ActionMonth, ...]:
    dated = [(day, action) for action in all_actions(context) if (day := began(action)) is not None]
    known = [(day, a) for day, a in dated if not a.item.is_done or a.item.completed is not None]
    if not known:
        return ()
    first = min(day for day, _ in known)
    found: list[ActionMonth] = []
    period = month_of(context.today)
    while len(found) < MONTHS and period.end > first:
        found.append(_month(period, min(period.end, context.today + timedelta(days=1)), known))
        period = period.before
    return tuple(reversed(found))


def _month(period: Period, end: date, known: list[tuple[date, OpenAction]]) -> ActionMonth:
    """`end` is the day after the last one that counts."""
    pending = [(day, a) for day, a in known if day < end and (a.item.completed is None or a.item.completed >= end)]
    due = [a for _, a in known if a.item.deadline is not None and period.start <= a.item.deadline < end]
    return ActionMonth(
        period=period,
        opened=sum(period.holds_day(day) and day < end for day, _ in known),
        closed=sum(a.item.completed is not None and period.start <= a.item.completed < end for _, a in known),
        open=len(pending),
        overdue=sum(a.item.deadline is not None and a.item.deadline < end - timedelta(days=1) for _, a in pending),
        due=len(due),
        in_time=sum(_is_in_time(a) for a in due),
        median_age=Decimal(str(median((end - day).days - 1 for day, _ in pending))) if pending else None,
    )


def _is_in_time(action: OpenAction) -> bool:
    done, deadline = action.item.completed, action.item.deadline
    return done is not None and deadline is not None and done <= deadline
