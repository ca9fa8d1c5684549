"""Logs of every kind of badness, checked as files."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadybook.engine import logs as engine
from steadybook.engine.check import Summary
from steadybook.engine.logs import LogFile, LogResult, Surroundings, check_logs
from steadybook.model.configuration import Configuration, Override
from steadybook.model.context import end_of_day
from steadybook.model.discovery import rules
from steadybook.model.finding import Severity
from steadybook.sre.logs import EXAMPLE

DAY = date(2026, 11, 1)
AROUND = Surroundings(Configuration(), frozenset({"checkout"}), end_of_day(DAY))


def line(**changes: Any) -> bytes:
    return json.dumps({k: v for k, v in (dict(EXAMPLE) | changes).items() if v is not ...}).encode()


def check(tmp_path: Path, data: bytes, most: int = 20, around: Surroundings = AROUND) -> LogResult:
    (tmp_path / "app.log").write_bytes(data)
    return check_logs([LogFile(str(tmp_path / "app.log"), "app.log")], around, most)


def places(result: LogResult) -> list[tuple[str, int, int, int]]:
    return [(f.rule, f.span.line, f.span.column, f.span.end_column) for f in result.findings]


def test_a_log_in_order(tmp_path: Path) -> None:
    result = check(tmp_path, b"\xef\xbb\xbf" + line() + b"\r\n\n  \n" + line(level="info") + b"\n")
    assert places(result) == []
    assert result.summary.documents == 2
    assert result.summary.unit == "record"


def test_where_each_finding_stands(tmp_path: Path) -> None:
    data = b"\n".join(
        [
            b'{"n": 1',
            line(),
            b"panic: no",
            line(level="loud"),
            b'{"message": "\xe4"}',
            b"[1]  ",
            b"\0\0\0",
            b'{"a": "\xc3\xa4", "b": tru}',
            line(span_id=...),
        ]
    )
    result = check(tmp_path, data)
    level = line().index(b'"level"') + len(b'"level": ') + 1
    assert places(result) == [
        ("log-invalid-json", 1, 7, 8),
        ("log-invalid-json", 3, 1, 2),
        ("log-unknown-level", 4, level, level + 6),
        ("log-invalid-encoding", 5, 14, 18),
        ("log-not-an-object", 6, 1, 4),
        ("log-invalid-json", 7, 1, 2),
        ("log-invalid-json", 8, 17, 18),
        ("log-missing-field", 9, 1, 2),
    ]
    assert result.summary.documents == 9
    assert all(f.path == "app.log" and f.excerpt and f.fingerprint for f in result.findings)
    assert len({f.fingerprint for f in result.findings}) == 8


def test_every_rule_that_is_named_exists() -> None:
    from steadybook.analysis import log_records

    named = {
        value
        for module in (engine, log_records)
        for value in vars(module).values()
        if isinstance(value, str) and value.startswith("log-")
    }
    assert named == {id for id, rule in rules().items() if rule.family == "logs"}


def test_findings_are_capped_by_kind_and_counted(tmp_path: Path) -> None:
    data = b"\n".join([line(trace_id=...)] * 50 + [b"x"] * 5 + [line(level="loud")])
    result = check(tmp_path, data, most=3)
    assert [f.rule for f in result.findings] == ["log-missing-field"] * 3 + ["log-invalid-json"] * 3 + [
        "log-unknown-level"
    ]
    assert [f.span.line for f in result.findings][:3] == [1, 2, 3]
    assert result.unshown == {"log-missing-field": 47, "log-invalid-json": 2}
    assert (result.summary.errors, result.summary.files_with_findings) == (56, 1)


def test_severities_of_the_configuration_and_paths(tmp_path: Path) -> None:
    configuration = Configuration(
        severities={"log-missing-field": Severity.WARNING, "log-unknown-level": None},
        overrides=(Override(("app.log",), {"log-missing-field": Severity.INFO}),),
    )
    around = Surroundings(configuration, None, end_of_day(DAY))
    result = check(tmp_path, line(trace_id=..., level="loud", service="unheard-of"), around=around)
    assert [(f.rule, f.severity) for f in result.findings] == [("log-missing-field", Severity.INFO)]
    assert isinstance(result.summary, Summary)
    assert (result.summary.errors, result.summary.infos) == (0, 1)


def test_a_loud_finding_is_shown_behind_many_quiet_ones_of_its_rule(tmp_path: Path) -> None:
    configuration = Configuration(overrides=(Override(("a.log",), {"log-missing-field": Severity.WARNING}),))
    for name in ("a.log", "b.log"):
        (tmp_path / name).write_bytes(line(trace_id=...) + b"\n" + line(trace_id=...))
    files = [LogFile(str(tmp_path / name), name) for name in ("a.log", "b.log")]
    result = check_logs(files, Surroundings(configuration, None, end_of_day(DAY)), 1)
    assert [(f.path, f.severity) for f in result.findings] == [
        ("a.log", Severity.WARNING),
        ("b.log", Severity.ERROR),
    ]
    assert result.unshown == {"log-missing-field": 2}


def test_a_long_line_is_skipped_and_said(tmp_path: Path) -> None:
    result = check(tmp_path, line() + b"\n" + b"x" * 10_000_000 + b"\n" + line(level="loud"))
    assert [(f.rule, f.span.line) for f in result.findings] == [("log-line-too-long", 2), ("log-unknown-level", 3)]
    assert "10,000,000 bytes" in result.findings[0].message
    assert result.summary.documents == 3


def test_a_line_that_is_just_short_enough_is_checked_without_its_excerpt(tmp_path: Path) -> None:
    result = check(tmp_path, line(message="x" * 900_000, level="loud"))
    assert [(f.rule, f.excerpt) for f in result.findings] == [("log-unknown-level", ())]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding_is_one_finding(tmp_path: Path, encoding: str) -> None:
    result = check(tmp_path, (line().decode() + "\n").encode(encoding) * 9)
    assert [(f.rule, f.span.line) for f in result.findings] == [("log-invalid-encoding", 1)]
    assert encoding.upper() in result.findings[0].help


def test_a_packed_log_that_ends_too_early(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(line(trace_id=f"{n:x}" * 9) + b"\n" for n in range(4000)))
    assert places(check(tmp_path, packed)) == []
    result = check(tmp_path, packed[:-30])
    assert [f.rule for f in result.findings] == ["log-unreadable"]
    assert result.findings[0].span.line > 1
    assert result.summary.documents > 1000


def test_a_file_that_vanished(tmp_path: Path) -> None:
    result = check_logs([LogFile(str(tmp_path / "gone.log"), "gone.log")], AROUND)
    assert [(f.rule, f.path) for f in result.findings] == [("log-unreadable", "gone.log")]


def test_nothing_at_all(tmp_path: Path) -> None:
    assert check(tmp_path, b"").summary.documents == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.binary(max_size=30), st.just(line()), st.text(max_size=20).map(str.encode)), max_size=8))
def test_whatever_stands_in_a_file_is_no_crash(tmp_path: Path, lines: list[bytes]) -> None:
    result = check(tmp_path, b"\n".join(lines))
    assert all(f.span.line >= 1 and f.span.column >= 1 and f.message for f in result.findings)


def test_memory_stays_constant(tmp_path: Path) -> None:
    """Thirty megabytes, half of them faulty, take no more than some batches of lines do."""
    block = b"\n".join([line(), line(level="loud", span_id=...), b"no JSON " * 40, b'{"n": "\xff"}']) + b"\n"
    (tmp_path / "app.log").write_bytes(block * (30_000_000 // len(block)))
    tracemalloc.start()
    try:
        result = check_logs([LogFile(str(tmp_path / "app.log"), "app.log")], AROUND)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert result.summary.errors > 50_000
    assert peak < 8_000_000
