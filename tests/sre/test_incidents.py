from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.incidents import (
    IC_RULES,
    INSTANT_ORDER,
    MESSAGE_TEMPLATES,
    REQUIRED_ROLES,
    ROLES,
    WORKFLOW,
    business_days_after,
    postmortem_due,
    summarize,
    time_to_acknowledge,
    time_to_detect,
    time_to_mitigate,
    time_to_resolve,
)

STARTED = datetime(2026, 11, 17, 18, 42, tzinfo=UTC)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_times_run_from_where_the_specification_says() -> None:
    detected, acknowledged, mitigated, resolved = (STARTED + timedelta(minutes=m) for m in (6, 8, 41, 89))
    assert time_to_detect(STARTED, detected) == timedelta(minutes=6)
    assert time_to_acknowledge(detected, acknowledged) == timedelta(minutes=2)
    assert time_to_mitigate(STARTED, mitigated) == timedelta(minutes=41)
    assert time_to_resolve(STARTED, resolved) == timedelta(minutes=89)
    assert len(INSTANT_ORDER) == 5


def test_the_figures_of_several_incidents() -> None:
    summary = summarize(timedelta(minutes=m) for m in (50, 10, 20, 30, 40, 60, 70, 80, 90, 200))
    assert summary is not None
    assert summary.n == 10
    assert summary.median == timedelta(minutes=55)
    assert summary.mean == timedelta(minutes=65)
    assert summary.p90 == timedelta(minutes=90)
    assert summarize([]) is None


@given(st.lists(st.integers(0, 10**6).map(lambda s: timedelta(seconds=s)), min_size=1, max_size=40))
def test_figures_lie_among_the_durations(durations: list[timedelta]) -> None:
    summary = summarize(durations)
    assert summary is not None
    assert min(durations) <= summary.median <= summary.p90 <= max(durations)
    assert summary.p90 in durations
    assert sum(d <= summary.p90 for d in durations) >= 0.9 * len(durations)


@pytest.mark.parametrize(
    ("day", "count", "after"),
    [
        ("2026-11-17", 5, "2026-11-24"),  # a Tuesday: the weekend does not count
        ("2026-11-20", 1, "2026-11-23"),  # Friday to Monday
        ("2026-11-21", 1, "2026-11-23"),  # Saturday to Monday
        ("2026-11-22", 5, "2026-11-27"),  # Sunday to Friday
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-11-16", 10, "2026-11-30"),
    ],
)
def test_business_days_leave_weekends_out(day: str, count: int, after: str) -> None:
    assert business_days_after(date.fromisoformat(day), count) == date.fromisoformat(after)


def test_a_postmortem_is_due_after_five() -> None:
    assert postmortem_due(date(2026, 11, 17)) == date(2026, 11, 24)


def test_business_days_run_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        business_days_after(date(2026, 11, 17), -1)


@given(DAYS, st.integers(1, 400))
def test_counting_the_days_one_by_one_gives_the_same(day: date, count: int) -> None:
    reached, left = day, count
    while left:
        reached += timedelta(days=1)
        left -= reached.weekday() < 5
    assert business_days_after(day, count) == reached


def test_templates_name_what_to_fill_in() -> None:
    opening = MESSAGE_TEMPLATES[0]
    assert opening.placeholders == ("title", "severity", "impact", "incident_commander", "channel", "next_update")
    filled = opening.fill(title="Payments {time} out", severity="SEV1")
    assert "INCIDENT: Payments {time} out\nSeverity: SEV1\nImpact: {impact}" in filled


def test_every_template_can_be_filled_completely() -> None:
    for template in MESSAGE_TEMPLATES:
        filled = template.fill(**dict.fromkeys(template.placeholders, "words"))
        assert "{" not in filled


def test_roles_rules_and_steps() -> None:
    assert [role.field for role in ROLES] == [
        "incident_commander", "communications_lead", "operations_lead", "subject_matter_expert", "scribe",
    ]  # fmt: skip
    assert set(REQUIRED_ROLES) < {role.field for role in ROLES}
    assert len(IC_RULES) == 5
    assert [step.name for step in WORKFLOW] == ["Detect", "Triage", "Respond", "Mitigate", "Resolve", "Review"]
