"""Action items month by month, by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from steadybook.analysis.action_history import action_months
from tests.rules.organisation import context_of

POSTMORTEM = """\
    postmortem:
      title: Orders fail
      date: {day}
      severity: SEV3
      status: draft
      authors: [pay-2]
      services: [checkout]
      summary: One order in ten ended with an error.
      timeline: []
      action_items:
        {items}
    """


def test_closing_rates_and_ages(tmp_path: Path) -> None:
    first = [
        "- {id: AI-001, description: In time, deadline: 2026-09-30, status: done, completed: 2026-09-20}",
        "- {id: AI-002, description: Late, deadline: 2026-09-30, status: done, completed: 2026-10-05}",
        "- {id: AI-003, description: Open, deadline: 2026-10-10, status: open}",
        "- {id: AI-004, description: Nobody knows when, deadline: 2026-09-10, status: done}",
    ]
    second = ["- {id: AI-001, description: Open too, deadline: 2026-12-01, status: open}"]
    context = context_of(
        tmp_path,
        {
            "postmortems/2026-09-01-a.yaml": POSTMORTEM.format(day="2026-09-01", items="\n        ".join(first)),
            "postmortems/2026-10-21-b.yaml": POSTMORTEM.format(day="2026-10-21", items=second[0]),
        },
    )
    months = action_months(context)
    assert [month.period.name for month in months] == ["2026-09", "2026-10", "2026-11"]
    september, october, november = months
    assert (september.opened, september.closed, september.open, september.overdue) == (3, 1, 2, 0)
    assert (september.due, september.in_time, september.in_time_pct) == (2, 1, Decimal(50))
    assert september.median_age == 29  # both since the first, counted on the 30th
    assert (october.opened, october.closed, october.open, october.overdue) == (1, 1, 2, 1)
    assert (october.due, october.in_time) == (1, 0)
    assert october.median_age == 35  # of 60 and 10 days
    assert (november.opened, november.closed, november.open, november.in_time_pct) == (0, 0, 2, None)


def test_without_actions_there_is_no_history(tmp_path: Path) -> None:
    assert action_months(context_of(tmp_path, {})) == ()
