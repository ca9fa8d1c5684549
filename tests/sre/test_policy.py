from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.error_budget import DEFAULT_BOUNDS, BudgetState, state_of
from steadybook.sre.policy import (
    CHANGE_KINDS,
    DEFAULT_ACTIONS,
    DEFAULT_BLOCKS,
    EXCEPTIONS,
    ChangeKind,
    ConditionError,
    Interval,
    bounds_of,
    gaps_and_overlaps,
    in_business_hours,
    misordered_states,
    missing_states,
    must_wait,
    parse_condition,
    ruling_state,
)

TEMPLATE = {
    "healthy": "remaining_budget > 50%",
    "warning": "remaining_budget 25-50%",
    "critical": "remaining_budget 0-25%",
    "exhausted": "remaining_budget <= 0",
}
TUESDAY_NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
SATURDAY_NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def states(**changed: str) -> dict[str, Interval]:
    return {name: parse_condition(text) for name, text in {**TEMPLATE, **changed}.items()}


def percents(*values: int | str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("remaining_budget > 50%", percents("50.1", 100), percents(50, -1)),
        ("remaining_budget >= 50 %", percents(50, 100), percents("49.9")),
        ("remaining_budget 25-50%", percents(25, 50), percents("24.9", "50.1")),
        ("remaining_budget 25% – 50%", percents(25, 50), percents(24)),
        ("remaining_budget 25 to 50%", percents(25, 50), percents(51)),
        ("25-50%", percents(30), percents(10)),
        ("<= 0", percents(0, -500), percents("0.1")),
        ("remaining_budget <= 0", percents(0, -500), percents("0.1")),
        ("remaining_budget ≤ 0%", percents(0), percents(1)),
        ("remaining_budget < 0", percents(-1), percents(0)),
        ("25% < remaining_budget <= 50%", percents(26, 50), percents(25, 51)),
        ("remaining_budget>12.5", percents("12.6"), percents("12.5")),
    ],
)
def test_conditions_are_read(text: str, inside: tuple[Decimal, ...], outside: tuple[Decimal, ...]) -> None:
    interval = parse_condition(text)
    assert all(percent in interval for percent in inside)
    assert not any(percent in interval for percent in outside)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("when it is bad", "cannot be read"),
        ("remaining_budget", "cannot be read"),
        ("budget > 50%", "cannot be read"),
        ("remaining_budget > fifty", "cannot be read"),
        ("remaining_budget 50-25%", "runs backwards"),
        ("remaining_budget > 100%", "nothing can meet"),
        ("remaining_budget > 120%", "nothing can meet"),
        ("remaining_budget < 120%", "more than 100%"),
        ("50% < remaining_budget < 50%", "nothing can meet"),
        ("remaining_budget > 1e5", "cannot be read"),
        ("remaining_budget > " + "9" * 100_000, "cannot be read"),
    ],
)
def test_other_conditions_say_why_not(text: str, reason: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert reason in caught.value.reason
    assert "Write" in caught.value.suggestion


def test_the_template_covers_everything() -> None:
    assert gaps_and_overlaps(states()) == ()
    assert missing_states(TEMPLATE) == ()
    assert misordered_states(states()) == ()
    assert bounds_of(states()) == DEFAULT_BOUNDS


@pytest.mark.parametrize(
    ("changed", "kind", "low", "high"),
    [
        ({"healthy": "remaining_budget > 60%"}, "gap", 50, 60),
        ({"healthy": "remaining_budget > 40%"}, "overlap", 40, 50),
        ({"warning": "remaining_budget 30-50%"}, "gap", 25, 30),
        ({"critical": "remaining_budget 0-30%"}, "overlap", 25, 30),
        ({"exhausted": "remaining_budget <= -5"}, "gap", -5, 0),
        ({"exhausted": "remaining_budget 0-10%"}, "gap", "-Infinity", 0),
        ({"healthy": "remaining_budget 50-90%"}, "gap", 90, 100),
    ],
)
def test_gaps_and_overlaps_are_found(changed: dict[str, str], kind: str, low: int | str, high: int) -> None:
    problems = gaps_and_overlaps(states(**changed))
    assert (kind, Decimal(low), Decimal(high)) in [(p.kind, p.low, p.high) for p in problems]
    assert all("remaining budget of" in str(problem) for problem in problems)


def test_shared_end_points_are_right_on_either_side() -> None:
    assert gaps_and_overlaps(states(healthy="remaining_budget >= 50%", critical="0% < remaining_budget < 25%")) == ()


def test_a_state_within_another_is_an_overlap() -> None:
    problems = gaps_and_overlaps({**states(), "odd": parse_condition("remaining_budget 60-70%")})
    assert [(p.kind, p.low, p.high, p.states) for p in problems] == [
        ("overlap", Decimal(60), Decimal(70), ("healthy", "odd"))
    ]


def test_no_states_leave_everything_open() -> None:
    (problem,) = gaps_and_overlaps({})
    assert (problem.kind, problem.high, problem.states) == ("gap", Decimal(100), ())


def test_missing_and_misplaced_states_are_named() -> None:
    assert missing_states(["healthy", "exhausted"]) == (BudgetState.WARNING, BudgetState.CRITICAL)
    swapped = states(warning=TEMPLATE["critical"], critical=TEMPLATE["warning"])
    assert misordered_states(swapped) == ((BudgetState.WARNING, BudgetState.CRITICAL),)


@given(st.decimals(-200, 100, places=3))
def test_the_template_rules_as_the_default_bounds_do(left: Decimal) -> None:
    assert ruling_state(left, states()) == state_of(left)


@given(st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True))
def test_neighbouring_ranges_never_have_gaps_or_overlaps(bounds: list[int]) -> None:
    low, middle, high = sorted(bounds)
    policy = states(
        healthy=f"remaining_budget > {high}%",
        warning=f"remaining_budget {middle}-{high}%",
        critical=f"remaining_budget {low}-{middle}%",
        exhausted=f"remaining_budget <= {low}%",
    )
    assert gaps_and_overlaps(policy) == ()
    assert ruling_state(Decimal(high), policy) == "warning"


def test_nothing_rules_in_a_gap() -> None:
    assert ruling_state(Decimal(55), states(healthy="remaining_budget > 60%")) is None


def test_business_hours_end_at_five() -> None:
    assert in_business_hours(TUESDAY_NOON.replace(hour=9))
    assert in_business_hours(TUESDAY_NOON.replace(hour=16, minute=59))
    assert not in_business_hours(TUESDAY_NOON.replace(hour=17))
    assert not in_business_hours(TUESDAY_NOON.replace(hour=8, minute=59))
    assert not in_business_hours(SATURDAY_NOON)


@pytest.mark.parametrize(
    ("state", "change", "when", "waits"),
    [
        ("healthy", "feature", SATURDAY_NOON, False),
        ("healthy", "chaos", TUESDAY_NOON, False),
        ("warning", "feature", SATURDAY_NOON, False),
        ("warning", "chaos", TUESDAY_NOON, True),
        ("warning", "risky", TUESDAY_NOON, False),
        ("warning", "risky", SATURDAY_NOON, True),
        ("critical", "feature", TUESDAY_NOON, True),
        ("critical", "risky", TUESDAY_NOON, True),
        ("exhausted", "chaos", TUESDAY_NOON, True),
        ("unknown", "feature", TUESDAY_NOON, False),
    ],
)
def test_the_default_blocks(state: str, change: str, when: datetime, waits: bool) -> None:
    assert must_wait(ChangeKind(change), DEFAULT_BLOCKS[BudgetState(state)], when) is waits


@pytest.mark.parametrize("state", list(BudgetState))
@pytest.mark.parametrize("change", sorted(EXCEPTIONS))
def test_exceptions_never_wait(state: BudgetState, change: ChangeKind) -> None:
    assert not must_wait(change, DEFAULT_BLOCKS[state], SATURDAY_NOON)


def test_all_kinds_of_change_are_described() -> None:
    assert list(CHANGE_KINDS) == list(ChangeKind)
    assert all(CHANGE_KINDS.values())
    assert set(DEFAULT_ACTIONS) == set(BudgetState) - {BudgetState.UNKNOWN}
