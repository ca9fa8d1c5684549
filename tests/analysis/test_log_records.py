from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.analysis import log_records
from steadybook.analysis.log_records import Fault, RecordCheck, as_timestamp, is_timestamp
from steadybook.sre import logs

GOOD: dict[str, Any] = dict(logs.EXAMPLE)
SERVICES = frozenset({"checkout", "cart"})


def by_record(
    batch: Sequence[dict[str, Any]], services: frozenset[str] | None = SERVICES
) -> list[tuple[int, list[Fault]]]:
    """The faults of each record that has any."""
    found: dict[int, list[Fault]] = {}
    for fault, numbers in RecordCheck(services)(batch):
        assert list(numbers) == sorted(set(numbers))
        for number in numbers:
            found.setdefault(number, []).append(fault)
    return sorted(found.items())


def one(record: dict[str, Any], services: frozenset[str] | None = SERVICES) -> list[Fault]:
    return [fault for fault, _ in RecordCheck(services)([record])]


def faults(**changes: Any) -> list[tuple[str, str]]:
    """The faults of the good record with these fields changed, and those given as ... left out."""
    record = {name: value for name, value in (GOOD | changes).items() if value is not ...}
    alone = one(record)
    together = by_record([GOOD, record, GOOD, record, GOOD])
    assert together == ([(1, alone), (3, alone)] if alone else [])
    return [(fault.rule, fault.field) for fault in alone]


def test_the_example_of_the_standard_is_in_order() -> None:
    assert faults() == []
    assert faults(level="info", error_type=..., error_message=...) == []


@pytest.mark.parametrize("name", ["timestamp", "level", "service", "message", "trace_id", "span_id"])
@pytest.mark.parametrize("value", [..., None, ""])
def test_a_required_field_that_is_missing_null_or_empty(name: str, value: Any) -> None:
    expected = [("log-missing-field", name)]
    assert faults(**{name: value}) == expected


@pytest.mark.parametrize("level", ["error", "fatal", "critical", "ERROR"])
@pytest.mark.parametrize("value", [..., None, ""])
def test_an_error_says_which_one_it_was(level: str, value: Any) -> None:
    found = [fault for fault in faults(level=level, error_type=value) if fault[1] != "level"]
    assert found == [("log-incomplete-error", "error_type")]


@pytest.mark.parametrize("value", [..., None, ""])
def test_other_records_need_not(value: Any) -> None:
    assert faults(level="warn", error_type=value, error_message=value) == []


@pytest.mark.parametrize("name", ["http_method", "http_path", "http_status"])
@pytest.mark.parametrize("value", [..., None])
def test_the_fields_of_a_request_come_together(name: str, value: Any) -> None:
    assert faults(**{name: value}) == [("log-incomplete-request", name)]


def test_any_field_of_a_request_asks_for_all() -> None:
    without = {"http_method": ..., "http_path": ..., "http_status": ...}
    assert faults(**without) == []
    assert [field for _, field in faults(**without, http_user_agent="curl")] == [
        "http_method",
        "http_path",
        "http_status",
    ]
    assert faults(**without, http_user_agent=None) == []
    assert faults(http_path="") == [("log-incomplete-request", "http_path")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("http_status", "504"),
        ("http_status", 504.5),
        ("http_status", True),
        ("duration_ms", "30012"),
        ("duration_ms", False),
        ("retry_count", [2]),
        ("amount_cents", "4999"),
        ("queue_size", "12"),
        ("wait_seconds", " 1.5e3 "),
        ("message", 5),
        ("message", {"text": "x"}),
        ("service", 7),
        ("level", 30),
        ("level", ["error"]),
        ("service", {}),
        ("error_type", 12),
        ("error_message", []),
        ("trace_id", 123456789),
        ("region", False),
    ],
)
def test_a_value_of_the_wrong_type(field: str, value: Any) -> None:
    found = faults(**{field: value})
    assert ("log-wrong-type", field) in found
    assert {name for _, name in found} == {field}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("http_status", 504.0),
        ("duration_ms", 1),
        ("duration_ms", 0.25),
        ("duration_ms", None),
        ("retry_count", None),
        ("region", None),
        ("region", ""),
        ("order_id", "20933"),
        ("shirt_size", "XL"),
        ("queue_size", 12),
        ("queue_size", None),
        ("tags", {"a": [1, "2"]}),
    ],
)
def test_a_value_that_is_right(field: str, value: Any) -> None:
    assert faults(**{field: value}) == []


def test_levels_and_their_other_words() -> None:
    for level in (*logs.LEVELS, *logs.LEVEL_ALIASES):
        assert faults(level=level) == []
    assert faults(level="Error") == [("log-unknown-level", "level")]
    assert faults(level="notice") == [("log-unknown-level", "level")]


def test_services_are_those_of_the_catalogue() -> None:
    assert faults(service="chekout") == [("log-unknown-service", "service")]
    assert RecordCheck()([{**GOOD, "service": "anything"}]) == []
    assert one({**GOOD, "service": 1}, None) == [Fault("log-wrong-type", "service")]
    assert one({**GOOD, "service": ""}, None) == [Fault("log-missing-field", "service")]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026-02-17T11:24:00.000Z", True),
        ("2024-02-29T23:59:59.999Z", True),
        ("2016-12-31T23:59:60.500Z", True),
        ("2026-02-17T11:24:60.000Z", False),
        ("2026-02-29T11:24:00.000Z", False),
        ("2026-13-01T11:24:00.000Z", False),
        ("2026-02-17T24:00:00.000Z", False),
        ("2026-02-17T11:24:00Z", False),
        ("2026-02-17T11:24:00.000000Z", False),
        ("2026-02-17T11:24:00,000Z", False),
        ("2026-02-17 11:24:00.000Z", False),
        ("2026-02-17t11:24:00.000z", False),
        ("2026-02-17T11:24:00.000+00:00", False),
        ("2026-02-17T12:24:00.000+01:00", False),
        ("2026-W08-2T11:24:00.000Z", False),
        ("2026-02-17T11:24:00.000", False),
        ("٢٠٢٦-02-17T11:24:00.000Z", False),
        ("1771327440", False),
        ("yesterday", False),
    ],
)
def test_timestamps(text: str, right: bool) -> None:
    assert is_timestamp(text) is right
    assert faults(timestamp=text) == ([] if right else [("log-invalid-timestamp", "timestamp")])


def test_a_timestamp_that_is_a_number_is_an_invalid_timestamp() -> None:
    assert faults(timestamp=1771327440.0) == [("log-invalid-timestamp", "timestamp")]


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("2026-02-17T12:24:00+01:00", "2026-02-17T11:24:00.000Z"),
        ("2026-02-17 11:24:00,1239Z", "2026-02-17T11:24:00.123Z"),
        ("2026-02-17T11:24:00.999999Z", "2026-02-17T11:24:00.999Z"),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-02-17T11:24:00", None),
        ("soon", None),
    ],
)
def test_other_instants_as_the_standard_writes_them(text: str, standard: str | None) -> None:
    assert as_timestamp(text) == standard


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_as_the_standard_writes_it_is_one(moment: datetime) -> None:
    written = as_timestamp(moment.isoformat())
    assert written is not None
    assert is_timestamp(written)


def test_several_faults_stand_in_the_order_of_the_standard() -> None:
    found = faults(span_id=..., timestamp="now", http_path=..., duration_ms="1", zz_count="1")
    assert [name for _, name in found] == ["timestamp", "span_id", "http_path", "duration_ms", "zz_count"]


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "info", "error", "CRITICAL", "checkout", "12", "2026-02-17T11:24:00.000Z", "x"]),
    st.lists(st.integers(), max_size=1),
    st.dictionaries(st.text(max_size=1), st.none(), max_size=1),
)
records = st.builds(
    lambda changes, left_out: {k: v for k, v in (GOOD | changes).items() if k not in left_out},
    st.dictionaries(st.sampled_from([*GOOD, "http_x", "a_ms", "other"]), values, max_size=3),
    st.sets(st.sampled_from(sorted(GOOD)), max_size=2),
)


@given(st.lists(st.one_of(records, st.dictionaries(st.text(), values)), max_size=12))
def test_a_batch_says_what_each_record_says_alone(batch: list[dict[str, Any]]) -> None:
    alone = [(n, one(record)) for n, record in enumerate(batch)]
    assert by_record(batch) == [(n, found) for n, found in alone if found]


def test_memory_does_not_grow_with_names_made_from_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_records, "MOST_PLANS", 10)
    check = RecordCheck()
    for n in range(100):
        assert check([{**GOOD, f"k{n}": json.dumps(n)}]) == []
        assert check([{f"k{n}": n}])
    assert len(check._plans) <= 10
