from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.measurements.conftest import Answer, Asked, Stand, matrix, stand
from tests.prometheus_server import backfill, running

__all__ = ["stand"]

BEGIN = datetime(2026, 10, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOKEN = "s3cret-of-tests"
FILE = "slos/measurements/checkout.csv"
QUERIES = """\
  prometheus:
    good: sum(rate(requests_total{service="$service",code!~"5.."}[$window]))
    total: sum(rate(requests_total{service="$service"}[$window]))
"""
LATENCY = """\
sli:
  name: checkout-latency
  type: latency
  measurement: {good_events: answers within a second, total_events: all answers}
  prometheus: {good: 'sum(rate(fast_total[$window]))', total: 'sum(rate(all_total[$window]))'}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two days of two counters, scraped every two minutes, without the hours 20 to 22."""
    lines = ["# TYPE requests counter"]
    for code, rate in (("200", 9.9), ("500", 0.1)):
        for minute in range(0, 48 * 60 + 1, 2):
            if not 20 * 60 <= minute <= 22 * 60:
                moment = int((BEGIN + timedelta(minutes=minute)).timestamp())
                value = f"{rate * 60 * minute:f}"
                lines.append(f'requests_total{{service="checkout",code="{code}"}} {value} {moment}')
    data = tmp_path_factory.mktemp("prometheus") / "data"
    backfill(data, "\n".join([*lines, "# EOF", ""]))
    with running(data) as url:
        yield url


@pytest.fixture
def shop(root: Path) -> Path:
    """The organisation with queries."""
    (root / "steadybook.toml").unlink()
    sli = root / "slos/checkout-success.yaml"
    sli.write_text(sli.read_text("utf-8") + QUERIES, "utf-8")
    return root


def second_slo(root: Path) -> None:
    """A second indicator of the same service, and so of the same file."""
    (root / "slos/checkout-latency.yaml").write_text(LATENCY, "utf-8")
    slo = (root / "slos/checkout-availability.yaml").read_text("utf-8").replace("checkout-success", "checkout-latency")
    (root / "slos/checkout-quick.yaml").write_text(slo, "utf-8")


def test_missing_hours_are_added_once_and_gaps_stay_gaps(run: Run, shop: Path, server: str) -> None:
    command = ("measure", "--prometheus", server, "--as-of", "2026-10-31T12:30:00Z")
    ended = run(*command)
    assert ended.code == 0, ended.err
    assert "Added 34 rows to 1 file." in ended.out
    lines = (shop / FILE).read_text("utf-8").splitlines()
    assert lines[0] == "service,sli,start,end,good,total"
    assert lines[2] == "checkout,checkout-success,2026-10-30T01:00:00Z,2026-10-30T02:00:00Z,35640,36000"
    starts = [datetime.fromisoformat(line.split(",")[2]) for line in lines[1:]]
    assert starts == [BEGIN + n * HOUR for n in range(36) if n not in (20, 21)]

    before = (shop / FILE).read_bytes()
    ended = run(*command)
    assert (ended.code, "Nothing to add: the server has no data for 2 missing rows." in ended.out) == (0, True)
    assert (shop / FILE).read_bytes() == before

    (shop / FILE).write_text("\n".join([lines[0], *lines[3:6], *lines[8:]]) + "\n", "utf-8")
    assert "Added 2 rows" in run(*command).out  # within the history; what was before its first row is not asked for
    assert "Added 2 rows" in run(*command, "--days", "3").out
    assert (shop / FILE).read_bytes() == before

    assert "Added 12 rows" in run("measure", "--prometheus", server, "--as-of", "2026-10-31").out
    assert run("check", "--as-of", "2026-10-31").code == 0


def test_so_many_days_are_whole_ones(run: Run, shop: Path, server: str) -> None:
    ended = run("measure", "--prometheus", server, "--as-of", "2026-10-31T12:59:00Z", "--days", "1", "--format", "json")
    assert json.loads(ended.out)["series"][0]["missing"] == 24
    assert (shop / FILE).read_text("utf-8").count("\n") == 1 + 22


def test_a_dry_run_prints_the_rows_and_writes_nothing(run: Run, shop: Path, server: str) -> None:
    command = ("measure", "--prometheus", server, "--as-of", "2026-10-30T02:00:00Z", "--since", "2026-10-30")
    ended = run(*command, "--dry-run", "--granularity", "30m")
    assert ended.code == 0
    assert len(ended.out.splitlines()) == 4
    line = f"{FILE}: checkout,checkout-success,2026-10-30T01:30:00Z,2026-10-30T02:00:00Z,17820,18000"
    assert ended.out.splitlines()[-1] == line
    assert "Would add 4 rows to 1 file." in ended.err
    found = json.loads(run(*command, "--dry-run", "--format", "json").out)
    assert found["series"][0]["rows"][1] == {
        "start": "2026-10-30T01:00:00Z", "end": "2026-10-30T02:00:00Z", "good": 35640, "total": 36000
    }  # fmt: skip
    assert not (shop / "slos/measurements").exists()


def test_one_indicator_fails_and_the_other_is_written(run: Run, shop: Path, server: str) -> None:
    second_slo(shop)
    command = ("measure", "--prometheus", server, "--as-of", "2026-10-30T03:00:00Z", "--since", "2026-10-30")
    ended = run(*command)
    assert ended.code == 1
    assert "checkout, checkout-latency: the total query gives nothing" in ended.err
    assert "Added 3 rows to 1 file; 1 of 2 indicators could not be counted in full." in ended.out
    found = json.loads(run(*command, "--format", "json").out)
    assert found["version"] == 1
    assert found["until"] == "2026-10-30T03:00:00Z"
    assert [(each["sli"], each["added"], each["missing"]) for each in found["series"]] == [
        ("checkout-latency", 0, 3),
        ("checkout-success", 0, 0),
    ]
    assert found["series"][0]["reason"].startswith("the total query gives nothing")
    assert found["series"][1]["reason"] is None


def test_the_token_is_sent_and_never_shown(run: Run, shop: Path, stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEADYBOOK_PROMETHEUS_TOKEN", f"{TOKEN}\n")
    stand.answers = lambda asked: Answer(f"no rights for {asked.headers['Authorization']}", 418)
    ended = run("measure", "--prometheus", stand.url, "--tenant", "team-a")
    assert ended.code == 1
    assert {asked.headers["Authorization"] for asked in stand.asked} == {f"Bearer {TOKEN}"}
    assert {asked.headers["X-Scope-OrgID"] for asked in stand.asked} == {"team-a"}
    assert "no rights for Bearer [token]" in ended.err
    assert TOKEN not in ended.out + ended.err
    monkeypatch.setenv("STEADYBOOK_PROMETHEUS_TOKEN", f"{TOKEN} x")
    ended = run("measure", "--prometheus", stand.url)
    assert ended.code == 2
    assert TOKEN not in ended.out + ended.err
    assert not (shop / "slos/measurements").exists()


def test_a_server_that_is_not_there_is_asked_once(run: Run, shop: Path) -> None:
    second_slo(shop)
    begin = time.monotonic()
    ended = run("measure", "--prometheus", "http://127.0.0.1:9")
    assert time.monotonic() - begin < 10
    assert ended.code == 1
    assert "checkout, checkout-latency: total query: the server cannot be reached" in ended.err
    assert "checkout, checkout-success: not asked, because the server does not answer" in ended.err


def test_doubtful_hours_are_left_out_and_the_others_written(run: Run, shop: Path, stand: Stand) -> None:
    def answers(asked: Asked) -> Answer:
        first = int(asked.parameters["start"])
        return Answer(matrix({first: "NaN", first + 3600: "1"}))

    stand.answers = answers
    ended = run("measure", "--prometheus", stand.url, "--as-of", "2026-10-30T02:00:00Z", "--since", "2026-10-30")
    assert ended.code == 1
    assert "the total query gives NaN (1 of 2 intervals left out, the first at 2026-10-30 00:00)" in " ".join(
        ended.err.split()
    )
    assert (shop / FILE).read_text("utf-8").count("\n") == 2


@pytest.mark.parametrize("broken", ["time,good\n1,2\n", "service,sli,start,end,good,total\ncheckout,x,y,z,1,2\n"])
def test_a_snapshot_with_errors_is_not_touched(run: Run, shop: Path, stand: Stand, broken: str) -> None:
    (shop / "slos/measurements").mkdir()
    (shop / FILE).write_text(broken, "utf-8")
    ended = run("measure", "--prometheus", stand.url)
    assert ended.code == 1
    assert f"`{FILE}` has errors" in ended.err
    assert (shop / FILE).read_text("utf-8") == broken
    assert not stand.asked


def test_rows_of_other_files_count_as_there(run: Run, shop: Path, server: str) -> None:
    (shop / "slos/measurements").mkdir()
    other = "checkout,checkout-success,2026-10-30T00:00:00Z,2026-10-30T20:00:00Z,1,1\n"
    (shop / "slos/measurements/2026.csv").write_text(f"service,sli,start,end,good,total\n{other}", "utf-8")
    assert "Added 2 rows" in run("measure", "--prometheus", server, "--as-of", "2026-10-31T00:00:00Z").out
    assert run("check", "--as-of", "2026-10-31").code == 0


def test_a_snapshot_that_leads_elsewhere_is_not_written(run: Run, shop: Path, stand: Stand, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (shop / "slos/measurements").symlink_to(tmp_path / "elsewhere")
    ended = run("measure", "--prometheus", stand.url)
    assert ended.code == 1
    assert "lies outside the repository" in ended.err
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--prometheus", "http://user:s3cret@prom.example"), "holds credentials"),
        (("--prometheus", "prom.example"), "not an http or https address"),
        (("--prometheus", "http://x", "--granularity", "7h"), "cannot be cut into steps of 7h"),
        (("--prometheus", "http://x", "--granularity", "an hour"), "is not a duration"),
        (("--prometheus", "http://x", "--days", "0"), "no number of days"),
        (("--prometheus", "http://x", "--since", "yesterday"), "is not a date or an instant"),
        (("--prometheus", "http://x", "--since", "2026-10-30T00:00:00"), "with a zone"),
        (("--prometheus", "http://x", "--as-of", "soon"), "is not a date or an instant"),
        (("--prometheus", "http://x", "--timeout", "0s"), "no time that one could wait"),
        (("--prometheus", "http://x", "--tenant", "a b"), "the tenant cannot be sent"),
        (("--prometheus", "http://x", "chekout"), "Did you mean `checkout`?"),
        ((), "--prometheus"),
    ],
)
def test_wrong_arguments_are_explained(run: Run, shop: Path, arguments: tuple[str, ...], said: str) -> None:
    assert shop.is_dir()
    ended = run("measure", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert "s3cret" not in ended.err


def test_an_indicator_without_queries_is_no_failure(run: Run, root: Path, stand: Stand) -> None:
    ended = run("measure", "--prometheus", stand.url)
    assert ended.code == 0
    assert "no queries" in ended.out
    assert "the configuration fixes as_of = 2026-11-01" in ended.err
    assert not stand.asked
    assert not (root / "slos/measurements").exists()


def test_several_runs_at_once_add_every_row_once(shop: Path, server: str) -> None:
    command = [sys.executable, "-m", "steadybook", "measure", "--prometheus", server, "--as-of", "2026-10-31"]
    runs = [subprocess.Popen(command, cwd=shop, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [each.communicate(timeout=60)[0] for each in runs]
    assert [each.returncode for each in runs] == [0, 0, 0]
    assert sum(int(found) for text in said for found in re.findall(r"Added (\d+) rows", text)) == 46
    lines = (shop / FILE).read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 47


class Exporter(BaseHTTPRequestHandler):
    """Counters that have grown by 2 good and 1 bad event with each scrape."""

    scrapes = 0

    def do_GET(self) -> None:
        type(self).scrapes += 1
        lines = [
            f'requests_total{{service="checkout",code="{c}"}} {n * self.scrapes}' for c, n in (("200", 2), ("503", 1))
        ]
        body = "\n".join(["# TYPE requests_total counter", *lines, ""]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


def test_what_a_real_server_has_scraped_is_counted(run: Run, shop: Path, tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Exporter) as exporter:
        threading.Thread(target=exporter.serve_forever, daemon=True).start()
        target = f"127.0.0.1:{exporter.server_address[1]}"
        jobs = (
            f"scrape_configs: [{{job_name: shop, scrape_interval: 200ms, static_configs: [{{targets: ['{target}']}}]}}]"
        )
        data = tmp_path / "scraped"
        data.mkdir()
        with running(data, jobs) as url:
            deadline = time.monotonic() + 30
            while Exporter.scrapes < 12 and time.monotonic() < deadline:
                time.sleep(0.05)
            # The minute that is under way counts as over, so that the test need not wait for its end.
            soon = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
            ended = run("measure", "--prometheus", url, "--since", (soon - 2 * HOUR).isoformat(), "--as-of",
                        soon.isoformat(), "--granularity", "1m")  # fmt: skip
            exporter.shutdown()
    assert ended.code == 0, ended.err
    rows = [line.split(",") for line in (shop / FILE).read_text("utf-8").splitlines()[1:]]
    assert 1 <= len(rows) <= 2
    for *_, good, total in rows:
        assert float(total) > 0
        assert float(good) / float(total) == pytest.approx(2 / 3, abs=1e-6)
