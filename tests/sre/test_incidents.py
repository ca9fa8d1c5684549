from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.incidents import (
    IC_RULES,
    INSTANT_ORDER,
    REQUIRED_ROLES,
    ROLES,
    WORKFLOW,
    business_days_after,
    channel,
    incident_id,
    postmortem_due,
    slug,
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


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Orders fail at the payment step", "orders-fail-at-the-payment-step"),
        ("Zahlung schlägt fehl: 5 % Fehler!", "zahlung-schlagt-fehl-5-fehler"),
        ("  redis-cart / OOM  ", "redis-cart-oom"),
        ("It's down", "its-down"),
        ("決済が失敗する", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word"),
        ("x" * 60, "x" * 48),
    ],
)
def test_the_slug_of_a_title(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_a_slug_is_fit_for_a_file_and_a_channel(title: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(title))
    assert len(slug(title)) <= 48


def test_the_day_of_an_id_is_that_of_the_start_in_utc() -> None:
    berlin = datetime(2026, 11, 18, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    id = incident_id(berlin, "orders-fail")
    assert id == "2026-11-17-orders-fail"
    assert channel(id) == "#inc-2026-11-17-orders-fail"


def test_roles_rules_and_steps() -> None:
    assert [role.field for role in ROLES] == [
        "incident_commander", "communications_lead", "operations_lead", "subject_matter_expert", "scribe",
    ]  # fmt: skip
    assert set(REQUIRED_ROLES) < {role.field for role in ROLES}
    assert len(IC_RULES) == 5
    assert [step.name for step in WORKFLOW] == ["Detect", "Triage", "Respond", "Mitigate", "Resolve", "Review"]
