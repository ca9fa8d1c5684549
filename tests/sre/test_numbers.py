from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.error_budget import agrees_as_written
from steadybook.sre.numbers import plain, rounded

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)


@pytest.mark.parametrize(
    ("number", "text"),
    [("40.320", "40.32"), ("4E+1", "40"), ("-0.0", "0"), ("100", "100"), ("1E-7", "0.0000001"), ("-2.50", "-2.5")],
)
def test_plain_numbers_have_no_exponent_and_no_needless_zeros(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [("40.325", "40.33"), ("6.966666", "6.97"), ("0.0012345", "0.00123"), ("0", "0"), ("1E+29", "1" + "0" * 29)],
)
def test_rounded_numbers_keep_what_matters(number: str, text: str) -> None:
    assert rounded(Decimal(number)) == text


def test_a_bound_can_be_rounded_down() -> None:
    assert rounded(Decimal("99.89996"), 4, ROUND_FLOOR) == "99.8999"


@given(NUMBERS)
def test_plain_loses_nothing(number: Decimal) -> None:
    assert Decimal(plain(number)) == number


@given(NUMBERS)
def test_what_is_rounded_is_right_as_it_is_written(number: Decimal) -> None:
    """A fix writes the rounded number, and the rule must then be content."""
    assert agrees_as_written(rounded(number), number)
