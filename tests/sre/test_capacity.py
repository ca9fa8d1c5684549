from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.capacity import (
    CADENCE,
    LOAD_TESTS,
    headroom,
    months_to_threshold,
    projection,
    projection_agrees,
)

GROWTH = st.decimals(Decimal("0.1"), 50, places=1)


def test_the_worked_example() -> None:
    # 800 requests a second, 2 % a month: 900.9 after half a year, 1014.6 after a year (compound interest).
    assert round(projection(Decimal(800), Decimal(2), 6), 1) == Decimal("900.9")
    assert round(projection(Decimal(800), Decimal(2), 12), 1) == Decimal("1014.6")
    assert projection_agrees(Decimal("1014.6"), projection(Decimal(800), Decimal(2), 12))
    assert not projection_agrees(Decimal(992), projection(Decimal(800), Decimal(2), 12))  # linear growth


@pytest.mark.parametrize(
    ("written", "computed", "agrees"),
    [
        ("101", "100", True),
        ("99", "100", True),
        ("101.01", "100", False),
        ("0", "0", True),
        ("1", "0", False),
        ("1", "Infinity", False),
    ],
)
def test_a_projection_agrees_within_one_percent(written: str, computed: str, agrees: bool) -> None:
    assert projection_agrees(Decimal(written), Decimal(computed)) is agrees


def test_edges_of_growth() -> None:
    assert projection(Decimal(0), Decimal(5), 12) == 0
    assert projection(Decimal(10), Decimal(-100), 0) == 10
    assert projection(Decimal(10), Decimal(-100), 3) == 0
    assert projection(Decimal("1e999999"), Decimal("1e999999"), 12) == Decimal("Infinity")
    with pytest.raises(ValueError, match="shrinks"):
        projection(Decimal(10), Decimal(-101), 3)
    with pytest.raises(ValueError, match="ahead"):
        projection(Decimal(10), Decimal(1), -1)


@given(st.decimals(1, 10**6, places=1), GROWTH, st.integers(0, 36))
def test_growth_grows_and_compounds(current: Decimal, growth: Decimal, months: int) -> None:
    later = projection(current, growth, months + 1)
    assert later > projection(current, growth, months)
    stepwise = projection(projection(current, growth, months), growth, 1)
    assert abs(later - stepwise) <= later * Decimal("1e-20")


def test_headroom_is_what_is_left() -> None:
    assert headroom(Decimal(62)) == 38
    assert headroom(Decimal(110)) == -10


def test_months_to_a_threshold() -> None:
    # At 50 % today and 2 % a month, 80 % is reached after ln(1.6) / ln(1.02) = 23.73 months.
    months = months_to_threshold(Decimal(50), Decimal(80), Decimal(2))
    assert months is not None
    assert round(months, 2) == Decimal("23.73")
    assert months_to_threshold(Decimal(80), Decimal(80), Decimal(2)) == 0
    assert months_to_threshold(Decimal(50), Decimal(80), Decimal(0)) is None
    assert months_to_threshold(Decimal(50), Decimal(80), Decimal(-1)) is None
    assert months_to_threshold(Decimal(0), Decimal(80), Decimal(2)) is None
    assert months_to_threshold(Decimal(50), Decimal(80), Decimal("1e-40")) is None


@given(st.integers(1, 79), GROWTH)
def test_the_threshold_is_reached_in_just_those_months(peak: int, growth: Decimal) -> None:
    months = months_to_threshold(Decimal(peak), Decimal(80), growth)
    assert months is not None
    assert projection(Decimal(peak), growth, int(months)) <= Decimal("80.0000001")
    assert projection(Decimal(peak), growth, int(months) + 1) >= Decimal("79.9999999")


def test_the_tables_of_the_specification() -> None:
    assert [(row.scenario, row.multiple, row.duration) for row in LOAD_TESTS] == [
        ("baseline", 1, timedelta(minutes=30)),
        ("growth", 2, timedelta(minutes=15)),
        ("spike", 10, timedelta(minutes=5)),
        ("soak", Decimal("1.5"), timedelta(hours=4)),
        ("stress", None, None),
    ]
    assert [row.when for row in CADENCE] == ["Daily", "Weekly", "Monthly", "Quarterly", "Before a launch"]
