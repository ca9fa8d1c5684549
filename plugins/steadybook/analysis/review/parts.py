"""The figures of a period, part by part; a month and a week count alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date
from decimal import Decimal

from steadybook.analysis.budgets import SloBudget, budgets_of
from steadybook.analysis.incident_times import times_of
from steadybook.analysis.measured_series import percent, series_of
from steadybook.analysis.open_actions import OpenAction, all_actions, began
from steadybook.analysis.repeats import possible_repeat
from steadybook.analysis.review.figure import Figure, Route, counted, mean_minutes
from steadybook.analysis.review.period import Period
from steadybook.analysis.toil_load import whole_inventory
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.kinds.team.model import Team
from steadybook.kinds.toil_item.model import ToilItem
from steadybook.measurements.columns import microseconds
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.past import ToilThen
from steadybook.sre.error_budget import HUNDRED, BudgetState
from steadybook.sre.incidents import MEASURED_TIMES
from steadybook.sre.severity import Severity

DETECT, RESOLVE = MEASURED_TIMES[0].name, MEASURED_TIMES[-1].name

Figures = Iterator[tuple[Route, Figure]]


def services_in_production(context: Context) -> list[Document[Service]]:
    """The services in production, by id."""
    return sorted((d for d in context.corpus.of(Service) if d.model.in_production), key=lambda d: d.id)


def slo_summary(context: Context, period: Period) -> Figures:
    """Services by whether they met all their objectives over the period's own events."""
    met: list[Document[Service]] = []
    missed: list[Document[Service]] = []
    for service in services_in_production(context):
        results = [_met(context, slo, period) for slo in context.corpus.referrers("service", service.id, Slo)]
        known = [result for result in results if result is not None]
        if known:
            (met if all(known) else missed).append(service)
    if not met and not missed:
        reason = "nothing was measured"
        yield ("slo_summary", "services_meeting_slo"), Figure(None, (), reason)
        yield ("slo_summary", "services_breaching_slo"), Figure(None, (), reason)
    else:
        yield ("slo_summary", "services_meeting_slo"), counted(met)
        yield ("slo_summary", "services_breaching_slo"), counted(missed)
    yield ("slo_summary", "worst_performing"), _worst(context.at(min(period.ends, context.as_of)))


def _met(context: Context, slo: Document[Slo], period: Period) -> bool | None:
    series = series_of(context, slo.model.service, slo.model.sli)
    sums = series.sums(microseconds(period.begins), microseconds(period.ends))
    if not sums.total:
        return None
    return percent(sums.total - sums.bad, sums.total) >= slo.model.target


def _worst(then: Context) -> Figure:
    """The service with the least budget left."""
    found = [budget for budget in _worst_budgets(then) if budget.remaining is not None]
    if not found:
        return Figure(None, (), "no budget is known")
    worst = min(found, key=lambda budget: (budget.remaining or Decimal(0), budget.slo.model.service))
    return Figure(worst.slo.model.service, (worst.slo,))


def _worst_budgets(then: Context) -> Iterator[SloBudget]:
    """The worst budget of each service in production that has one."""
    for service in services_in_production(then):
        yield from budgets_of(then, service.id)[:1]


def error_budgets(context: Context, period: Period) -> Figures:
    """Services by the state that rules them at the period's end (or now, while it lasts)."""
    budgets = list(_worst_budgets(context.at(min(period.ends, context.as_of))))
    known = any(budget.ruling is not BudgetState.UNKNOWN for budget in budgets)
    for state, name in (
        (BudgetState.HEALTHY, "services_in_healthy"),
        (BudgetState.WARNING, "services_in_warning"),
        (BudgetState.CRITICAL, "services_in_critical"),
        (BudgetState.EXHAUSTED, "services_exhausted"),
    ):
        slos = [budget.slo for budget in budgets if budget.ruling is state]
        yield ("error_budget", name), counted(slos) if known else Figure(None, (), "no budget is known")


def incidents_of(context: Context, period: Period) -> list[Document[Incident]]:
    """The incidents that started in the period, the first one first."""
    found = [d for d in context.corpus.of(Incident) if period.holds(d.model.started_at.astimezone(UTC))]
    return sorted(found, key=lambda document: document.model.started_at)


def incidents(context: Context, period: Period) -> Figures:
    """Incidents by severity, their mean times, and repeats."""
    found = incidents_of(context, period)
    yield ("incidents", "total"), counted(found)
    for severity in Severity:
        of_it = [document for document in found if document.model.severity == severity.value]
        yield ("incidents", "by_severity", severity.value), counted(of_it)
    times = [(times_of(document.model), document) for document in found]
    detected = [(known[DETECT], document) for known, document in times if DETECT in known]
    resolved = [(known[RESOLVE], document) for known, document in times if RESOLVE in known]
    yield ("incidents", "mttr_minutes"), mean_minutes(resolved, "no incident of the period is resolved")
    yield ("incidents", "mttd_minutes"), mean_minutes(detected, "no incident began in the period")
    yield ("incidents", "repeat_incidents"), counted(d for d in found if is_repeat(context, d))


def is_repeat(context: Context, incident: Document[Incident]) -> bool:
    """Whether its postmortem says that it repeats an earlier one, or it looks like it."""
    for document in context.corpus.referrers("incident", incident.id, Postmortem):
        if document.model.incident == incident.id:
            return document.model.repeat_of is not None or possible_repeat(context, document) is not None
    return False


def toil(context: Context, period: Period) -> Figures:
    """Hours of toil a month as written down today, those that machines took over, and the share of SRE hours."""
    note = f"as written today, not at the end of {period.name}" if period.ends <= context.as_of else ""
    yield from _toil(context, whole_inventory(context), note, is_of_today=bool(note))


def toil_then(context: Context, inventory: ToilThen | None, source: str) -> Figures:
    """The same from an inventory of the past; the documents are those that are still there."""
    yield from _toil(context, inventory, f"as written in {source}")


def _toil(context: Context, inventory: ToilThen | None, note: str, *, is_of_today: bool = False) -> Figures:
    if inventory is None:
        for name in ("hours_spent", "hours_automated_away", "pct_of_sre_time"):
            yield ("toil", name), Figure(None, (), "no toil is written down", note, is_of_today)
        return
    pending, done = _there(context, inventory.pending), _there(context, inventory.automated)
    yield ("toil", "hours_spent"), Figure(inventory.hours, pending, "", note, is_of_today)
    yield ("toil", "hours_automated_away"), Figure(inventory.automated_away, done, "", note, is_of_today)
    share = inventory.share
    if share is not None:
        stating = tuple(d for d in context.corpus.of(Team) if d.model.sre_hours_per_month)
        figure = Figure(share, (*pending, *stating), "", note, is_of_today)
    else:
        figure = Figure(None, (), "no team states sre_hours_per_month", note, is_of_today)
    yield ("toil", "pct_of_sre_time"), figure


def _there(context: Context, paths: tuple[str, ...]) -> tuple[Document[ToilItem], ...]:
    """The items at these paths that are there today."""
    items = {document.path: document for document in context.corpus.of(ToilItem)}
    return tuple(items[path] for path in paths if path in items)


def shifts_in(context: Context, period: Period) -> list[Document[OncallShift]]:
    """The shifts that began in the period."""
    found = [d for d in context.corpus.of(OncallShift) if period.holds(d.model.start.astimezone(UTC))]
    return sorted(found, key=lambda document: (document.model.start, document.path))


def on_call(context: Context, period: Period) -> Figures:
    """Pages of the shifts that began in the period."""
    shifts = shifts_in(context, period)
    if not shifts:
        for name in ("total_pages", "off_hours_pages", "false_positive_pct", "avg_ack_time_min"):
            yield ("on_call", name), Figure(None, (), "no shift began in the period")
        return
    pages = sum(d.model.pages for d in shifts)
    yield ("on_call", "total_pages"), Figure(pages, tuple(shifts))
    yield ("on_call", "off_hours_pages"), _sum(shifts, "off_hours_pages")
    false = _sum(shifts, "false_positives")
    of_pages = sum(d.model.pages for d in shifts if d.model.false_positives is not None)
    share = HUNDRED * Decimal(false.value) / of_pages if isinstance(false.value, int) and of_pages else None
    reason = "" if share is not None else false.reason or "there was no page"
    yield ("on_call", "false_positive_pct"), Figure(share, false.documents, reason)
    acknowledged = [d for d in shifts if d.model.time_to_acknowledge_min is not None and d.model.pages]
    weights = sum(d.model.pages for d in acknowledged)
    minutes = sum(((d.model.time_to_acknowledge_min or Decimal(0)) * d.model.pages for d in acknowledged), Decimal(0))
    mean = Figure(minutes / weights, tuple(acknowledged)) if weights else Figure(None, (), "no page was acknowledged")
    yield ("on_call", "avg_ack_time_min"), mean


def _sum(shifts: list[Document[OncallShift]], field: str) -> Figure:
    """The sum of a number over the shifts that write it."""
    writing = [d for d in shifts if getattr(d.model, field) is not None]
    if not writing:
        return Figure(None, (), f"no shift writes {field}")
    return Figure(sum(getattr(d.model, field) for d in writing), tuple(writing))


def actions(context: Context, period: Period) -> Figures:
    """Action items at the period's end (or now, while it lasts), and those done in it.

    An item exists from the day of its document on. One that is done without a day counts as done before the period.
    """
    today = context.at(min(period.ends, context.as_of)).today
    known = [action for action in all_actions(context) if (day := began(action)) is None or day <= today]
    open_then = [a for a in known if not _done_by(a, today)]
    done = [a for a in known if a.item.completed is not None and period.holds_day(a.item.completed) and a.item.is_done]
    overdue = [a for a in open_then if a.item.deadline is not None and a.item.deadline < today]
    yield ("action_items", "open"), _figure(open_then)
    yield ("action_items", "completed_this_month"), _figure(done)
    yield ("action_items", "overdue"), _figure(overdue)


def _figure(found: list[OpenAction]) -> Figure:
    return Figure(len(found), tuple({a.document.path: a.document for a in found}.values()))


def _done_by(action: OpenAction, today: date) -> bool:
    item = action.item
    return item.is_done and (item.completed is None or item.completed <= today)
