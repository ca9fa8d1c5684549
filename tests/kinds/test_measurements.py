from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.kinds.measurements.model import Measurements, Series
from steadybook.kinds.measurements.rows import MOST_PROBLEMS, _outline, by_rows, decode, decode_all, locate
from steadybook.measurements.snapshot import HEADER
from steadybook.source.reader import Limits
from steadybook.source.spans import Route, Span
from tests.kinds.conftest import Found, document, problems

PATH = "slos/measurements/checkout.csv"
HEAD = "service,sli,start,end,good,total\n"
ROW = "checkout,success,2026-10-07T08:00:00Z,2026-10-07T09:00:00Z,99,100"


def found(rows: str) -> list[Found]:
    return problems(HEAD + rows, PATH)


def series(text: str) -> tuple[Series, ...]:
    loaded = document(text, PATH)
    assert loaded.intact
    model = loaded.model
    assert isinstance(model, Measurements)
    return model.series


def at(text: str, route: Route) -> str:
    span = locate(text, route)
    assert span.line == span.end_line
    line = text.removeprefix("\ufeff").splitlines()[span.line - 1]
    return f"{span.line}:{line[span.column - 1 : span.end_column - 1]}"


def test_rows_become_series_in_order_of_time() -> None:
    later = ROW.replace("T09:", "T10:").replace("T08:", "T09:").replace(",99,", ",98.5,")
    other = ROW.replace("success", "speed")
    first, second = series(f"{HEAD}{later}\n{other}\n\n{ROW}\n")
    assert (first.service, first.sli, len(first)) == ("checkout", "success", 2)
    assert first.starts == (datetime(2026, 10, 7, 8, tzinfo=UTC), datetime(2026, 10, 7, 9, tzinfo=UTC))
    assert first.ends == (datetime(2026, 10, 7, 9, tzinfo=UTC), datetime(2026, 10, 7, 10, tzinfo=UTC))
    assert first.good == (Decimal(99), Decimal("98.5"))
    assert first.total == (Decimal(100), Decimal(100))
    assert first.rows == (2, 0)
    assert (second.sli, second.rows) == ("speed", (1,))
    assert first.route(0) == ("rows", 2)
    assert first.route(1, "good") == ("rows", 0, "good")


def test_service_and_sli_are_referred_to_once_a_series() -> None:
    text = f"{HEAD}{ROW}\n{ROW.replace('success', 'speed')}\n"
    loaded = document(text, PATH)
    assert [(r.route, r.kinds, r.id) for r in loaded.facts.references] == [
        (("series", 0, "service"), ("service",), "checkout"),
        (("series", 0, "sli"), ("sli",), "success"),
        (("series", 1, "service"), ("service",), "checkout"),
        (("series", 1, "sli"), ("sli",), "speed"),
    ]
    assert [at(text, r.route) for r in loaded.facts.references] == ["2:checkout", "2:success", "3:checkout", "3:speed"]


def test_routes_lead_to_lines_and_columns() -> None:
    other = ROW.replace("success", '"spe""ed"')
    text = f"\ufeff\n{HEAD}\n{ROW}\n   \n{other}\n"
    assert at(text, ("rows", 0)) == f"4:{ROW}"
    assert at(text, ("rows", 1)) == f"6:{other}"
    assert at(text, ("rows", 1, "sli")) == '6:"spe""ed"'
    assert at(text, ("rows", 1, "total")) == "6:100"
    assert at(text, ("series", 1)) == f"6:{other}"
    assert series(text)[1].sli == 'spe"ed'
    for nowhere in ((), ("rows", 2), ("rows", -1), ("series", 9, "service"), ("groups", 0)):
        assert locate(HEAD, nowhere) == Span(1, 1, 1, len(HEAD))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(end: str) -> None:
    text = (HEAD + ROW + "\n" + ROW.replace(",99,", ",x,")).replace("\n", end)
    ((rule, line, where),) = [(p.rule, p.line, p.text) for p in problems(text, PATH)]
    assert (rule, line, where) == ("measurement-row", 3, "x")


@pytest.mark.parametrize(
    ("old", "new", "text", "said"),
    [
        ("checkout", "", "", "service is missing"),
        ("success", "", "", "sli is missing"),
        ("T08:00:00Z", "T08:00:00", "2026-10-07T08:00:00", "no zone"),
        ("T09:00:00Z", "T25:00:00Z", "2026-10-07T25:00:00Z", "not a time"),
        ("T09:00:00Z", "T08:00:00Z", "2026-10-07T08:00:00Z", "ends before it has begun"),
        ("T09:00:00Z", "T07:59:59Z", "2026-10-07T07:59:59Z", "ends before it has begun"),
        ("2026-10-07T08", "0001-01-01T08", "0001-01-01T08:00:00Z", "out of range"),
        (",99,", ",,", "", "is empty"),
        (",99,", ",-1,", "-1", "negative"),
        (",99,", ",-0.5,", "-0.5", "negative"),
        (",99,", ",NaN,", "NaN", "not a number"),
        (",99,", ",Infinity,", "Infinity", "not a number"),
        (",99,", ",1_0,", "1_0", "not a number"),
        (",99,", ", 99,", " 99", "not a number"),
        (",99,", ",099,", "099", "not a number"),
        (",99,", ",٩٩,", "٩٩", "not a number"),
        (",99,", ",1e999999999,", "1e999999999", "out of range"),
        (",99,", ",101,", "101", "101 good events of 100"),
        (",100", ",ten", "ten", "not a number"),
        (",100", ",", "", "is empty"),
    ],
)
def test_what_may_be_wrong_with_a_value(old: str, new: str, text: str, said: str) -> None:
    assert ROW.count(old) == 1
    (problem,) = found(f"{ROW.replace('success', 'other')}\n{ROW.replace(old, new)}\n")
    assert (problem.rule, problem.line, problem.text) == ("measurement-row", 3, text)
    assert said in problem.message


@pytest.mark.parametrize("row", ["checkout,success", ROW + ",", ROW + ",1", "x"])
def test_rows_with_too_few_or_too_many_values(row: str) -> None:
    (problem,) = found(row)
    assert (problem.rule, problem.line, problem.text) == ("measurement-row", 2, row)
    assert "6 are needed" in problem.message


def test_what_a_merge_leaves_is_named() -> None:
    rows = f"<<<<<<< HEAD\n{ROW}\n=======\n{ROW.replace('success', 'other')}\n>>>>>>> other"
    assert [(p.line, p.message) for p in found(rows)] == [(n, "a merge conflict was left here") for n in (2, 4, 6)]


def test_a_row_may_have_several_problems() -> None:
    rules = [(p.line, p.text) for p in found("checkout,,2026-10-07,2026-10-07T09:00:00Z,-1,x")]
    assert rules == [(2, ""), (2, "2026-10-07"), (2, "-1"), (2, "x")]


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("99,100", "0,0"),
        ROW.replace("99,100", "100,100"),
        ROW.replace("99,100", "1,1"),
        ROW.replace("99,100", "0.25,1e3"),
        ROW.replace("08:00:00Z", "10:00:00.5+02:00"),
        ",".join(f'"{value}"' for value in ROW.split(",")),
    ],
)
def test_rows_that_are_right(row: str) -> None:
    assert found(row) == []
    assert len(series(HEAD + row)[0]) == 1


@pytest.mark.parametrize(
    ("header", "text", "said"),
    [
        ("service,sli,start,end,good", "service,sli,start,end,good", "`total` is missing"),
        ("service,sli,begin,end,good,total", "begin", "`start` is expected"),
        ("sli,service,start,end,good,total", "sli", "`service` is expected"),
        ("service,sli,start,end,good,total,bad", "bad", "`bad` is unknown"),
        (ROW, "checkout", "`service` is expected"),
    ],
)
def test_the_header_is_always_the_same(header: str, text: str, said: str) -> None:
    (problem,) = problems(f"{header}\n{ROW}\n", PATH)
    assert (problem.rule, problem.line, problem.text) == ("measurement-header", 1, text)
    assert said in problem.message
    assert not document(f"{header}\n{ROW}\n", PATH).intact


@pytest.mark.parametrize(
    "header", ['"service","sli","start","end","good","total"', " service, sli, start, end, good, total"]
)
def test_a_header_may_be_quoted_and_spaced(header: str) -> None:
    assert problems(f"{header}\n{ROW}\n", PATH) == []


def test_a_header_alone_is_no_data() -> None:
    assert series(HEAD) == ()
    assert [p.rule for p in problems("\n \n", PATH)] == ["empty-file"]


def test_overlapping_rows_stand_at_the_later_one() -> None:
    hours = [("08", "09"), ("09", "11"), ("10", "12"), ("12", "13"), ("12", "13")]
    rows = [f"checkout,success,2026-10-07T{start}:00:00Z,2026-10-07T{end}:00:00Z,1,2" for start, end in hours]
    assert [(p.rule, p.line, p.text) for p in found("\n".join(rows))] == [
        ("measurement-overlap", 4, rows[2]),
        ("measurement-overlap", 6, rows[4]),
    ]


def test_of_two_overlapping_rows_the_earlier_one_counts() -> None:
    again = ROW.replace("08:00:00Z", "08:30:00Z").replace(",99,", ",1,")
    before = ROW.replace("08:00:00Z", "07:30:00Z").replace(",99,", ",2,")
    text = f"{HEAD}{ROW}\n{again}\n{before}\n{again.replace('success', 'speed')}\n"
    assert [(p.rule, p.line) for p in problems(text, PATH)] == [("measurement-overlap", 3), ("measurement-overlap", 4)]
    first, other = series(text)
    assert first.good == (Decimal(99),)
    assert other.good == (Decimal(1),)
    assert "line 2" in problems(text, PATH)[0].message


def test_bytes_that_are_no_text() -> None:
    assert [p.rule for p in problems(HEAD.encode() + b"\xff\n", PATH)] == ["invalid-encoding"]
    assert [p.rule for p in problems(f"{HEAD}a\0b\n", PATH)] == ["control-character"]
    decoded = decode(b"x" * 11, Limits(bytes=10))
    assert [p.rule for p in decoded.problems] == ["file-too-large"]
    assert decoded.value is None


def test_a_file_of_another_format_is_not_told_line_by_line() -> None:
    listed = found("nothing\n" * 1000)
    assert len(listed) == MOST_PROBLEMS + 1
    assert "900 problems from here on" in listed[-1].message


@st.composite
def right_rows(draw: st.DrawFn) -> list[tuple[str, str, datetime, datetime, Decimal, Decimal]]:
    """Rows that only touch, of several series, in any order."""
    rows = []
    for service in draw(st.lists(st.sampled_from(["a", "b-1", "c"]), unique=True, min_size=1)):
        start = datetime(2026, 10, 7, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 10**8)))
        for minutes in draw(st.lists(st.integers(1, 2000), max_size=8)):
            end = start + timedelta(minutes=minutes)
            total = draw(st.decimals(0, 10**9, places=3, allow_nan=False))
            good = draw(st.decimals(0, total, places=3, allow_nan=False))
            rows.append((service, "sli", start, end, good, total))
            start = end + timedelta(seconds=draw(st.integers(0, 99)))
    return draw(st.permutations(rows))


@given(right_rows(), st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))
def test_everything_that_is_right_is_read(
    rows: list[tuple[str, str, datetime, datetime, Decimal, Decimal]], zone: timezone
) -> None:
    lines = []
    for service, sli, start, end, good, total in rows:
        times = [moment.astimezone(zone).isoformat().replace("+00:00", "Z") for moment in (start, end)]
        lines.append(",".join((service, sli, *times, str(good), str(total))))
    text = HEAD + "\n".join(lines)
    assert problems(text, PATH) == []
    read = [
        (s.service, s.sli, *columns)
        for s in series(text)
        for columns in zip(s.starts, s.ends, s.good, s.total, strict=True)
    ]
    assert sorted(read) == sorted(rows)
    for one in series(text):
        assert list(one.starts) == sorted(one.starts)
        for index in range(len(one)):
            for column, written in zip(HEADER, lines[one.rows[index]].split(","), strict=True):
                assert at(text, one.route(index, column)).partition(":")[2] == written


@given(st.lists(st.one_of(st.just(ROW), st.text(max_size=40), st.text('0129,."-:TZe+', max_size=70)), max_size=6))
def test_whatever_stands_in_a_file_has_its_place(lines: list[str]) -> None:
    text = HEAD + "\n".join(lines)
    for problem in problems(text, PATH):
        assert problem.rule
        assert problem.message


@given(st.binary(max_size=80))
def test_no_bytes_are_too_much(data: bytes) -> None:
    decoded = decode(data, Limits())
    assert (decoded.value is None) <= bool(decoded.problems)


@pytest.fixture
def in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads small files as large ones are read."""
    import_module("polars")
    monkeypatch.setattr("steadybook.kinds.measurements.rows.FEW", 0)
    monkeypatch.setattr("steadybook.kinds.measurements.rows.SMALL", 0)


@pytest.mark.usefixtures("in_columns")
def test_many_files_at_once_have_the_findings_of_each() -> None:
    other = ROW.replace("success", "speed")
    later = ROW.replace("T09:", "T10:").replace("T08:", "T09:")
    rows = [f"{ROW}\n{other}\n", f"{ROW}\n{ROW}\n", f"{ROW}\n{later},\n", f"{later}\n{ROW}\n{other}", "", f"\n{ROW}"]
    files = [(HEAD + each).encode() for each in rows] + [b"", b"\xff", ROW.encode()]
    large = (HEAD + 9 * ROW).encode()
    together = decode_all([*files, large], Limits(bytes=len(large) - 1))
    for data, found in zip(files, together, strict=False):
        alone = by_rows(data)
        assert (found.problems, found.text) == (alone.problems, alone.text)
        assert (found.value is None) == (alone.value is None)
        if found.value is not None:
            seen = [[(s.service, s.sli, s.starts, s.good, s.rows) for s in d.value.series] for d in (found, alone)]
            assert seen[0] == seen[1]
    assert [problem.rule for problem in together[-1].problems] == ["file-too-large"]


@pytest.mark.usefixtures("in_columns")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_are_the_same_however_the_file_is_read(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    later = ROW.replace("T09:", "T10:").replace("T08:", "T09:")
    text = (HEAD + "\n".join([later, ROW.replace("success", "speed"), ROW])).replace("\n", end)
    routes: list[Route] = [("rows", 2, "good"), ("rows", 3), ("series", 0, "sli"), ("series", 1), ("series", 2), ()]
    quick = [locate(text, route) for route in routes]
    monkeypatch.setattr("steadybook.kinds.measurements.rows.FEW", 10**9)
    _outline.cache_clear()
    assert [locate(text, route) for route in routes] == quick
    assert quick[2] == Span(2, 10, 2, 17)
