from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.durations import words
from steadybook.sre.error_budget import (
    MONTH,
    TARGET_GUIDE,
    TARGET_RULES,
    BudgetBounds,
    BudgetState,
    agrees_as_written,
    budget,
    budget_minutes,
    dependency_bound,
    frozen_at_end,
    remaining,
    state_of,
    stricter_by,
)

TARGETS = st.decimals(0, 100, places=4)
COUNTS = st.decimals(0, 10**9, places=2)


def test_the_worked_examples_of_the_specification() -> None:
    # SLOs and error budgets: 28 d, 99.9 gives 40.32; 30 d gives 43.2.
    assert budget(Decimal("99.9")) == Decimal("0.1")
    assert budget_minutes(Decimal("99.9"), timedelta(days=28)) == Decimal("40.32")
    assert budget_minutes(Decimal("99.9"), timedelta(days=30)) == Decimal("43.2")
    assert budget_minutes(Decimal("99.5"), timedelta(days=28)) == Decimal("201.6")


def test_the_downtime_table_is_the_published_one() -> None:
    # Downtime in a month of 30.4375 d, as uptime calculators publish it.
    assert Decimal("30.4375") == MONTH / timedelta(days=1)
    assert {str(row.target): words(row.downtime).replace("\u202f", " ") for row in TARGET_GUIDE} == {
        "99": "7 h 18 min",
        "99.5": "3 h 39 min",
        "99.9": "43 min 50 s",
        "99.95": "21 min 55 s",
        "99.99": "4 min 23 s",
        "99.999": "26 s",
    }
    assert [row.nines for row in TARGET_GUIDE] == ["2", "2.5", "3", "3.5", "4", "5"]
    assert len(TARGET_RULES) == 5


@given(TARGETS, TARGETS)
def test_a_stricter_target_leaves_a_smaller_budget(one: Decimal, other: Decimal) -> None:
    window = timedelta(days=28)
    assert (one > other) == (budget(one) < budget(other))
    assert (one > other) == (budget_minutes(one, window) < budget_minutes(other, window))


@pytest.mark.parametrize("target", ["-0.1", "100.1"])
def test_a_target_is_a_percentage(target: str) -> None:
    with pytest.raises(ValueError, match="percentage from 0 to 100"):
        budget(Decimal(target))


@pytest.mark.parametrize(
    ("written", "computed", "agrees"),
    [
        ("40", "40.32", True),
        ("43", "40.32", False),
        ("40.3", "40.32", True),
        ("40.32", "40.32", True),
        ("40.33", "40.32", False),
        ("40.320", "40.32", True),
        ("202", "201.6", True),
        ("201", "201.6", False),
        ("216", "201.6", False),
        ("0.2", "0.8", False),
        ("0.1", "0.1", True),
        ("4E+1", "40.32", True),
        ("4E+1", "42", False),
        ("0", "0.1", False),
        ("0.00", "0", True),
        ("-1", "-1.2", True),
    ],
)
def test_a_written_number_agrees_to_the_precision_written(written: str, computed: str, agrees: bool) -> None:
    assert agrees_as_written(written, Decimal(computed)) is agrees
    assert agrees_as_written(Decimal(written), Decimal(computed)) is agrees


def test_a_written_zero_may_stand_for_less_than_half_where_the_caller_says_so() -> None:
    assert agrees_as_written("0", Decimal("0.33"), zero_agrees=True)
    assert not agrees_as_written("0", Decimal("0.6"), zero_agrees=True)


def test_what_is_no_number_agrees_with_nothing() -> None:
    assert not agrees_as_written(Decimal("NaN"), Decimal(1))
    assert not agrees_as_written(Decimal("Infinity"), Decimal("Infinity"))


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 6))
def test_rounding_never_disagrees(computed: Decimal, places: int) -> None:
    assert agrees_as_written(round(computed, places), computed, zero_agrees=True)


def test_what_is_left_of_a_budget() -> None:
    # 10 000 requests at 99.9 may lose 10; after 5 half is left, after 12 it is overspent by a fifth.
    total, target = Decimal(10_000), Decimal("99.9")
    assert remaining(Decimal(0), total, target) == 100
    assert remaining(Decimal(5), total, target) == 50
    assert remaining(Decimal(10), total, target) == 0
    assert remaining(Decimal(12), total, target) == -20
    assert remaining(Decimal(0), Decimal(0), target) is None


def test_a_target_of_100_leaves_nothing_to_lose() -> None:
    assert remaining(Decimal(0), Decimal(10), Decimal(100)) == 100
    assert remaining(Decimal(1), Decimal(10), Decimal(100)) == Decimal("-Infinity")


@given(COUNTS, COUNTS, st.decimals(1, 10**9, places=2), TARGETS)
def test_more_bad_events_never_leave_more(one: Decimal, other: Decimal, total: Decimal, target: Decimal) -> None:
    fewer, more = sorted((one, other))
    left, less = remaining(fewer, total, target), remaining(more, total, target)
    assert left is not None
    assert less is not None
    assert left >= less


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (100, "healthy"),
        ("50.0001", "healthy"),
        (50, "warning"),
        ("25.1", "warning"),
        (25, "critical"),
        ("0.001", "critical"),
        (0, "exhausted"),
        (-30, "exhausted"),
        ("-Infinity", "exhausted"),
    ],
)
def test_a_boundary_belongs_to_the_worse_state(left: int | str, state: str) -> None:
    assert state_of(Decimal(left)) == state


def test_without_measurements_the_state_is_unknown() -> None:
    assert state_of(None) is BudgetState.UNKNOWN


def test_a_policy_may_set_its_own_bounds() -> None:
    bounds = BudgetBounds(Decimal(75), Decimal(50), Decimal(10))
    assert [state_of(Decimal(left), bounds) for left in (80, 75, 50, 10)] == [
        "healthy",
        "warning",
        "critical",
        "exhausted",
    ]


@pytest.mark.parametrize(
    ("history", "frozen"),
    [
        ([], False),
        ([60, 20], False),
        ([5, 0], True),
        ([0, 9], True),
        ([0, None, 9], True),
        ([0, 10], False),
        ([0, 12, 5], False),
        ([0, 12, -1, 3], True),
        ([None], False),
    ],
)
def test_a_freeze_stays_until_a_tenth_is_back(history: list[int | None], frozen: bool) -> None:
    assert frozen_at_end([None if left is None else Decimal(left) for left in history]) is frozen


def test_the_distance_to_the_contract() -> None:
    assert stricter_by(Decimal("99.9"), Decimal("99.5")) == Decimal("0.4")


def test_dependencies_multiply() -> None:
    # Two services of 99.9 in a row allow 99.8001.
    assert dependency_bound([Decimal("99.9"), Decimal("99.9")]) == Decimal("99.8001")
    assert dependency_bound([]) == 100


@given(st.lists(TARGETS, max_size=6), TARGETS)
def test_a_further_dependency_never_allows_more(targets: list[Decimal], another: Decimal) -> None:
    assert dependency_bound([*targets, another]) <= dependency_bound(targets)
