"""What incidents took of error budgets, how far budgets went, and which postmortem answers an exhausted one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from steadybook.analysis.budget_answers import answer_due, answer_to, exhausted_on
from steadybook.analysis.budget_consumption import consumptions
from steadybook.analysis.budget_extremes import extremes_of
from steadybook.analysis.budgets import budget_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from tests.rules.organisation import context_of

HEAD = "service,sli,start,end,good,total\n"
INCIDENT = """\
    incident:
      title: Orders fail
      services: [checkout]
      function: degraded
      users: under_25
      severity: SEV3
      status: {status}
      started_at: 2026-10-20T10:00:00Z
      detected_at: 2026-10-20T10:05:00Z
      {ended}
    """
OVER = "mitigated_at: 2026-10-20T11:00:00Z\n      resolved_at: 2026-10-20T12:00:00Z"
POSTMORTEM = """\
    postmortem:
      title: Orders fail
      date: {day}
      severity: SEV3
      status: draft
      authors: [pay-2]
      services: [checkout]
      {slos}
      summary: One order in a hundred ended with an error.
      timeline: []
      action_items: []
    """


def row(start: str, end: str, good: str, total: str) -> str:
    return f"checkout,checkout-success,{start},{end},{good},{total}\n"


def with_rows(root: Path, *rows: str, **files: str) -> Context:
    named = {path.replace("__", "/"): text for path, text in files.items()}
    return context_of(root, {"slos/measurements/checkout.csv": HEAD + "".join(rows), **named})


def slo_of(context: Context) -> Document[Slo]:
    document = context.corpus.get(Slo, "checkout-availability")
    assert document is not None
    return document


def incident_of(context: Context) -> Incident:
    (document,) = context.corpus.of(Incident)
    return document.model


def taken(root: Path, first: str, **incident: str) -> list[Decimal]:
    text = INCIDENT.format(**{"status": "resolved", "ended": OVER, **incident})
    context = with_rows(
        root,
        row(first, "2026-10-20T10:00:00Z", "900000", "900000"),
        row("2026-10-20T10:00:00Z", "2026-10-20T11:00:00Z", "99500", "100000"),
        row("2026-10-20T11:00:00Z", "2026-11-01T00:00:00Z", "500000", "500000"),
        **{"postmortems__incidents__2026-10-20-orders-fail.yaml": text},
    )
    return [each.percent for each in consumptions(context, incident_of(context))]


def test_bad_events_over_the_budget_of_the_window_that_ends_with_the_incident(tmp_path: Path) -> None:
    """Worked: 28 d hold 1,000,000 events, 0.1 % of them is a budget of 1,000; 500 bad ones are half of it."""
    assert taken(tmp_path, "2026-09-22T11:00:00Z") == [50]


def test_what_is_measured_stands_for_the_fifth_of_the_window_that_is_not(tmp_path: Path) -> None:
    """Worked: 24 of 28 d hold 1,000,000 events, so 28 d hold 28/24 of them; 500 are 42.857… % of that budget."""
    (percent,) = taken(tmp_path, "2026-09-26T11:00:00Z")
    assert abs(percent - Decimal(50) * 24 / 28) < Decimal("1e-20")


def test_nothing_is_said_where_too_little_is_measured_or_the_incident_lasts(tmp_path: Path) -> None:
    assert taken(tmp_path / "a", "2026-10-10T11:00:00Z") == []
    assert taken(tmp_path / "b", "2026-09-22T11:00:00Z", status="investigating", ended="") == []


def test_extremes_are_those_of_the_whole_history(tmp_path: Path) -> None:
    context = with_rows(
        tmp_path,
        row("2026-09-04T00:00:00Z", "2026-10-02T00:00:00Z", "1000000", "1000000"),
        row("2026-10-02T00:00:00Z", "2026-10-30T00:00:00Z", "998500", "1000000"),
    )
    found = extremes_of(context, slo_of(context))
    assert found is not None
    assert (found.highest, round(found.lowest, 6), found.bad) == (100.0, -50.0, True)
    assert found.measured == Decimal("99.925")
    assert found.span.days == 56


def test_less_than_a_window_has_no_extremes(tmp_path: Path) -> None:
    context = with_rows(tmp_path, row("2026-10-20T00:00:00Z", "2026-10-30T00:00:00Z", "1", "1000"))
    assert extremes_of(context, slo_of(context)) is None


def exhausted(root: Path, postmortem: str = "", name: str = "2026-10-25-orders-fail") -> Context:
    files = {f"postmortems__{name}.yaml": postmortem} if postmortem else {}
    return with_rows(
        root,
        row("2026-09-20T00:00:00Z", "2026-10-18T00:00:00Z", "99990", "100000"),
        row("2026-10-18T00:00:00Z", "2026-10-21T00:00:00Z", "99000", "100000"),
        row("2026-10-21T00:00:00Z", "2026-11-01T00:00:00Z", "99990", "100000"),
        **files,
    )


def test_the_day_of_exhaustion_and_when_its_postmortem_is_due(tmp_path: Path) -> None:
    context = exhausted(tmp_path)
    day = exhausted_on(budget_of(context, slo_of(context)))
    assert day == date(2026, 10, 21)
    assert answer_due(day) == date(2026, 10, 28)  # a Wednesday, five business days on
    assert answer_to(context, slo_of(context), day) is None


def test_a_postmortem_that_names_the_objective_or_the_service_in_time_answers(tmp_path: Path) -> None:
    day = date(2026, 10, 21)
    named = exhausted(tmp_path / "a", POSTMORTEM.format(day="2026-10-20", slos="slos: [checkout-availability]"))
    assert answer_to(named, slo_of(named), day) is not None
    near = exhausted(tmp_path / "b", POSTMORTEM.format(day="2026-10-25", slos=""))
    assert answer_to(near, slo_of(near), day) is not None
    late = exhausted(tmp_path / "c", POSTMORTEM.format(day="2026-11-05", slos=""))
    assert answer_to(late, slo_of(late), day) is None


def test_a_healthy_budget_asks_for_no_answer(tmp_path: Path) -> None:
    context = with_rows(tmp_path, row("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z", "100000", "100000"))
    assert exhausted_on(budget_of(context, slo_of(context))) is None
