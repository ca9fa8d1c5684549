"""What the weekly review goes through: budgets, incidents, on-call and the work on reliability of one week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from steadybook.analysis.budgets import SloBudget, all_budgets
from steadybook.analysis.burn_alerts import BurnEpisode, episodes_in
from steadybook.analysis.capacity_forecast import Forecast, forecasts
from steadybook.analysis.open_actions import OpenAction, all_actions
from steadybook.analysis.review.parts import incidents_of, shifts_in
from steadybook.analysis.review.period import Period, parse_period, week_of
from steadybook.analysis.toil_load import ToilLoad, all_toil
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.burn_rate import HEALTHY_RATE

MOST_WEEKS = 12
"""Weeks that are offered for review."""
CAPACITY_HORIZON = Decimal(6)
"""Months within which a threshold that is reached concerns the review."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week, as the review's agenda asks for it."""

    period: Period
    budgets: tuple[SloBudget, ...]
    """At the week's end (or now, while it lasts), worst first."""
    alerts: tuple[BurnEpisode, ...]
    """The burn-rate alerts that burned in it, by what is measured."""
    incidents: tuple[Document[Incident], ...]
    open_actions: tuple[OpenAction, ...]
    """Overdue ones first."""
    shifts: tuple[Document[OncallShift], ...]
    finished_actions: tuple[OpenAction, ...]
    automated: tuple[ToilLoad, ...]
    """All toil that machines have taken over so far: items name no day."""
    experiments: tuple[Document[Experiment], ...]
    capacity: tuple[Forecast, ...]
    """The services that run short soon."""

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return self.period.end - timedelta(days=1)

    @property
    def burning(self) -> tuple[SloBudget, ...]:
        """The objectives whose budget burned faster than it may over the last day."""
        return tuple(b for b in self.budgets if (rate := b.burn["24h"]) is not None and rate > HEALTHY_RATE)


def week(context: Context, name: str) -> Week:
    """The week of that name (`2026-W47`). Raises ValueError where it is none."""
    return context.memo(_week, name)


def weeks(context: Context) -> tuple[str, ...]:
    """The weeks to review, the newest first: the present one and those before."""
    period = week_of(context.today)
    found = []
    for _ in range(MOST_WEEKS):
        found.append(period.name)
        period = period.before
    return tuple(found)


def _week(context: Context, name: str) -> Week:
    period = parse_period(name)
    end = min(period.ends, context.as_of)
    actions = list(all_actions(context))
    pending = [a for a in actions if not a.item.is_done or (a.item.completed and a.item.completed >= end.date())]
    return Week(
        period=period,
        budgets=all_budgets(context.at(end)),
        alerts=episodes_in(context, period.begins, end),
        incidents=tuple(incidents_of(context, period)),
        open_actions=tuple(sorted(pending, key=lambda a: _urgency(a, end))),
        shifts=tuple(shifts_in(context, period)),
        finished_actions=tuple(a for a in actions if a.item.completed and period.holds_day(a.item.completed)),
        automated=tuple(load for load in all_toil(context) if load.document.model.automated),
        experiments=tuple(
            d for d in context.corpus.of(Experiment) if any(period.holds_day(run.date) for run in d.model.runs)
        ),
        capacity=tuple(f for f in forecasts(context) if f.crosses_within(CAPACITY_HORIZON, context.today)),
    )


def _urgency(action: OpenAction, end: datetime) -> tuple[bool, str, str]:
    deadline = action.item.deadline
    last = (end.astimezone(UTC) - timedelta(microseconds=1)).date()
    return not (deadline is not None and deadline < last), f"{deadline or '9999'}", action.global_id
