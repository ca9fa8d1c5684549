from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.durations import DurationError, format_duration, from_minutes, minutes, parse_duration, words

MILLISECONDS = st.integers(0, 10**13).map(lambda count: timedelta(milliseconds=count))


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("5m", timedelta(minutes=5)),
        ("1h30m", timedelta(minutes=90)),
        ("28d", timedelta(days=28)),
        ("4w", timedelta(days=28)),
        ("1y2w3d4h5m6s7ms", timedelta(days=365 + 14 + 3, hours=4, minutes=5, seconds=6, milliseconds=7)),
        ("90m", timedelta(minutes=90)),
        ("0s", timedelta(0)),
        ("0", timedelta(0)),
        ("007d", timedelta(days=7)),
    ],
)
def test_prometheus_durations_are_read(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("1M", "a month has no fixed length", "1m for minutes, or days such as 30d"),
        ("1.5M", "a month has no fixed length", "1m for minutes"),
        ("2 months", "a month has no fixed length", "60d"),
        ("1.5h", "without a fraction", "Write 1h30m."),
        ("30m1h", "from the largest to the smallest", "Write 1h30m."),
        ("5 m", "no spaces", "Write 5m."),
        ("5m ", "surrounded by", "Write 5m."),
        ("5m\n", "surrounded by", "Write 5m."),
        ("", "empty", "for example 5m"),
        ("   ", "empty", "for example 5m"),
        ("5", "the unit is missing", "5s, 5m, 5h or 5d"),
        ("1h1h", "written twice", "Write 2h."),
        ("-5m", "no sign", "Write 5m."),
        ("1H", "units are written", "Write 1h."),
        ("28 days", "units are written", "Write 28d."),
        ("1 hour 30 minutes", "units are written", "Write 1h30m."),
        ("1 hour and 30 minutes", "units are written", "Write 1h30m."),
        ("5x", "`x` is no unit", "y, w, d, h, m, s or ms"),
        ("PT5M", "not made of numbers and units", "for example"),
        ("\uff12d", "not made of numbers and units", "for example"),
        ("1.0001ms", "without a fraction", "for example"),
        ("9999999999d", "too long", "999999999d"),
        ("9" * 100_000 + "d", "too long", "999999999d"),
    ],
)
def test_anything_else_says_why_and_what_to_write(text: str, reason: str, suggestion: str) -> None:
    with pytest.raises(DurationError) as caught:
        parse_duration(text)
    assert reason in caught.value.reason
    assert suggestion in caught.value.suggestion
    assert caught.value.text == text
    assert str(caught.value) == f"{caught.value.reason}. {caught.value.suggestion}"


@given(MILLISECONDS)
def test_what_is_written_is_read_back(duration: timedelta) -> None:
    assert parse_duration(format_duration(duration)) == duration


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,6}\s?(y|w|d|h|m|s|ms|M|min|days)", fullmatch=True))
def test_no_text_brings_anything_but_a_duration_or_its_error(text: str) -> None:
    with suppress(DurationError):
        assert parse_duration(text) >= timedelta(0)


@given(st.tuples(st.integers(1, 500), st.integers(1, 500)))
def test_the_suggestion_for_a_wrong_order_means_the_same(parts: tuple[int, int]) -> None:
    first, second = parts
    with pytest.raises(DurationError) as caught:
        parse_duration(f"{first}m{second}h")
    suggested = caught.value.suggestion.removeprefix("Write ").removesuffix(".")
    assert parse_duration(suggested) == timedelta(minutes=first, hours=second)


def test_days_are_the_largest_unit_that_is_written() -> None:
    assert format_duration(timedelta(weeks=4)) == "28d"
    assert format_duration(timedelta(days=365)) == "365d"
    assert format_duration(timedelta(0)) == "0s"


@pytest.mark.parametrize("duration", [timedelta(seconds=-1), timedelta(microseconds=1)])
def test_what_prometheus_cannot_say_is_refused(duration: timedelta) -> None:
    with pytest.raises(ValueError, match="whole number of milliseconds"):
        format_duration(duration)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("40.32"), "40_min 19_s"),  # 99.9 % over 28 d: the SLO page of the specification
        (timedelta(hours=50), "2_d 2_h"),
        (timedelta(hours=46, minutes=40), "46_h 40_min"),  # a full budget of 28 d at a burn rate of 14.4
        (timedelta(days=4, hours=16), "4_d 16_h"),
        (timedelta(seconds=26.298), "26_s"),
        (timedelta(seconds=3599, milliseconds=700), "1_h"),
        (timedelta(hours=47, minutes=59, seconds=40), "2_d"),
        (timedelta(hours=47, minutes=59), "47_h 59_min"),
        (28 * 24 * 60, "28_d"),
        (5, "5_min"),
        (0, "0_s"),
        (timedelta(milliseconds=250), "250_ms"),
        (timedelta(microseconds=999_700), "1_s"),
        (timedelta(minutes=-5), "−5_min"),
    ],
)
def test_words_have_two_units_with_a_narrow_space(value: timedelta | Decimal | int, text: str) -> None:
    assert words(value) == text.replace("_", "\u202f")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_minutes_are_exact_and_turn_back(one: int, other: int) -> None:
    duration = timedelta(microseconds=one)
    assert from_minutes(minutes(duration)) == duration
    assert (minutes(duration) < minutes(timedelta(microseconds=other))) == (one < other)
