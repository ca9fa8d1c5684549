from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.exchange.prometheus.thresholds import exact, finite, threshold
from steadybook.sre.burn_rate import ALERT_WINDOWS, rate_for

PERCENT = st.decimals(0, 100, places=4)


@pytest.mark.parametrize(
    ("rate", "budget", "written"),
    [
        ("13.44", "0.1", "0.01344"),
        ("14.4", "0.001", "0.000144"),
        ("1", "100", "1"),
        ("0.933", "0.1", "0.000933"),
        ("6.0", "5", "0.3"),
        ("1E+1", "0.50", "0.05"),
        ("0.0000001", "0.0000001", "0.0000000000000001"),
    ],
)
def test_a_threshold_is_written_exactly(rate: str, budget: str, written: str) -> None:
    assert threshold(exact(Decimal(rate)), Decimal(budget)) == written


def test_a_rate_without_end_is_written_as_a_fraction() -> None:
    rate = rate_for(Decimal(10), timedelta(days=3), timedelta(days=28))
    assert str(rate) == "0.9333333333333333333333333333"
    assert threshold(exact(rate), Decimal("0.1")) == "(14 / 15 * 0.001)"


@given(st.decimals("0.0001", "1000", places=6), PERCENT)
def test_what_is_written_is_the_product_without_noise(rate: Decimal, budget: Decimal) -> None:
    text = threshold(exact(rate), budget)
    assert Fraction(text) == Fraction(rate) * Fraction(budget) / 100
    assert "e" not in text.lower()
    assert text == "0" or not text.endswith((".", "0")) or "." not in text


@given(st.integers(1, 366 * 24 * 60), st.sampled_from(ALERT_WINDOWS), PERCENT.filter(bool))
def test_standard_rates_of_any_window_are_exact(minutes: int, row: object, budget: Decimal) -> None:
    alert = next(each for each in ALERT_WINDOWS if each is row)
    window = timedelta(minutes=minutes)
    rate = exact(rate_for(alert.budget_consumed, alert.long_window, window))
    assert rate == Fraction(alert.budget_consumed) * Fraction(minutes * 60) / (
        100 * Fraction(alert.long_window // timedelta(seconds=1))
    )
    value = threshold(rate, budget).strip("()")
    product = Fraction(1)
    for part in value.split(" * "):
        numerator, _, denominator = part.partition(" / ")
        product *= Fraction(numerator) / Fraction(denominator or "1")
    assert product == rate * Fraction(budget) / 100


@given(st.integers(-(10**9), 10**9), st.integers(0, 30), st.integers(0, 30))
def test_decimals_with_an_end_are_written_in_full(numerator: int, twos: int, fives: int) -> None:
    number = Fraction(numerator, 2**twos * 5**fives)
    assert Fraction(finite(number) or "nan") == number


@pytest.mark.parametrize("number", [Fraction(1, 3), Fraction(14, 15), Fraction(1, 70)])
def test_decimals_without_end_are_not(number: Fraction) -> None:
    assert finite(number) is None
