"""The weekly review: the agenda of half an hour, filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from steadybook.analysis.budgets import SloBudget
from steadybook.analysis.open_actions import OpenAction
from steadybook.analysis.review.parts import shifts_in
from steadybook.analysis.review.period import parse_period
from steadybook.analysis.review.weekly import Week, week, weeks
from steadybook.model.report import Basis, Block, Mention, Note, Report, Table, columns, count
from steadybook.sre.agenda import AgendaItem, total_minutes
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.numbers import rounded
from steadybook.sre.oncall import WEEKLY_REVIEW

MOST_ACTIONS = 15
"""Open actions that the review goes through; the tracker lists all."""


@dataclass(frozen=True, slots=True)
class WeeklyView:
    """What the review of one week shows."""

    week: Week
    pages_before: int | None
    """Pages of the week before; None where no shift began in it."""
    today: date
    """The last day of the week, or today while it lasts."""
    agenda: tuple[AgendaItem, ...] = WEEKLY_REVIEW
    periods: tuple[str, ...] = ()
    """The weeks that have a review, the newest first."""

    @property
    def troubled(self) -> tuple[SloBudget, ...]:
        """The budgets to speak about: all but those that are healthy and burn no faster than they may."""
        return tuple(b for b in self.week.budgets if b.ruling is not BudgetState.HEALTHY or b in self.week.burning)

    @property
    def actions(self) -> tuple[OpenAction, ...]:
        """The open actions to go through, overdue ones first."""
        return self.week.open_actions[:MOST_ACTIONS]

    def days_late(self, action: OpenAction) -> int:
        """By how many days an action was late when the week ended, or today while it lasts."""
        deadline = action.item.deadline
        return max(0, (self.today - deadline).days) if deadline is not None else 0

    @property
    def overdue(self) -> int:
        """The open actions that are late."""
        return sum(self.days_late(action) > 0 for action in self.week.open_actions)

    @property
    def minutes(self) -> int:
        """How long the meeting takes."""
        return total_minutes(self.agenda)

    @property
    def pages(self) -> int | None:
        """Pages of the shifts that began in the week; None where none did."""
        return _total(self.week, "pages")

    @property
    def off_hours(self) -> int | None:
        """Those outside working hours."""
        return _total(self.week, "off_hours_pages")

    @property
    def false_positives(self) -> int | None:
        """Those that needed nobody."""
        return _total(self.week, "false_positives")

    @property
    def hours_saved(self) -> Decimal:
        """Hours a month that machines have taken over so far."""
        return sum((load.hours_before for load in self.week.automated), Decimal(0))

    @property
    def headline(self) -> str:
        """Incidents, pages, and budgets that need somebody."""
        low = sum(budget.ruling in (BudgetState.CRITICAL, BudgetState.EXHAUSTED) for budget in self.week.budgets)
        pages = "no shift began" if self.pages is None else count(self.pages, "page")
        incidents = count(len(self.week.incidents), "incident")
        return f"{self.week.period.name}: {incidents}, {pages}, {count(low, 'budget')} critical or exhausted."


NO_ALERT = "By what is measured, no burn-rate alert burned this week."


def _total(week: Week, field: str) -> int | None:
    values = [getattr(document.model, field) for document in week.shifts]
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _view(basis: Basis) -> WeeklyView:
    context = basis.context
    before = shifts_in(context, parse_period(basis.period).before)
    pages = sum(d.model.pages for d in before) if before else None
    shown = week(context, basis.period)
    return WeeklyView(shown, pages, today=min(shown.last_day, context.today), periods=weeks(context))


def _figures(view: WeeklyView) -> Mapping[str, Any]:
    week = view.week
    return {
        "week": week.period.name,
        "begins": week.period.start,
        "ends": week.period.end,
        "slos": [
            {
                "slo": b.slo.id,
                "remaining_pct": b.remaining,
                "state": b.state,
                "frozen": b.frozen,
                "burn_24h": b.burn["24h"],
            }
            for b in week.budgets
        ],
        "burn_rate_alerts": [
            {"slo": e.slo.id, "alert": e.alert, "severity": e.severity, "first": e.first, "last": e.last}
            for e in week.alerts
        ],
        "incidents": [
            {
                "incident": d.id,
                "severity": d.model.severity,
                "status": d.model.status,
                "lasted": d.model.resolved_at - d.model.started_at if d.model.resolved_at is not None else None,
            }
            for d in week.incidents
        ],
        "open_actions": [action.global_id for action in week.open_actions],
        "pages": view.pages,
        "pages_week_before": view.pages_before,
        "off_hours_pages": view.off_hours,
        "false_positives": view.false_positives,
        "finished_actions": [action.global_id for action in week.finished_actions],
        "hours_automated_away": view.hours_saved,
        "experiments": [document.id for document in week.experiments],
        "capacity_concerns": [
            {"capacity_model": c.document.id, "months": c.months, "reached_on": c.crossed_on} for c in week.capacity
        ],
    }


def _blocks(view: WeeklyView) -> Iterator[Block]:
    week = view.week
    titles = [f"{number}. {item.title} ({item.minutes} min)" for number, item in enumerate(view.agenda, 1)]
    yield Table(
        titles[0],
        columns("Objective", "State", "#Left, %", "#Burn, 24 h"),
        tuple(
            (
                Mention("slo", b.slo.id),
                "frozen" if b.frozen else b.state.value,
                rounded(b.remaining, 1) if b.remaining is not None and b.remaining.is_finite() else None,
                f"{rate:.2f}" if (rate := b.burn["24h"]) is not None and rate.is_finite() else "n/a",
            )
            for b in week.budgets
        ),
        "No objective is written down.",
        _burning(week),
    )
    yield Table(
        "Burn-rate alerts of the week",
        columns("Alert", "Objective", "Severity", "First, UTC", "Last, UTC"),
        tuple((e.alert, Mention("slo", e.slo.id), e.severity, e.first, e.last) for e in week.alerts),
        NO_ALERT,
        "By what is measured; a window shorter than the rows is left to the long one." if week.alerts else "",
    )
    yield Table(
        titles[1],
        columns("Incident", "Severity", "Status", "Lasted"),
        tuple(
            (
                Mention("incident", d.id),
                d.model.severity,
                d.model.status,
                d.model.resolved_at - d.model.started_at if d.model.resolved_at is not None else None,
            )
            for d in week.incidents
        ),
        "No incident began this week.",
    )
    yield Table(
        "Open action items",
        columns("Due", "Action", "Owner", "What"),
        tuple(
            (
                a.item.deadline,
                Mention(a.document.facts.kind, a.document.id, a.global_id),
                a.item.owner,
                a.item.description,
            )
            for a in view.actions
        ),
        "No action is open.",
        f"The first {MOST_ACTIONS} of {len(week.open_actions)}." if len(week.open_actions) > MOST_ACTIONS else "",
    )
    yield Note(tuple(_oncall(view)), titles[2])
    yield Note(tuple(_work(view)), titles[3])


def _burning(week: Week) -> str:
    names = ", ".join(budget.slo.id for budget in week.burning)
    return f"Burned faster than they may over the last day: {names}." if names else ""


def _oncall(view: WeeklyView) -> Iterator[str]:
    if view.pages is None:
        yield "No shift began this week."
        return
    before = f" (the week before: {view.pages_before})" if view.pages_before is not None else ""
    yield f"{count(view.pages, 'page')}{before}"
    if view.off_hours is not None:
        yield f"{view.off_hours} off hours"
    if view.false_positives is not None:
        yield count(view.false_positives, "false positive")
    for shift in view.week.shifts:
        if shift.model.satisfaction is not None:
            yield f"{shift.model.primary} ({shift.model.rotation}): {shift.model.satisfaction} of 5"


def _work(view: WeeklyView) -> Iterator[str]:
    week = view.week
    done = [f"done: {action.global_id} {action.item.description}" for action in week.finished_actions]
    yield from done or ["No action item was finished."]
    yield f"{rounded(view.hours_saved, 1)} hours of toil a month are automated so far."
    experiments = ", ".join(document.id for document in week.experiments)
    yield f"Experiments: {experiments}." if experiments else "No chaos experiment ran."
    for concern in week.capacity:
        when = f"in {concern.crossed_on:%Y-%m}" if concern.months and concern.crossed_on else "now"
        model = concern.document.model
        yield f"{model.service}: its {model.bottleneck_resource} reaches the limit {when}"
    if not week.capacity:
        yield "No capacity model reaches its limit within six months."


REPORT = Report(
    title="Weekly review",
    about="The agenda of the weekly review, filled in: budgets, incidents, on-call and the work on reliability.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    periods=weeks,
)
