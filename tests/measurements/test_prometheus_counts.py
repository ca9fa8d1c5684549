from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.measurements.intervals import Interval, missing
from steadybook.measurements.prometheus import Prometheus
from steadybook.measurements.prometheus_answers import AnswerError
from steadybook.measurements.prometheus_counts import Counted, PrometheusSource, Queries, events_of
from steadybook.measurements.source import Source
from tests.measurements.conftest import Answer, Asked, Stand, matrix
from tests.prometheus_server import backfill, running

HOUR = timedelta(hours=1)
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
HOURS = tuple(missing((), BEGIN, BEGIN + 4 * HOUR, HOUR))


def source(url: str, step: timedelta = HOUR) -> PrometheusSource:
    queries = Queries(lambda window: f"good {window}", lambda window: f"total {window}")
    return PrometheusSource(Prometheus(url, backoff=0.001), lambda *_: queries, step)


def rates(stand: Stand, good: dict[int, str], total: dict[int, str]) -> None:
    """Rates by the number of the hour at whose end they are asked."""

    def answers(asked: Asked) -> Answer:
        points = good if asked.parameters["query"].startswith("good") else total
        series: dict[float, str] = {
            int((BEGIN + (hour + 1) * HOUR).timestamp()): number for hour, number in points.items()
        }
        return Answer(matrix(series) if series else matrix())

    stand.answers = answers


def counted(stand: Stand, known_good: bool = False) -> Counted:
    return source(stand.url).counted("shop", "a", HOURS, known_good)


def numbers(found: Counted) -> list[tuple[str, str]]:
    return [(str(row.good), str(row.total)) for row in found.rows]


def test_a_count_is_the_rate_over_exactly_the_interval(stand: Stand) -> None:
    rates(stand, {0: "9.9", 1: "0.2777777777777778", 2: "0", 3: "1e-7"}, {0: "10", 1: "1", 2: "0", 3: "2e-7"})
    found = counted(stand)
    assert numbers(found) == [("35640", "36000"), ("1000", "3600"), ("0", "0"), ("0.00036", "0.00072")]
    assert [(row.start, row.end) for row in found.rows] == [(each.start, each.end) for each in HOURS]
    assert [asked.parameters["query"] for asked in stand.asked] == ["total 1:00:00", "good 1:00:00"]


def test_an_hour_without_a_total_is_a_gap_and_no_zero(stand: Stand) -> None:
    rates(stand, {0: "1", 3: "1"}, {0: "1", 3: "1"})
    found = counted(stand)
    assert [row.start for row in found.rows] == [BEGIN, BEGIN + 3 * HOUR]
    assert found.empty == [HOURS[1], HOURS[2]]
    assert not found.doubtful


def test_numbers_that_cannot_be_are_left_out_and_said(stand: Stand) -> None:
    rates(stand, {0: "1", 1: "NaN", 2: "3", 3: "1"}, {0: "+Inf", 1: "1", 2: "2", 3: "-1"})
    found = counted(stand)
    assert not found.rows
    assert [why for _, why in found.doubtful] == [
        "the total query gives infinity",
        "the good query gives NaN",
        "10800 good events of 7200 in all cannot be",
        "the total query gives the negative number `-1`",
    ]
    assert [interval for interval, _ in found.doubtful] == list(HOURS)
    rates(stand, {0: "1"}, {0: "1e300"})
    assert "no count" in counted(stand).doubtful[0][1]


def test_noise_of_floats_is_no_event(stand: Stand) -> None:
    rates(stand, {0: "10.000000000000002", 1: "10.0001"}, {0: "10", 1: "10"})
    found = counted(stand)
    assert numbers(found) == [("36000", "36000")]
    assert len(found.doubtful) == 1


def test_no_good_events_are_believed_only_of_a_query_that_is_known_to_work(stand: Stand) -> None:
    rates(stand, {}, {0: "1", 1: "1", 2: "0"})
    found = counted(stand)
    assert numbers(found) == [("0", "0")]  # no events at all: nothing to be known
    assert [why for _, why in found.doubtful] == ["the good query gives nothing where the total is 3600"] * 2
    assert "or vector(0)" in found.advice
    # An outage after good times is one.
    assert numbers(counted(stand, known_good=True)) == [("0", "3600"), ("0", "3600"), ("0", "0")]
    rates(stand, {0: "1"}, {0: "1", 1: "1"})
    assert numbers(counted(stand)) == [("3600", "3600"), ("0", "3600")]


def test_a_refused_query_says_which(stand: Stand) -> None:
    stand.answers = lambda _: Answer("", 400)
    with pytest.raises(AnswerError) as caught:
        counted(stand)
    assert caught.value.reason.startswith("total query: ")


def test_it_is_a_source_and_gives_no_doubtful_number(stand: Stand) -> None:
    measured: Source = source(stand.url)
    rates(stand, {0: "1"}, {0: "1"})
    assert [str(row.total) for row in measured.rows("shop", "a", BEGIN, BEGIN + 4 * HOUR)] == ["3600"]
    rates(stand, {0: "NaN"}, {0: "1"})
    with pytest.raises(AnswerError, match="NaN"):
        list(measured.rows("shop", "a", BEGIN, BEGIN + 4 * HOUR))


@given(st.integers(0, 10**12), st.sampled_from([60, 300, 3600, 86_400]))
def test_whole_counts_come_back_whole_from_the_floats_of_a_rate(events: int, seconds: int) -> None:
    interval = Interval(BEGIN, BEGIN + timedelta(seconds=seconds))
    assert events_of(Decimal(repr(events / seconds)), interval) == events


@given(st.floats(0, 1e14), st.floats(0, 1e14))
def test_rounding_never_puts_good_events_above_all(one: float, other: float) -> None:
    good, total = (events_of(Decimal(repr(number)), HOURS[0]) for number in sorted((one, other)))
    assert good <= total
    exponent = total.as_tuple().exponent
    assert isinstance(exponent, int)
    assert exponent >= -6
    assert "E" not in f"{total:f}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two counters, scraped every minute for six hours: 5 a second, of them 4 good; reset after two hours."""
    lines = ["# TYPE requests counter"]
    for code, rate in (("200", 4), ("500", 1)):
        for minute in range(6 * 60 + 1):
            value = rate * 60 * (minute if minute < 120 else minute - 120)
            moment = int((BEGIN + timedelta(minutes=minute)).timestamp())
            lines.append(f'requests_total{{code="{code}"}} {value} {moment}')
    data = tmp_path_factory.mktemp("prometheus") / "data"
    backfill(data, "\n".join([*lines, "# EOF", ""]))
    with running(data) as url:
        yield url


@pytest.mark.parametrize("step", [HOUR, timedelta(minutes=5), timedelta(minutes=30)])
def test_a_real_server_counts_what_happened(server: str, step: timedelta) -> None:
    def query(selector: str, window: timedelta) -> str:
        return f"sum(rate(requests_total{selector}[{window // timedelta(minutes=1)}m]))"

    queries = Queries(lambda window: query('{code!~"5.."}', window), lambda window: query("", window))
    measured = PrometheusSource(Prometheus(server), lambda *_: queries, step)
    rows = list(measured.rows("shop", "a", BEGIN - 2 * HOUR, BEGIN + 8 * HOUR))
    inside = [row for row in rows if row.start >= BEGIN + 3 * HOUR and row.end <= BEGIN + 6 * HOUR]
    assert len(inside) == 3 * HOUR // step
    for row in inside:
        assert row.good == 4 * step.seconds
        assert row.total == 5 * step.seconds
    # Counted hours of both sides of the reset lose at most the scrape around it.
    reset = [row for row in rows if row.start < BEGIN + 3 * HOUR and row.end > BEGIN + HOUR]
    assert sum(row.total for row in reset) == pytest.approx(2 * 5 * 3600, rel=0.01)
    assert not [row for row in rows if row.end <= BEGIN or row.start > BEGIN + 6 * HOUR]
    assert all(row.good <= row.total for row in rows)


def test_a_real_server_refuses_what_is_no_query(server: str) -> None:
    broken = Queries(lambda _: "sum(", lambda _: "sum(rate(")
    measured = PrometheusSource(Prometheus(server), lambda *_: broken, HOUR)
    with pytest.raises(AnswerError, match=r"total query: the server refuses the query: .*parse error"):
        list(measured.rows("shop", "a", BEGIN, BEGIN + HOUR))


def test_a_real_server_with_several_series(server: str) -> None:
    several = Queries(lambda _: "requests_total", lambda _: "requests_total")
    measured = PrometheusSource(Prometheus(server), lambda *_: several, HOUR)
    with pytest.raises(AnswerError, match="2 series, which differ in `code`"):
        list(measured.rows("shop", "a", BEGIN, BEGIN + HOUR))
