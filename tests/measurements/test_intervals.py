from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.measurements.intervals import SHORTEST, Interval, batches, ceiling, floor, is_granularity, missing

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
moments = st.integers(0, 3000).map(lambda minutes: BEGIN + minutes * MINUTE)
steps = st.sampled_from([HOUR, 5 * MINUTE, 15 * MINUTE, timedelta(days=1)])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(moments)
    return Interval(start, start + draw(st.integers(1, 300)) * MINUTE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-01T{text}:00Z")


def test_whole_hours_around_a_gap() -> None:
    covered = [Interval(at("01:00"), at("03:00")), Interval(at("04:00"), at("05:00"))]
    found = list(missing(covered, at("00:00"), at("07:00"), HOUR))
    assert [(i.start, i.end) for i in found] == [
        (at("00:00"), at("01:00")),
        (at("03:00"), at("04:00")),
        (at("05:00"), at("06:00")),
        (at("06:00"), at("07:00")),
    ]


def test_the_rest_of_an_hour_that_finer_rows_began_is_a_piece_of_its_own() -> None:
    covered = [Interval(at("01:00"), at("01:20"))]
    found = list(missing(covered, at("01:00"), at("03:00"), HOUR))
    assert found == [Interval(at("01:20"), at("02:00")), Interval(at("02:00"), at("03:00"))]
    seconds = timedelta(seconds=30)
    assert not list(missing([Interval(at("01:00"), at("02:00") - seconds)], at("01:00"), at("02:00"), HOUR))


@given(st.lists(intervals(), max_size=12), moments, moments, steps)
def test_covered_and_missing_together_are_the_whole_without_overlap(
    covered: list[Interval], since: datetime, until: datetime, step: timedelta
) -> None:
    found = list(missing(covered, since, until, step))
    assert found == sorted(found)
    minutes = [minute for each in found for minute in range((each.end - each.start) // MINUTE)]
    taken = {each.start + n * MINUTE for each in covered for n in range(each.length // MINUTE)}
    free = {each.start + n * MINUTE for each in found for n in range(each.length // MINUTE)}
    whole = {since + n * MINUTE for n in range(max((until - since) // MINUTE, 0))}
    assert len(free) == len(minutes)  # no minute twice
    assert free == whole - taken
    for each in found:
        assert SHORTEST <= each.length <= step
        assert floor(each.start, step) + step >= each.end  # within one cell of the grid


@given(st.lists(intervals(), max_size=12), moments, moments, steps)
def test_once_measured_nothing_is_missing(
    covered: list[Interval], since: datetime, until: datetime, step: timedelta
) -> None:
    found = list(missing(covered, since, until, step))
    assert not list(missing([*covered, *found], since, until, step))


@given(st.lists(intervals(), max_size=12), moments, moments, steps, st.integers(1, 20))
def test_batches_hold_each_interval_once_and_no_more_points_than_allowed(
    covered: list[Interval], since: datetime, until: datetime, step: timedelta, most: int
) -> None:
    found = list(missing(covered, since, until, step))
    cut = list(batches(found, step, most))
    assert sorted(each for batch in cut for each in batch.intervals) == found
    for batch in cut:
        ends = [each.end for each in batch.intervals]
        assert {each.length for each in batch.intervals} == {batch.window}
        assert all(not (end - ends[0]) % batch.step for end in ends)
        assert (ends[-1] - ends[0]) // batch.step < most


@given(moments, steps)
def test_floor_and_ceiling_are_the_cuts_around_a_moment(moment: datetime, step: timedelta) -> None:
    low, high = floor(moment, step), ceiling(moment, step)
    assert low <= moment <= high
    assert high - low in (timedelta(0), step)
    assert not (low - low.replace(hour=0, minute=0)) % step  # every day is cut alike


@pytest.mark.parametrize(
    ("step", "fits"),
    [
        (HOUR, True),
        (MINUTE, True),
        (timedelta(days=1), True),
        (timedelta(seconds=90), True),
        (7 * HOUR, False),
        (timedelta(days=2), False),
        (timedelta(seconds=30), False),
        (timedelta(0), False),
    ],
)
def test_days_are_cut_into_whole_steps(step: timedelta, fits: bool) -> None:
    assert is_granularity(step) is fits
