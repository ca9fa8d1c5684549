"""A real server, with hours of samples in its past, raises the exported alerts of an SLI that fails and no others."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.exchange.conftest import SERVICE, SLO, Organisation, exported, written
from tests.prometheus_server import backfill, promtool, running

HOURS = 7
STEP = 30
WAIT_SECONDS = 90
BAD_PERCENT = {"checkout": 2, "search": 0}
"""2 % bad events burn a budget of 0.1 % twenty times as fast as it may."""


def samples(now: int) -> Iterator[str]:
    """Counters of both services up to now; a server takes no rule's result into the time of its blocks."""
    yield "# TYPE http_requests counter"
    for service, percent in BAD_PERCENT.items():
        for code, each in (("200", 100 - percent), ("500", percent)):
            for number, moment in enumerate(range(now - HOURS * 3600, now, STEP)):
                yield f'http_requests_total{{job="{service}",code="{code}"}} {each * number} {moment}'
    yield "# EOF"


def asked(url: str, path: str) -> Any:
    answer = json.loads(urllib3.request("GET", f"{url}/api/v1/{path}", timeout=10).data)
    assert answer["status"] == "success"
    return answer["data"]


def healths(url: str) -> set[str]:
    """How the evaluations of all rules went; `unknown` before the first one."""
    return {rule["health"] for group in asked(url, "rules")["groups"] for rule in group["rules"]}


@pytest.fixture
def server(organisation: Organisation, tmp_path: Path) -> Iterator[str]:
    """The server with the rules of both services, evaluated every second so that nobody has to wait for a minute."""
    root = organisation(
        {
            "catalog/services/search.yaml": SERVICE.replace("checkout,", "search,"),
            "slos/search-availability.yaml": SLO.replace("service: checkout", "service: search"),
        }
    )
    folder = written(exported(root), tmp_path / "rules")
    # From the rules as they are: what a server that had them all the time would have recorded.
    now = int(time.time())
    data = tmp_path / "data"
    backfill(data, "\n".join(samples(now)) + "\n")
    with running(data) as url:
        times = [f"--start={now - HOURS * 3600}", f"--end={now}", f"--url={url}", f"--output-dir={data}"]
        recorded = promtool("tsdb", "create-blocks-from", "rules", *times, *sorted(folder.glob("*.rules.yaml")))
        assert recorded.returncode == 0, recorded.stdout + recorded.stderr
    for file in folder.glob("*.rules.yaml"):
        text = file.read_text("utf-8").replace('interval: "1m"', 'interval: "1s"')
        file.write_text(text.replace('interval: "2m"', 'interval: "1s"'), "utf-8")
    with running(data, f"rule_files: [{json.dumps(str(folder / '*.rules.yaml'))}]\n") as url:
        yield url


def test_alerts_of_a_failing_sli_fire_in_prometheus(server: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    alerts: list[dict[str, Any]] = []
    # The groups are evaluated one after the other: at first the alerts may have nothing to look at.
    while (len(alerts) < 4 or healths(server) != {"ok"}) and time.monotonic() < deadline:
        time.sleep(0.5)
        alerts = asked(server, "alerts")["alerts"]
    assert healths(server) == {"ok"}
    firing = {(each["labels"]["alertname"], each["labels"]["severity"]) for each in alerts}
    assert firing == {
        ("CheckoutRequestsFastBurn", "page"),
        ("CheckoutRequestsMediumBurn", "page"),
        ("CheckoutRequestsSlowBurn", "ticket"),
        ("CheckoutRequestsLingeringBurn", "ticket"),
    }
    for each in alerts:
        assert each["state"] == "firing"
        assert each["labels"]["service"] == "checkout"
        assert each["annotations"]["runbook_url"] == "https://reliability.shop.example/runbooks/checkout-errors/"
        assert ", 2% of the events" in each["annotations"]["description"]
    healthy = asked(server, "query?query=sli:error_ratio:rate1h{service=%22search%22}")["result"]
    assert [float(series["value"][1]) for series in healthy] == [0]
    covered = asked(server, "query?query=sli:covered:ratio28d{service=%22checkout%22}")["result"]
    assert [round(float(series["value"][1]) * 28 * 24, 1) for series in covered] == [pytest.approx(HOURS, abs=0.2)]
