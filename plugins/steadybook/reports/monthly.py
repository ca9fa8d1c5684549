"""The monthly reliability report: every figure computed, beside the month before and what was frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from steadybook.analysis.review.figure import Figure, Route
from steadybook.analysis.review.monthly import Drift, document_of, drifts, figures_then, months
from steadybook.analysis.review.period import parse_period
from steadybook.kinds.monthly_report.model import MonthlyReport
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.past import Past
from steadybook.model.report import Basis, Block, Note, Report, Table, columns, count
from steadybook.sre.numbers import rounded

TITLES: Mapping[str, str] = {
    "slo_summary": "Objectives",
    "incidents": "Incidents",
    "error_budget": "Error budgets",
    "toil": "Toil",
    "on_call": "On call",
    "action_items": "Action items",
}
LABELS: Mapping[Route, str] = {
    ("slo_summary", "services_meeting_slo"): "Services that met their objectives",
    ("slo_summary", "services_breaching_slo"): "Services that missed one",
    ("slo_summary", "worst_performing"): "Least budget left",
    ("incidents", "total"): "Incidents",
    ("incidents", "by_severity", "SEV1"): "SEV1",
    ("incidents", "by_severity", "SEV2"): "SEV2",
    ("incidents", "by_severity", "SEV3"): "SEV3",
    ("incidents", "by_severity", "SEV4"): "SEV4",
    ("incidents", "mttr_minutes"): "Mean time to resolve, min",
    ("incidents", "mttd_minutes"): "Mean time to detect, min",
    ("incidents", "repeat_incidents"): "Repeats",
    ("error_budget", "services_in_healthy"): "Services healthy",
    ("error_budget", "services_in_warning"): "Services in warning",
    ("error_budget", "services_in_critical"): "Services critical",
    ("error_budget", "services_exhausted"): "Services exhausted or frozen",
    ("toil", "hours_spent"): "Hours a month",
    ("toil", "hours_automated_away"): "Hours a month automated away",
    ("toil", "pct_of_sre_time"): "Share of SRE hours, %",
    ("on_call", "total_pages"): "Pages",
    ("on_call", "off_hours_pages"): "Pages off hours",
    ("on_call", "false_positive_pct"): "False positives, %",
    ("on_call", "avg_ack_time_min"): "Mean time to acknowledge, min",
    ("action_items", "open"): "Open",
    ("action_items", "completed_this_month"): "Done in the month",
    ("action_items", "overdue"): "Overdue",
}
"""What each figure is called, in the order of the document."""
MOST_DRAWN = 12
"""Months that a figure's course shows."""
NARRATIVE = (
    ("highlights", "What went well"),
    ("concerns", "What is worrying"),
    ("next_month_priorities", "What comes first next month"),
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with the month before and what the document froze."""

    route: Route
    label: str
    figure: Figure
    before: Figure | None
    """None where nothing is known of the month before."""
    drift: Drift | None
    course: tuple[tuple[str, int | Decimal | None], ...] = ()
    """The same figure in the months up to this one, the oldest first; empty where it is no number."""

    @property
    def documents(self) -> tuple[Document[Any], ...]:
        """The documents that it comes from, each once."""
        return tuple({document.path: document for document in self.figure.documents}.values())

    @property
    def change(self) -> Decimal | None:
        """By how much it moved since the month before; None where one of both is no number."""
        now, before = self.figure.value, self.before.value if self.before is not None else None
        if now is None or before is None or isinstance(now, str) or isinstance(before, str):
            return None
        return Decimal(now) - Decimal(before)


@dataclass(frozen=True, slots=True)
class MonthlyView:
    """What the report of one month shows."""

    period: str
    document: Document[MonthlyReport] | None
    """What people wrote; None where nobody did yet."""
    rows: tuple[FigureRow, ...]
    is_over: bool
    """The month has ended, so that its figures can be frozen."""
    reason: str = ""
    """Why there are no figures."""
    periods: tuple[str, ...] = ()
    """The months that have a report, the newest first."""

    @property
    def moved(self) -> tuple[FigureRow, ...]:
        """The figures that the data no longer bears out as they were frozen."""
        return tuple(row for row in self.rows if row.drift is not None)

    @property
    def newer(self) -> str | None:
        """The month after; None where there is no report on it."""
        place = self.periods.index(self.period) if self.period in self.periods else 0
        return self.periods[place - 1] if place > 0 else None

    @property
    def older(self) -> str | None:
        """The month before; None where there is no report on it."""
        place = self.periods.index(self.period) if self.period in self.periods else len(self.periods)
        return self.periods[place + 1] if place + 1 < len(self.periods) else None

    @property
    def parts(self) -> tuple[tuple[str, tuple[FigureRow, ...]], ...]:
        """The figures by part, with the part's title."""
        return tuple((title, tuple(row for row in self.rows if row.route[0] == part)) for part, title in TITLES.items())

    @property
    def narrative(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What people wrote, with its titles."""
        model = self.document.model if self.document is not None else None
        return tuple((title, getattr(model, field)) for field, title in NARRATIVE) if model is not None else ()

    def value(self, *route: str) -> int | Decimal | str | None:
        """A figure by its place."""
        return next((row.figure.value for row in self.rows if row.route == route), None)

    @property
    def headline(self) -> str:
        """Objectives, incidents and overdue actions."""
        if not self.rows:
            return f"{self.period or 'No month'}: no data, {self.reason or 'nothing has happened yet'}."
        total = self.value("incidents", "total")
        incidents = count(total, "incident") if isinstance(total, int) else "no incident known"
        so_far = "" if self.is_over else " so far"
        overdue = self.value("action_items", "overdue")
        late = count(overdue, "overdue action") if isinstance(overdue, int) else "no action known"
        return f"{self.period}{so_far}: {incidents}, {self._objectives()}, {late}."

    def _objectives(self) -> str:
        missed = self.value("slo_summary", "services_breaching_slo")
        if not isinstance(missed, int):
            return "nothing measured"
        if not missed:
            return "every measured objective met"
        return f"{count(missed, 'service')} missed an objective"


def _view(basis: Basis) -> MonthlyView:
    context, month, past = basis.context, basis.period, basis.past
    if not month:
        return MonthlyView("", None, (), is_over=False)
    period = parse_period(month)
    figures = figures_then(context, month, past)
    document = document_of(context, month)
    moved = {drift.route: drift for drift in drifts(context, document, past)} if document is not None else {}
    before = figures_then(context, period.before.name, past)
    every = months(context)
    earlier = sorted({period.before.name, *(name for name in every if name <= month)})[-MOST_DRAWN:]
    rows = tuple(
        FigureRow(
            route, LABELS[route], figure, before.get(route), moved.get(route), _course(past, context, earlier, route)
        )
        for route, figure in figures.items()
    )
    over = period.ends <= context.as_of
    return MonthlyView(month, document, rows, over, "" if rows else "the month has not begun", every)


def _course(
    past: Past | None, context: Context, names: list[str], route: Route
) -> tuple[tuple[str, int | Decimal | None], ...]:
    figures = (figures_then(context, name, past).get(route) for name in names)
    values = [None if figure is None or isinstance(figure.value, str) else figure.value for figure in figures]
    return tuple(zip(names, values, strict=True)) if any(value is not None for value in values) else ()


def nested(view: MonthlyView) -> dict[str, Any]:
    """The figures as the document has them: the seed's field names below `monthly_report`."""
    report: dict[str, Any] = {"period": view.period}
    for row in view.rows:
        inner = report
        for step in row.route[:-1]:
            inner = inner.setdefault(step, {})
        inner[row.route[-1]] = row.figure.value
    for field, _ in NARRATIVE:
        report[field] = list(getattr(view.document.model, field)) if view.document is not None else []
    return report


def _figures(view: MonthlyView) -> Mapping[str, Any]:
    return {
        "monthly_report": nested(view),
        "is_over": view.is_over,
        "inputs": {".".join(row.route): [d.path for d in row.figure.documents] for row in view.rows},
        "reasons": {".".join(row.route): row.figure.reason for row in view.rows if row.figure.reason},
        "notes": {".".join(row.route): row.figure.note for row in view.rows if row.figure.note},
        "before": {".".join(row.route): row.before.value for row in view.rows if row.before is not None},
        "drift": [
            {"figure": ".".join(row.route), "frozen": row.drift.written, "computed": row.figure.value}
            for row in view.rows
            if row.drift is not None
        ],
    }


def shown(value: int | Decimal | str | None) -> str | None:
    """A figure as people read it."""
    return rounded(value, 1) if isinstance(value, Decimal) else None if value is None else str(value)


def _blocks(view: MonthlyView) -> Iterator[Block]:
    for title, rows in view.parts:
        if rows:
            yield Table(
                title,
                columns("", "#Value", "#Month before", "Remark"),
                tuple(
                    (row.label, shown(row.figure.value), shown(row.before.value) if row.before else None, remark(row))
                    for row in rows
                ),
            )
    for title, lines in view.narrative:
        if lines:
            yield Note(tuple(lines), title)


def remark(row: FigureRow) -> str:
    """Why there is no value, what was frozen in its place, or how old the data is."""
    if row.drift is not None:
        return f"frozen as {row.drift.written}: the data moved since"
    return "; ".join(filter(None, (row.figure.reason, row.figure.note)))


REPORT = Report(
    title="Monthly report",
    about="A month of reliability: objectives, incidents, budgets, toil, on-call and actions, beside the month before.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    periods=months,
)
