"""The figures of months and weeks, by hand over the small organisation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.analysis.review.figure import Figure, Route
from steadybook.analysis.review.monthly import figures_of, months
from steadybook.analysis.review.period import Period, month_of, parse_period, week_of
from steadybook.analysis.review.weekly import week, weeks
from steadybook.kinds.monthly_report.model import MonthlyReport
from steadybook.reports.monthly import LABELS
from tests.backdated import TOIL
from tests.rules.organisation import context_of

INCIDENT = """\
    incident:
      title: Orders fail
      services: [checkout]
      function: degraded
      users: under_25
      severity: {severity}
      status: resolved
      started_at: {start}
      detected_at: {detected}
      mitigated_at: {resolved}
      resolved_at: {resolved}
    """
POSTMORTEM = """\
    postmortem:
      title: Orders fail
      date: 2026-10-07
      severity: SEV3
      status: draft
      authors: [pay-2]
      services: [checkout]
      summary: One order in ten ended with an error.
      timeline: []
      action_items:
        - {id: AI-001, description: Later, deadline: 2026-12-20, status: open}
        - {id: AI-002, description: Overdue, deadline: 2026-10-20, status: open}
        - {id: AI-003, description: Done in October, deadline: 2026-10-31, status: done, completed: 2026-10-30}
        - {id: AI-004, description: Done in November, deadline: 2026-10-30, status: done, completed: 2026-11-01}
    """
SHIFT = """\
    oncall_shift:
      rotation: payments-oncall
      start: 2026-10-{day:02}T08:00:00Z
      end: 2026-10-{end:02}T08:00:00Z
      primary: pay-1
      secondary: pay-2
      pages: {pages}
      off_hours_pages: 1
      false_positives: {false}
      time_to_acknowledge_min: {ack}
    """
MEASURED = "service,sli,start,end,good,total\n"


def figures(root: Path, month: str = "2026-10") -> dict[Route, Figure]:
    files = {
        # 30 and 90 minutes to resolve, 5 and 15 to detect; the third began in September.
        "postmortems/incidents/2026-10-07-a.yaml": INCIDENT.format(
            severity="SEV3",
            start="2026-10-07T10:00:00Z",
            detected="2026-10-07T10:05:00Z",
            resolved="2026-10-07T10:30:00Z",
        ),
        "postmortems/incidents/2026-10-31-b.yaml": INCIDENT.format(
            severity="SEV2",
            # The first of November in Berlin, but still October in UTC.
            start="2026-11-01T00:30:00+01:00",
            detected="2026-11-01T00:45:00+01:00",
            resolved="2026-11-01T02:00:00+01:00",
        ),
        "postmortems/incidents/2026-09-30-c.yaml": INCIDENT.format(
            severity="SEV1",
            start="2026-09-30T23:59:00Z",
            detected="2026-10-01T00:10:00Z",
            resolved="2026-10-01T01:00:00Z",
        ),
        "postmortems/2026-10-07-orders-fail.yaml": POSTMORTEM,
        "catalog/oncall/payments-oncall-2026-10-05.yaml": SHIFT.format(day=5, end=12, pages=6, false=3, ack=4),
        "catalog/oncall/payments-oncall-2026-10-12.yaml": SHIFT.format(day=12, end=19, pages=2, false=0, ack=8),
        "catalog/toil/restart.yaml": TOIL.format(name="Restart", automated="false"),
        "catalog/toil/renew.yaml": TOIL.format(name="Renew", automated="true"),
        "slos/measurements/checkout.csv": MEASURED
        + "checkout,checkout-success,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,99990,100000\n"
        + "checkout,checkout-success,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,99850,100000\n",
    }
    return dict(figures_of(context_of(root, files), month))


def test_every_figure_of_a_month_by_hand(tmp_path: Path) -> None:
    values = {route: figure.value for route, figure in figures(tmp_path).items()}
    assert values == {
        ("slo_summary", "services_meeting_slo"): 0,
        ("slo_summary", "services_breaching_slo"): 1,  # 99.85 % of October's events against 99.9
        ("slo_summary", "worst_performing"): "checkout",
        ("incidents", "total"): 2,
        ("incidents", "by_severity", "SEV1"): 0,
        ("incidents", "by_severity", "SEV2"): 1,
        ("incidents", "by_severity", "SEV3"): 1,
        ("incidents", "by_severity", "SEV4"): 0,
        ("incidents", "mttr_minutes"): Decimal(60),  # (30 + 90) / 2
        ("incidents", "mttd_minutes"): Decimal(10),  # (5 + 15) / 2
        ("incidents", "repeat_incidents"): 0,
        ("error_budget", "services_in_healthy"): 0,
        ("error_budget", "services_in_warning"): 0,
        ("error_budget", "services_in_critical"): 0,
        ("error_budget", "services_exhausted"): 1,
        ("toil", "hours_spent"): Decimal(10),  # 20 min x 30 / 60
        ("toil", "hours_automated_away"): Decimal(10),
        ("toil", "pct_of_sre_time"): Decimal("6.25"),  # 10 of 160 h
        ("on_call", "total_pages"): 8,
        ("on_call", "off_hours_pages"): 2,
        ("on_call", "false_positive_pct"): Decimal("37.5"),  # 3 of 8
        ("on_call", "avg_ack_time_min"): Decimal(5),  # (6 x 4 + 2 x 8) / 8
        ("action_items", "open"): 3,  # AI-004 was done on the day after the month
        ("action_items", "completed_this_month"): 1,
        ("action_items", "overdue"): 2,
    }


def test_every_figure_has_its_label_and_a_field_of_the_document(tmp_path: Path) -> None:
    found = figures(tmp_path)
    assert list(found) == list(LABELS)
    for route in found:
        fields = MonthlyReport.model_fields
        assert route[0] in fields


def test_no_data_is_said_with_the_reason(tmp_path: Path) -> None:
    found = figures_of(context_of(tmp_path, {}), "2026-10")
    without = {".".join(route): figure.reason for route, figure in found.items() if figure.value is None}
    assert without["slo_summary.services_meeting_slo"] == "nothing was measured"
    assert without["toil.hours_spent"] == "no toil is written down"
    assert without["on_call.total_pages"] == "no shift began in the period"
    assert without["incidents.mttr_minutes"] == "no incident of the period is resolved"
    assert found["incidents", "total"].value == 0


def test_a_month_that_has_not_begun_has_no_figures(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    assert figures_of(context, "2026-12") == {}
    assert months(context) == ("2026-11", "2026-10")


def test_a_week_holds_what_happened_in_it(tmp_path: Path) -> None:
    context = context_of(
        tmp_path,
        {
            "postmortems/incidents/2026-10-07-a.yaml": INCIDENT.format(
                severity="SEV3",
                start="2026-10-07T10:00:00Z",
                detected="2026-10-07T10:05:00Z",
                resolved="2026-10-07T10:30:00Z",
            ),
            "postmortems/2026-10-07-orders-fail.yaml": POSTMORTEM,
            "catalog/oncall/payments-oncall-2026-10-05.yaml": SHIFT.format(day=5, end=12, pages=6, false=3, ack=4),
        },
    )
    found = week(context, "2026-W41")
    assert (found.period.start, found.period.end) == (date(2026, 10, 5), date(2026, 10, 12))
    assert [d.id for d in found.incidents] == ["2026-10-07-a"]
    assert [d.id for d in found.shifts] == ["payments-oncall-2026-10-05"]
    assert [a.item.id for a in week(context, "2026-W44").finished_actions] == ["AI-003", "AI-004"]
    assert [a.item.id for a in week(context, "2026-W44").open_actions] == ["AI-002", "AI-001"]
    assert weeks(context)[:2] == ("2026-W44", "2026-W43")


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_periods_join_without_gap_and_hold_their_day(day: date) -> None:
    for period in (month_of(day), week_of(day)):
        assert period.holds_day(day)
        assert period.before.end == period.start
        assert parse_period(period.name) == period
        assert period.holds(datetime.combine(day, datetime.min.time(), UTC))
        assert not period.holds(period.ends)


@pytest.mark.parametrize("text", ["2026-13", "2026-W60", "2026", "October", "2026-10-01"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_period(text)


def test_a_period_is_half_open() -> None:
    october = Period("2026-10", date(2026, 10, 1), date(2026, 11, 1))
    assert october.holds(datetime(2026, 10, 31, 23, 59, tzinfo=UTC))
    assert not october.holds(datetime(2026, 11, 1, tzinfo=UTC))
