"""The report on action items: what was agreed after incidents, experiments and game days, the overdue first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from steadybook.analysis.action_history import ActionMonth, action_months
from steadybook.analysis.open_actions import OpenAction, all_actions
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns
from steadybook.model.urls import address, anchor
from steadybook.sre.numbers import rounded

DONE_SHOWN = timedelta(days=90)
"""Done items stay in the list for so long after they were done."""
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action item."""

    action: OpenAction
    late: int
    anchor: str
    place: str
    """The address of the document, at the item where its page has an anchor for it."""


@dataclass(frozen=True, slots=True)
class ActionsView:
    """What the report shows."""

    rows: tuple[ActionRow, ...]
    total: int
    open: int
    overdue: int
    done: int
    done_earlier: int
    months: tuple[ActionMonth, ...]
    """How they came and went, oldest month first."""

    @property
    def headline(self) -> str:
        """Overdue, open and done."""
        if not (self.open or self.done):
            return "No action is open."
        overdue = f"{self.overdue} overdue" if self.overdue else "Nothing overdue"
        return f"{overdue}, {self.open} open, {self.done} done in {DONE_SHOWN.days} days."


def _view(basis: Basis) -> ActionsView:
    today = basis.context.today
    found = list(all_actions(basis.context))
    pending = [action for action in found if not action.item.is_done]
    done = [action for action in found if action.item.is_done]
    recent = [action for action in done if _is_recent(action.item.completed, today)]
    pending.sort(key=lambda a: (a.item.deadline or date.max, a.item.priority or "P9", a.document.path))
    recent.sort(key=lambda a: a.item.completed or date.min, reverse=True)
    rows = tuple(_rows([*pending, *recent], today))
    return ActionsView(
        rows=rows[:MOST_ROWS],
        total=len(rows),
        open=len(pending),
        overdue=sum(row.late > 0 for row in rows),
        done=len(recent),
        done_earlier=len(done) - len(recent),
        months=action_months(basis.context),
    )


def _is_recent(completed: date | None, today: date) -> bool:
    return completed is None or completed >= today - DONE_SHOWN


def _rows(actions: list[OpenAction], today: date) -> Iterator[ActionRow]:
    taken: set[str] = set()
    for action in actions:
        document, id = action.document, action.item.id or ""
        own = f"{anchor(document.id)}--{anchor(id)}" if id else ""
        if own in taken:
            own = ""
        taken.add(own)
        place = address(document.facts.kind, document.id)
        if id and document.facts.kind == "postmortem":
            place += f"#{anchor(id)}"
        yield ActionRow(action, action.days_overdue(today), own, place)


def _places(value: Decimal | None, places: int) -> str | None:
    return None if value is None else rounded(value, places)


def _figures(view: ActionsView) -> Mapping[str, Any]:
    return {
        "overdue": view.overdue,
        "open": view.open,
        "done_in_days": DONE_SHOWN.days,
        "done": view.done,
        "done_earlier": view.done_earlier,
        "months": [
            {
                "month": month.period.name,
                "opened": month.opened,
                "closed": month.closed,
                "open": month.open,
                "overdue": month.overdue,
                "in_time_pct": month.in_time_pct,
                "median_age_days": month.median_age,
            }
            for month in view.months
        ],
        "actions": [row.action.figures(row.late > 0) for row in view.rows],
    }


def _blocks(view: ActionsView) -> Iterator[Block]:
    rows = tuple(
        (
            row.action.item.deadline,
            "overdue" if row.late else row.action.item.status,
            row.action.item.priority,
            row.action.item.owner,
            row.action.item.description,
            Mention(row.action.document.facts.kind, row.action.document.id),
        )
        for row in view.rows
    )
    heads = columns("Due", "Status", "Priority", "Owner", "Action", "Follows from")
    yield Table("Action items", heads, rows, f"No action is open, and none was done in {DONE_SHOWN.days} days.")
    yield Table(
        "Month by month",
        columns("Month", "#Agreed", "#Done", "#Open", "#Overdue", "#Done in time, %", "#Median age, d"),
        tuple(
            (m.period.name, m.opened, m.closed, m.open, m.overdue, _places(m.in_time_pct, 0), _places(m.median_age, 1))
            for m in view.months
        ),
        "No action item has a day.",
        "Done in time: of those whose deadline lay in the month.",
    )


REPORT = Report(
    title="Action items",
    about="What was agreed after incidents, experiments and game days: how far it is, and what is late.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
