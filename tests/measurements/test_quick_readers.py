from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.kinds.measurements.model import Measurements, Series
from steadybook.kinds.measurements.rows import by_rows
from steadybook.measurements.columnar import Found, columnar, columnar_all
from steadybook.measurements.listwise import listwise

HEAD = "service,sli,start,end,good,total\n"
START = datetime(2026, 10, 7, tzinfo=UTC)
ROW = "checkout,success,2026-10-07T08:00:00Z,2026-10-07T09:00:00Z,99,100\n"


def line(service: str, hour: int, good: str, total: str, form: str = "%Y-%m-%dT%H:%M:%SZ") -> str:
    start = START + timedelta(hours=hour)
    return f"{service},success,{start.strftime(form)},{(start + timedelta(hours=1)).strftime(form)},{good},{total}\n"


def contents(series: Series) -> tuple[object, ...]:
    return series.service, series.sli, series.starts, series.ends, series.good, series.total, series.rows


Read = Callable[[bytes], Found | None]
both = pytest.mark.parametrize("read", [columnar, listwise])


def quickly(text: str, read: Read = columnar) -> list[tuple[object, ...]] | None:
    return seen(read(text.encode()))


def seen(found: Found | None) -> list[tuple[object, ...]] | None:
    if found is None:
        return None
    return [
        contents(Series.model_construct(service=key[0], sli=key[1], columns=columns, left_out=0))
        for key, columns in found.items()
    ]


def carefully(text: str) -> tuple[list[tuple[object, ...]], bool]:
    decoded = by_rows(text.encode())
    if decoded.value is None:
        return [], False
    assert isinstance(decoded.value, Measurements)
    return [contents(series) for series in decoded.value.series], not decoded.problems


@both
@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ"])
@pytest.mark.parametrize(
    "counts", [("99", "100"), ("0", "0"), ("98.5", "100"), ("0.000001", "1"), ("123456789012", "123456789012.5")]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_that_programs_write_are_read_by_columns(
    read: Read, form: str, counts: tuple[str, str], end: str
) -> None:
    lines = [line(service, hour, *counts, form) for service in ("shop", "cart") for hour in range(5)]
    by_time = sorted(lines, key=lambda each: each.split(",")[2])
    orders = [lines, by_time]
    if read is columnar:  # the other one leaves rows that are not in order of time to the careful reader
        orders += [lines[::-1], lines[::2] + lines[1::2]]
    for ordered in orders:
        text = (HEAD + "".join(ordered)).replace("\n", end)
        assert quickly(text, read) == carefully(text)[0]
        assert quickly(text.rstrip(), read) == carefully(text)[0]


@both
@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD,
        ROW,
        HEAD + ROW + ROW,
        HEAD + ROW + "\n" + line("checkout", 20, "1", "1"),
        HEAD + ROW.replace(",99,", ",101,"),
        HEAD + ROW.replace(",99,", ",-1,"),
        HEAD + ROW.replace(",99,", ",+1,"),
        HEAD + ROW.replace(",99,", ",099,"),
        HEAD + ROW.replace(",99,", ",9_9,"),
        HEAD + ROW.replace(",99,", ", 99,"),
        HEAD + ROW.replace(",99,", ",,"),
        HEAD + ROW.replace(",99,", ",NaN,"),
        HEAD + ROW.replace(",99,", ",0.0000001,"),
        HEAD + ROW.replace(",99,", ",.5,"),
        HEAD + ROW.replace(",99,", ",5.,"),
        HEAD + ROW.replace(",99,", ",1e1,"),
        HEAD + ROW.replace("checkout", ""),
        HEAD + ROW.replace("success", ""),
        HEAD + ROW.replace("T09:00:00Z", "T24:00:00Z"),
        HEAD + ROW.replace("T09:00:00Z", "T08:59:60Z"),
        HEAD + ROW.replace("T08:00:00Z", "T07:59:60Z"),
        HEAD + ROW.replace("T09:00:00Z", "T08:00:00Z"),
        HEAD + ROW.replace("T08:00:00Z", "T08:00:00"),
        HEAD + ROW.replace("2026-10-07", "1969-10-07"),
        HEAD + ROW.replace("2026-10-07", "9000-10-07"),
        HEAD + ROW.replace("2026-10-07", "2026-02-30"),
        *(HEAD + ROW.replace("2026-10-07", f"2026-10-{blank}7", 1) for blank in " \t\r\v\f"),
        HEAD + ROW.replace("T08:00:00Z", "T08:00: 0Z"),
        HEAD + ROW.replace("\n", ",1\n"),
        HEAD + ROW.replace(",100\n", "\n"),
        HEAD + ROW.replace("checkout", '"checkout"'),
        HEAD + ROW.replace("checkout", "chéckout"),
        HEAD + ROW.replace("checkout", "check\0out"),
        HEAD.upper() + ROW,
        "\ufeff" + HEAD + ROW,
    ],
)
def test_what_is_not_plainly_right_is_left_to_the_careful_reader(read: Read, text: str) -> None:
    assert quickly(text, read) is None


@both
@given(st.data())
def test_both_ways_of_reading_agree_whatever_was_damaged(read: Read, data: st.DataObject) -> None:
    hours = data.draw(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9)), min_size=1, max_size=8))
    numbers = st.sampled_from(["0", "1", "7", "10", "2.5", "10.25"])
    text = HEAD + "".join(line(service, hour, data.draw(numbers), data.draw(numbers)) for service, hour in hours)
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(text) - 1))
        text = text[:at] + data.draw(st.sampled_from(["", *'0169 +-.,:"TZez\n\r\t_é'])) + text[at + 1 :]
    found = quickly(text, read)
    if found is not None:
        assert (found, True) == carefully(text)


@given(st.data())
def test_many_files_at_once_are_read_as_each_by_itself(data: st.DataObject) -> None:
    files = []
    for _ in range(data.draw(st.integers(1, 6))):
        services = data.draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=4, unique=data.draw(st.booleans())))
        hours = data.draw(st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True))
        hours = sorted(hours) if data.draw(st.booleans()) else hours
        counts = data.draw(st.sampled_from([("1", "10"), ("0.5", "10"), ("11", "10")]))
        form = data.draw(st.sampled_from(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%MZ"]))
        text = HEAD + "".join(line(service, hour, *counts, form) for service in services for hour in hours)
        files.append(data.draw(st.sampled_from([text, text[:-1], text + "\n", text.replace("\n", "\r\n"), HEAD, ""])))
    together = list(map(seen, columnar_all([text.encode() for text in files])))
    assert together == list(map(quickly, files))
    for text, found in zip(files, together, strict=True):
        if found is not None:
            assert (found, True) == carefully(text)


def test_batches_are_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [HEAD + "".join(line("shop", hour, str(n), "99") for hour in range(9)) for n in range(7)]
    whole = list(map(seen, columnar_all([text.encode() for text in texts])))
    monkeypatch.setattr("steadybook.measurements.columnar.BATCH", 2 * len(texts[0]))
    assert list(map(seen, columnar_all([text.encode() for text in texts]))) == whole
    assert [seen_in[0][4] for seen_in in whole if seen_in] == [(n,) * 9 for n in range(7)]


@both
def test_counts_are_exact(read: Read) -> None:
    found = quickly(HEAD + line("a", 0, "0.1", "0.3") + line("a", 1, "0.2", "0.3"), read)
    assert found is not None
    assert found[0][4] == (Decimal("0.1"), Decimal("0.2"))


def test_rows_out_of_order_are_left_to_the_careful_reader() -> None:
    assert listwise((HEAD + line("a", 1, "1", "1") + line("a", 0, "1", "1")).encode()) is None


def test_rows_of_one_length_without_gaps_are_ranges() -> None:
    rows = [line("a", hour, "1", "1") for hour in range(4)]
    whole = listwise((HEAD + "".join(rows)).encode())
    torn = listwise((HEAD + "".join([*rows[:1], *rows[2:]])).encode())
    assert whole is not None
    assert torn is not None
    assert isinstance(whole["a", "success"].starts, range)
    assert not isinstance(torn["a", "success"].starts, range)
