from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from steadybook.exchange.prometheus.series import RecordedTotals, recorded_totals
from tests.commands.conftest import Run
from tests.measurements.conftest import Answer, Asked, Stand, stand, success
from tests.prometheus_server import backfill, running

__all__ = ["stand"]

AT = datetime(2026, 10, 30, 12, tzinfo=UTC)
AS_OF = ("--as-of", "2026-10-30T12:00:00Z")
QUERIES = "  prometheus: {good: 'sum(rate(good[$window]))', total: 'sum(rate(total[$window]))'}\n"
SERVICES = {"checkout": (999_600, 1_000_000, 1), "cart": (998_000, 1_000_000, 0.9), "search": (9, 10, 0.79)}


def totals(service: str) -> RecordedTotals:
    found = recorded_totals(service, "checkout-success", timedelta(days=28))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What the exported rules record, for three services."""
    lines = []
    for service, numbers in SERVICES.items():
        names = totals(service)
        moment = int(AT.timestamp())
        lines += [
            f"{name.replace(', ', ',')} {number} {moment - 60 * minute}"
            for name, number in zip((names.good, names.total, names.covered), numbers, strict=True)
            for minute in (2, 1, 0)
        ]
    data = tmp_path_factory.mktemp("prometheus") / "data"
    backfill(data, "\n".join([*sorted(lines, key=lambda line: line.split("{")[0]), "# EOF", ""]))
    with running(data) as url:
        yield url


@pytest.fixture
def fleet(root: Path) -> Path:
    """Four services with the same indicator; nothing is recorded for the last."""
    sli = root / "slos/checkout-success.yaml"
    sli.write_text(sli.read_text("utf-8") + QUERIES, "utf-8")
    slo = (root / "slos/checkout-availability.yaml").read_text("utf-8")
    for service in ("cart", "search", "new"):
        (root / f"slos/{service}-availability.yaml").write_text(
            slo.replace("service: checkout", f"service: {service}"), "utf-8"
        )
    return root


def test_budgets_are_those_of_the_recorded_totals(run: Run, fleet: Path, server: str) -> None:
    ended = run("measure", "--prometheus", server, "--recorded", *AS_OF, "--format", "json")
    assert ended.code == 1
    answer = json.loads(ended.out)
    assert (answer["version"], answer["as_of"]) == (1, "2026-10-30T12:00:00Z")
    found = {each["slo"]: each for each in answer["slos"]}
    assert list(found) == ["cart-availability", "search-availability", "new-availability", "checkout-availability"]
    # 99.9 % of a million allows 1,000 bad events: 400 leave 60 %, 2,000 overspend by as much again.
    checkout = found["checkout-availability"]
    assert (checkout["remaining_pct"], checkout["state"], checkout["coverage_pct"]) == (60, "healthy", 100)
    assert checkout["frozen"] is None
    assert (found["cart-availability"]["remaining_pct"], found["cart-availability"]["state"]) == (-100, "exhausted")
    # 79 % covered is never healthy, whatever the numbers.
    assert (found["search-availability"]["state"], found["search-availability"]["coverage_pct"]) == ("unknown", 79)
    assert found["new-availability"]["remaining_pct"] is None
    assert found["new-availability"]["reason"] == "nothing is recorded for it"
    assert not (fleet / "slos/measurements").exists()


def test_the_table_is_for_people(run: Run, fleet: Path, server: str) -> None:
    assert fleet.is_dir()
    ended = run("measure", "--prometheus", server, "--recorded", *AS_OF)
    assert ended.code == 1
    lines = {line.split()[0]: line.split() for line in ended.out.splitlines()}
    assert lines["checkout-availability"][1:5] == ["healthy", "60", "100", "1,000,000"]
    assert "error: new-availability: nothing is recorded for it" in ended.err
    assert "steadybook export prometheus" in ended.err
    ended = run("measure", "--prometheus", server, "--recorded", *AS_OF, "checkout")
    assert (ended.code, len(ended.out.splitlines()), ended.err) == (0, 2, "")


def test_what_too_little_was_recorded_of_is_no_number_for_people(run: Run, fleet: Path, stand: Stand) -> None:
    assert fleet.is_dir()

    def answers(asked: Asked) -> Answer:
        number = "0.79" if "covered" in asked.parameters["query"] else "10"
        series = {"metric": {"service": "checkout", "sli": "checkout-success"}, "value": [0, number]}
        return Answer(success({"resultType": "vector", "result": [series]}))

    stand.answers = answers
    out = run("measure", "--prometheus", stand.url, "--recorded", "checkout").out
    (row,) = [line.split() for line in out.splitlines() if line.startswith("checkout-availability")]
    assert row[1:5] == ["unknown", "–", "79", "10"]


@pytest.mark.parametrize(
    ("good", "total", "covered", "copies", "reason"),
    [
        ("NaN", "10", "1", 1, "the recorded numbers cannot be"),
        ("9", "+Inf", "1", 1, "the recorded numbers cannot be"),
        ("11", "10", "1", 1, "the recorded numbers cannot be"),
        ("-1", "10", "1", 1, "the recorded numbers cannot be"),
        ("9", "10", "1.5", 1, "the recorded numbers cannot be"),
        ("9", "10", "1", 2, "several series"),
        ("0", "0", "1", 1, "no events in its window"),
    ],
)
def test_no_bad_number_is_a_budget(
    run: Run, fleet: Path, stand: Stand, good: str, total: str, covered: str, copies: int, reason: str
) -> None:
    assert fleet.is_dir()

    def answers(asked: Asked) -> Answer:
        query = asked.parameters["query"]
        number = good if "good" in query else total if "total" in query else covered
        labels = [{"service": "checkout", "sli": "checkout-success", "replica": str(copy)} for copy in range(copies)]
        series = [{"metric": each, "value": [0, number]} for each in labels]
        return Answer(success({"resultType": "vector", "result": series}))

    stand.answers = answers
    ended = run("measure", "--prometheus", stand.url, "--recorded", "checkout", "--format", "json")
    (budget,) = json.loads(ended.out)["slos"]
    assert reason in budget["reason"]
    assert budget["state"] == "unknown"
    assert budget["remaining_pct"] is None
    assert ended.code == (0 if reason.startswith("no events") else 1)


def test_a_server_without_an_answer_is_one_error(run: Run, fleet: Path) -> None:
    assert fleet.is_dir()
    ended = run("measure", "--prometheus", "http://127.0.0.1:9", "--recorded")
    assert ended.code == 1
    assert "and 3 more: the server cannot be reached" in ended.err


@pytest.mark.parametrize(
    "option", [("--dry-run",), ("--days", "3"), ("--since", "2026-10-01"), ("--granularity", "5m")]
)
def test_options_that_are_about_rows_are_refused(run: Run, fleet: Path, option: tuple[str, ...]) -> None:
    assert fleet.is_dir()
    ended = run("measure", "--prometheus", "http://127.0.0.1:9", "--recorded", *option)
    assert ended.code == 2
    assert "writes no rows" in ended.err
