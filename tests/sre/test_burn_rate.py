from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.burn_rate import (
    CLASSIC_ALERTS,
    STANDARD_ALERTS,
    burn_rate,
    consumed,
    fires,
    highest_rate,
    possible_alerts,
    rate_for,
    short_window_too_long,
    standard_alerts,
    time_to_exhaustion,
)

FOUR_WEEKS, MONTH = timedelta(days=28), timedelta(days=30)
RATES = st.decimals(Decimal("0.01"), 1000, places=2)
WINDOWS = st.integers(1, 10**6).map(lambda minutes: timedelta(minutes=minutes))
TARGETS = st.decimals(0, Decimal("99.999"), places=3)


def test_the_worked_example_of_the_handbook() -> None:
    # 0.5 % of errors at 99.9 % burn five times too fast and last 28 d / 5 = 5.6 d.
    assert burn_rate(Decimal("0.5"), Decimal("99.9")) == 5
    assert time_to_exhaustion(Decimal(5), FOUR_WEEKS) == timedelta(days=5, hours=14, minutes=24)


def test_the_standard_set_is_that_of_the_workbook() -> None:
    # Google SRE Workbook, ch. 5: 2 % in 1 h, 5 % in 6 h, 10 % in 1 d and 3 d of 30 d.
    rows = [(a.burn_rate, a.long_window, a.short_window, a.severity) for a in STANDARD_ALERTS[MONTH]]
    assert rows == [
        (Decimal("14.4"), timedelta(hours=1), timedelta(minutes=5), "page"),
        (Decimal(6), timedelta(hours=6), timedelta(minutes=30), "page"),
        (Decimal(3), timedelta(days=1), timedelta(hours=2), "ticket"),
        (Decimal(1), timedelta(days=3), timedelta(hours=6), "ticket"),
    ]
    rates = [alert.burn_rate for alert in STANDARD_ALERTS[FOUR_WEEKS]]
    assert rates[:3] == [Decimal("13.44"), Decimal("5.6"), Decimal("2.8")]
    assert round(rates[3], 6) == Decimal("0.933333")
    assert not any(short_window_too_long(a.short_window, a.long_window) for a in STANDARD_ALERTS[MONTH])


def test_the_classic_rates_consume_more_in_a_shorter_window() -> None:
    spent = [round(consumed(alert.burn_rate, alert.long_window, FOUR_WEEKS), 2) for alert in CLASSIC_ALERTS]
    assert spent == [Decimal("2.14"), Decimal("5.36"), Decimal("10.71")]
    assert [consumed(alert.burn_rate, alert.long_window, MONTH) for alert in CLASSIC_ALERTS] == [2, 5, 10]


def test_the_times_that_the_template_had_wrong() -> None:
    assert time_to_exhaustion(Decimal("14.4"), FOUR_WEEKS) == timedelta(hours=46, minutes=40)
    assert time_to_exhaustion(Decimal(6), FOUR_WEEKS) == timedelta(days=4, hours=16)
    assert time_to_exhaustion(Decimal(1), FOUR_WEEKS) == FOUR_WEEKS
    assert time_to_exhaustion(Decimal(2), FOUR_WEEKS, Decimal(50)) == timedelta(days=7)


def test_what_is_spent_is_spent_and_what_does_not_burn_lasts() -> None:
    assert time_to_exhaustion(Decimal(0), FOUR_WEEKS, Decimal(-3)) == timedelta(0)
    assert time_to_exhaustion(Decimal(0), FOUR_WEEKS) is None
    assert time_to_exhaustion(Decimal("1e-12"), FOUR_WEEKS) is None
    assert time_to_exhaustion(Decimal("Infinity"), FOUR_WEEKS) == timedelta(0)


@given(RATES, WINDOWS, WINDOWS)
def test_a_rate_and_what_it_consumes_belong_together(rate: Decimal, long: timedelta, window: timedelta) -> None:
    spent = consumed(rate, long, window)
    assert abs(rate_for(spent, long, window) - rate) < Decimal("1e-15")


@given(RATES, RATES, WINDOWS)
def test_a_faster_burn_ends_sooner(one: Decimal, other: Decimal, window: timedelta) -> None:
    slow, fast = sorted((one, other))
    late, soon = time_to_exhaustion(slow, window), time_to_exhaustion(fast, window)
    assert late is not None
    assert soon is not None
    assert soon <= late
    assert consumed(slow, timedelta(hours=1), window) <= consumed(fast, timedelta(hours=1), window)


@given(RATES, TARGETS)
def test_an_alert_fires_only_up_to_the_rate_of_an_outage(rate: Decimal, target: Decimal) -> None:
    if fires(rate, target):
        assert rate <= highest_rate(target) * (1 + Decimal("1e-20"))
    else:
        assert rate > highest_rate(target) * (1 - Decimal("1e-20"))


def test_a_fast_burn_alert_cannot_fire_at_a_low_target() -> None:
    # 14.4 × (100 − 93) = 100.8: even a total outage is no more than 14.29 times too fast.
    assert not fires(Decimal("14.4"), Decimal(93))
    assert fires(Decimal(20), Decimal(95))
    assert [alert.name for alert in possible_alerts(MONTH, Decimal(90))] == [
        "medium_burn",
        "slow_burn",
        "lingering_burn",
    ]


def test_a_target_of_100_burns_infinitely_with_the_first_error() -> None:
    assert burn_rate(Decimal(0), Decimal(100)) == 0
    assert burn_rate(Decimal("0.1"), Decimal(100)) == Decimal("Infinity")


def test_a_window_too_short_for_an_alert_goes_without_it() -> None:
    assert [alert.name for alert in standard_alerts(timedelta(days=2))] == ["fast_burn", "medium_burn", "slow_burn"]
    assert standard_alerts(timedelta(minutes=30)) == ()


@pytest.mark.parametrize(("short", "too_long"), [(15, False), (16, True), (30, True), (5, False)])
def test_the_short_window_is_at_most_a_quarter(short: int, too_long: bool) -> None:
    assert short_window_too_long(timedelta(minutes=short), timedelta(hours=1)) is too_long


def test_windows_have_a_length() -> None:
    with pytest.raises(ValueError, match="longer than 0"):
        consumed(Decimal(1), timedelta(0), MONTH)
    with pytest.raises(ValueError, match="longer than 0"):
        rate_for(Decimal(1), timedelta(1), timedelta(0))
