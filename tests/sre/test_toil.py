from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.toil import (
    CATEGORIES,
    COMMON_TARGETS,
    DEFINITION,
    MATRIX,
    TOIL_BUDGET,
    Difficulty,
    ValueBand,
    Verdict,
    frequency_agrees,
    frequency_of,
    hours_per_month,
    priority_score,
    toil_share,
    value_band,
    verdict,
)

HOURS = st.decimals(0, 1000, places=2)


def test_the_worked_example() -> None:
    # 12 min, 25 times a month: 5 h; automation that saves 4 h at medium difficulty scores 2.
    assert hours_per_month(Decimal(12), Decimal(25)) == 5
    assert priority_score(Decimal(4), Difficulty.MEDIUM) == 2
    assert verdict(Decimal(4), Difficulty.MEDIUM) is Verdict.PLAN


@pytest.mark.parametrize(
    ("hours", "band"), [("10.01", "high"), ("10", "medium"), ("2", "medium"), ("1.99", "low"), ("0", "low")]
)
def test_bounds_of_value_are_medium(hours: str, band: str) -> None:
    assert value_band(Decimal(hours)) == band


def test_the_matrix_of_the_specification() -> None:
    rows = {band: [MATRIX[band][difficulty].value for difficulty in Difficulty] for band in ValueBand}
    assert rows == {
        ValueBand.HIGH: ["DO FIRST", "DO SECOND", "PLAN"],
        ValueBand.MEDIUM: ["DO SECOND", "PLAN", "EVALUATE"],
        ValueBand.LOW: ["QUICK WIN", "SKIP", "SKIP"],
    }
    assert [v.rank for v in Verdict] == [1, 2, 3, 4, 5, 6]


@given(HOURS, HOURS, st.sampled_from(list(Difficulty)))
def test_more_value_never_scores_less_and_more_effort_never_more(
    one: Decimal, other: Decimal, hard: Difficulty
) -> None:
    less, more = sorted((one, other))
    assert priority_score(less, hard) <= priority_score(more, hard)
    assert priority_score(more, hard) <= priority_score(more, Difficulty.LOW)
    if less >= 2:
        assert verdict(more, hard).rank <= verdict(less, hard).rank


@pytest.mark.parametrize(
    ("frequency", "occurrences", "agrees"),
    [
        ("daily", 20, True), ("daily", 19, False), ("weekly", 19, True), ("weekly", 3, True), ("weekly", 2, False),
        ("weekly", 20, False), ("monthly", 1, True), ("monthly", 2, True), ("monthly", 3, False), ("monthly", 0, False),
        ("per-incident", 0, True), ("per-incident", 500, True),
    ],
)  # fmt: skip
def test_a_frequency_fits_its_occurrences(frequency: str, occurrences: int, agrees: bool) -> None:
    assert frequency_agrees(frequency, Decimal(occurrences)) is agrees


@given(st.decimals(1, 1000, places=1))
def test_exactly_one_calendar_word_fits(occurrences: Decimal) -> None:
    fitting = [word for word in ("daily", "weekly", "monthly") if frequency_agrees(word, occurrences)]
    assert fitting == [frequency_of(occurrences)]


def test_seldom_has_no_word_and_an_unknown_word_is_an_error() -> None:
    assert frequency_of(Decimal("0.5")) is None
    with pytest.raises(ValueError, match="no frequency"):
        frequency_agrees("hourly", Decimal(1))


def test_the_share_of_a_teams_hours() -> None:
    assert toil_share(Decimal(80), Decimal(320)) == TOIL_BUDGET == 25
    assert toil_share(Decimal(80), Decimal(0)) is None


def test_the_lists_are_complete() -> None:
    assert len(COMMON_TARGETS) == 10
    assert len(DEFINITION) == 6
    assert list(CATEGORIES) == ["deployment", "scaling", "config", "data", "access", "monitoring", "recovery"]
