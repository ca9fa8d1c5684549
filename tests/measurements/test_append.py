from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.commands._measuring import old_rows
from steadybook.measurements.append import OldRow, SnapshotError, append, merged
from steadybook.measurements.snapshot import Row
from steadybook.source.reader import Limits

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
HEADER = "service,sli,start,end,good,total\n"
LIMIT = 5_000_000


def row(sli: str, hour: int, good: str = "9", total: str = "10") -> Row:
    return Row("shop", sli, BEGIN + hour * HOUR, BEGIN + (hour + 1) * HOUR, Decimal(good), Decimal(total))


def line(sli: str, hour: int) -> str:
    return f"shop,{sli},2026-11-01T{hour:02}:00:00Z,2026-11-01T{hour + 1:02}:00:00Z,9,10\n"


def read(data: bytes) -> Sequence[OldRow]:
    return old_rows("shop.csv", data, Limits())


def add(file: Path, *rows: Row, limit: int = LIMIT) -> tuple[Row, ...]:
    return append(file, rows, read, limit)


def test_a_missing_file_is_begun_and_a_second_run_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "measurements/shop.csv"
    rows = (row("b", 1), row("a", 0), row("a", 1, "0.25", "1000000000000"))
    assert set(add(file, *rows)) == set(rows)
    expected = HEADER + line("a", 0)
    expected += "shop,a,2026-11-01T01:00:00Z,2026-11-01T02:00:00Z,0.25,1000000000000\n" + line("b", 1)
    assert file.read_text("utf-8") == expected
    assert add(file, *rows) == ()
    assert file.read_text("utf-8") == expected


def test_gaps_are_filled_where_they_are_and_series_stay_together(tmp_path: Path) -> None:
    file = tmp_path / "shop.csv"
    file.write_text(HEADER + line("b", 1) + line("b", 4) + line("a", 2), "utf-8")
    add(file, row("a", 1), row("b", 2), row("a", 3), row("b", 0), row("c", 0))
    slis = [(text.split(",")[1], int(text.split(",")[2][11:13])) for text in file.read_text("utf-8").splitlines()[1:]]
    assert slis == [("b", 0), ("b", 1), ("b", 2), ("b", 4), ("a", 1), ("a", 2), ("a", 3), ("c", 0)]


def test_a_new_series_does_not_come_between_the_rows_of_the_last_one(tmp_path: Path) -> None:
    file = tmp_path / "shop.csv"
    file.write_text(HEADER + line("b", 1), "utf-8")
    add(file, row("a", 1), row("b", 2))
    assert [text.split(",")[1] for text in file.read_text("utf-8").splitlines()[1:]] == ["b", "b", "a"]


def test_a_file_in_order_of_time_stays_in_order_of_time(tmp_path: Path) -> None:
    file = tmp_path / "shop.csv"
    file.write_text(HEADER + line("a", 0) + line("b", 0) + line("a", 2) + line("b", 2), "utf-8")
    add(file, row("b", 1), row("a", 1), row("a", 3), row("b", 3))
    found = [(text.split(",")[2][11:13], text.split(",")[1]) for text in file.read_text("utf-8").splitlines()[1:]]
    assert found == sorted(found)


def test_what_overlaps_a_row_of_its_series_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "shop.csv"
    file.write_text(HEADER + "shop,a,2026-11-01T00:30:00Z,2026-11-01T02:10:00Z,1,1\n", "utf-8")
    assert add(file, row("a", 0), row("a", 1), row("a", 2), row("a", 3), row("b", 1)) == (row("a", 3), row("b", 1))


def test_existing_bytes_stay_whatever_their_layout() -> None:
    old = '\ufeffservice,sli,start,end,good,total\r\n\r\n"shop",a,2026-11-01T00:00Z,2026-11-01T01:00Z,1.50,2.0'
    text = merged(old, read(old.encode()), [row("a", 1)])
    assert text == f"{old}\r\nshop,a,2026-11-01T01:00Z,2026-11-01T02:00Z,9,10\r\n"
    trailing = f"{HEADER}{line('a', 0)}\n \n"
    assert merged(trailing, read(trailing.encode()), [row("b", 5)]) == HEADER + line("a", 0) + line("b", 5) + "\n \n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEADER + "shop,a,2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,11,10\n", "cannot be"),
        ("time,good\n", "is expected here"),
        (HEADER + line("a", 0) + line("a", 0), "overlaps"),
        ("\udcff", "UTF-8"),
    ],
)
def test_a_file_with_errors_is_left_alone(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "shop.csv"
    before = content.encode("utf-8", "surrogateescape")
    file.write_bytes(before)
    with pytest.raises(SnapshotError, match=reason):
        add(file, row("a", 5))
    assert file.read_bytes() == before


def test_a_file_does_not_grow_beyond_what_the_check_reads(tmp_path: Path) -> None:
    file = tmp_path / "shop.csv"
    file.write_text(HEADER + line("a", 0), "utf-8")
    with pytest.raises(SnapshotError, match="would grow beyond 120 bytes"):
        add(file, row("a", 1), limit=120)
    assert file.read_text("utf-8") == HEADER + line("a", 0)


def test_a_failed_write_leaves_the_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "shop.csv"
    file.write_text(HEADER + line("a", 0), "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        add(file, row("a", 1))
    assert file.read_text("utf-8") == HEADER + line("a", 0)
    assert [each.name for each in tmp_path.iterdir()] == ["shop.csv"]


def _add_one_by_one(file: Path, hours: Sequence[int]) -> None:
    for hour in hours:
        append(file, (row("a", hour), row("b", hour)), read, LIMIT)


def test_several_runs_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    file = tmp_path / "shop.csv"
    context = multiprocessing.get_context("spawn")
    hours = (range(20), range(19, -1, -1), range(0, 20, 2))
    processes = [context.Process(target=_add_one_by_one, args=(file, tuple(each))) for each in hours]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    expected = [line("a", hour) for hour in range(20)] + [line("b", hour) for hour in range(20)]
    text = file.read_text("utf-8").splitlines(keepends=True)
    assert sorted(text[1:]) == sorted(expected)
    assert [each.name for each in tmp_path.iterdir()] == ["shop.csv"]


rows = st.builds(row, st.sampled_from(["a", "b", "c"]), st.integers(0, 22))


@given(st.lists(rows, unique=True, max_size=20), st.lists(rows, unique=True, max_size=20))
def test_whatever_the_order_each_row_is_there_once(first: list[Row], second: list[Row]) -> None:
    text = ""
    for portion in (first, second):
        old = read(text.encode()) if text else ()
        known = {(each.sli, each.interval.start) for each in old}
        text = merged(text, old, [each for each in portion if (each.sli, each.start) not in known])
    found = read(text.encode())
    assert {(each.sli, each.interval.start) for each in found} == {(each.sli, each.start) for each in first + second}
    # A file that this program began keeps every series together and in order.
    assert [each.sli for each in found] == sorted([each.sli for each in found], key=lambda sli: _first(found, sli))
    for sli in "abc":
        starts = [each.interval.start for each in found if each.sli == sli]
        assert starts == sorted(starts)


def _first(found: Sequence[OldRow], sli: str) -> int:
    return next(each.line for each in found if each.sli == sli)
