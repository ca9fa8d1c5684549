"""The exported rules: their text, what is left out of them, and what promtool says of rules and tests."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from steadybook.engine.repository import open_repository
from steadybook.exchange.prometheus import EXPORT
from steadybook.exchange.prometheus.series import recorded_totals, series
from steadybook.kinds.slo.model import Slo
from steadybook.model.export import Exported
from tests.exchange.conftest import SLI, SLO, Organisation, exported, written
from tests.prometheus_server import promtool

GOLDENS = Path(__file__).parent / "goldens"
FLOAT_NOISE = re.compile(r"\d\.\d*(?:0{6}|9{6})\d*")


def judged(folder: Path) -> list[str]:
    """What promtool has against the rules and tests in a folder; nothing where all is well."""
    rules = promtool("check", "rules", *sorted(folder.glob("*.rules.yaml")))
    complaints = [] if rules.returncode == 0 and "duplicate" not in rules.stdout else [rules.stdout + rules.stderr]
    tests = sorted((folder / "tests").glob("*.yaml"))
    with ThreadPoolExecutor(2) as pool:
        for run in pool.map(lambda test: promtool("test", "rules", test), tests):
            complaints += [run.stdout + run.stderr] if run.returncode else []
    return complaints


def text_of(export: Exported, path: str) -> str:
    return next(file.text for file in export.files if file.path == path)


def test_promtool_accepts_and_proves_the_export_of_the_example_organisation(repository: Path, tmp_path: Path) -> None:
    export = exported(repository)
    assert export.left_out == ()
    context = open_repository(repository).context
    names = [name for slo in context.corpus.of(Slo) for name, _, _ in slo.model.exported_alerts]
    rules = [yaml.safe_load(file.text) for file in export.files if file.path.endswith(".rules.yaml")]
    alerts = [rule["alert"] for file in rules for group in file["groups"] for rule in group["rules"] if "alert" in rule]
    assert sorted(alerts) == sorted(names)
    for file in export.files:
        assert not FLOAT_NOISE.search(file.text), file.path
    assert judged(written(export, tmp_path)) == []


@pytest.mark.parametrize("name", ["checkout.rules.yaml", "tests/checkout-availability.test.yaml"])
def test_the_files_of_a_service(name: str, organisation: Organisation, request: pytest.FixtureRequest) -> None:
    export = exported(organisation({}))
    golden = GOLDENS / Path(name).name
    if request.config.getoption("--write-goldens"):
        golden.write_text(text_of(export, name), "utf-8")
    assert text_of(export, name) == golden.read_text("utf-8")


def test_the_tests_notice_what_is_wrong_with_a_rule(organisation: Organisation, tmp_path: Path) -> None:
    export = exported(organisation({}))
    path = "checkout.rules.yaml"
    right = text_of(export, path)
    for number, (before, after) in enumerate(
        [
            (">= 0.01344", ">= 0.0145"),
            (">= 0.01344", ">= 0.0125"),
            (">= (14 / 15 * 0.001)", ">= (16 / 15 * 0.001)"),
            ('rate1h{service="checkout", sli="requests"} >=', 'rate6h{service="checkout", sli="requests"} <'),
            (',code!~"5.."}[5m]', "}[5m]"),
            ("sum_over_time(sli:good:rate5m", "sum_over_time(sli:total:rate5m"),
            ("severity: page", "severity: ticket"),
        ]
    ):
        assert before in right, before
        folder = written(export, tmp_path / str(number))
        (folder / path).write_text(right.replace(before, after), "utf-8")
        assert judged(folder) != [], before


ODD = {
    "slos/no-budget.yaml": SLO.replace("99.9", "100"),
    "slos/loose.yaml": SLO.replace("99.9", "90").replace("sli: requests", "sli: other"),
    "slos/outage-only.yaml": SLO.replace("99.9", "0").replace("window: 28d", "window: 2d"),
    "slos/tight.yaml": SLO.replace("99.9", "99.9999"),
    "slos/week.yaml": SLO.replace("28d", "7d"),
    "slos/hours.yaml": SLO.replace("28d", "30m"),
    "slos/other.yaml": """\
sli:
  name: other
  type: latency
  measurement: {good_events: answers within a second, total_events: all answers}
  prometheus:
    good: |
      rate(http_seconds_bucket{job="$service",le="1"}[$window]) * 1  # it's not of the usual form: "
    total: 'rate(http_seconds_count{job=~"$service|it''s \\"$"}[$window]) # all'
""",
    "slos/written.yaml": """\
slo:
  service: checkout
  sli: requests
  target: 99.5
  window: 3d
  owner: payments
  burn_rate_alerts:
    - {name: quick, burn_rate: 14.4, short_window: 1m, long_window: 10m, severity: urgent}
    - {name: quick, burn_rate: 14.40, short_window: 1m, long_window: 10m, severity: page}
    - {name: quick, burn_rate: 3.333333, short_window: 1h30m, long_window: 1d, severity: ticket}
    - {name: too long, burn_rate: 1, short_window: 6h, long_window: 28d, severity: log}
    - {name: never, burn_rate: 201, short_window: 5m, long_window: 1h, severity: page}
    - {name: always, burn_rate: 0, short_window: 5m, long_window: 1h, severity: page}
    - {name: "yes: {{ $value }}", burn_rate: 200, short_window: 5m, long_window: 1h, severity: page}
""",
}


NEVER = (
    "it can never fire, for even a total outage burns a budget of 0.5 % only 200 times as fast as sustainable, "
    "not 201 times"
)


def test_odd_objectives(organisation: Organisation, tmp_path: Path) -> None:
    export = exported(organisation(ODD))
    assert judged(written(export, tmp_path / "out")) == []
    rules = text_of(export, "checkout.rules.yaml")
    assert [(left.path, left.what, left.reason) for left in export.left_out] == [
        ("slos/no-budget.yaml", "its alerts", "a target of 100 leaves no budget that could burn"),
        ("slos/written.yaml", "the alert `quick`", "an earlier alert has the same name and windows"),
        ("slos/written.yaml", "the alert `too long`", "its long window of 28d exceeds the SLO's window of 3d"),
        (
            "slos/written.yaml",
            "the alert `never`",
            NEVER,
        ),
        ("slos/written.yaml", "the alert `always`", "a burn rate of 0 is over at all times"),
    ]
    assert "# No alerts: a target of 100 leaves no budget that could burn." in rules
    assert "# Left out, fast_burn: it can never fire, for even a total outage burns a budget of 10 %" in rules
    assert "alert: CheckoutRequestsYesValue" in rules
    assert ">= 1\n" in rules  # 200 times 0.5 %: a total outage, and nothing less
    tests = text_of(export, "tests/loose.test.yaml")
    assert "The queries of other are not of the form" in " ".join(tests.split()).replace("# ", "")


def test_every_path_to_a_runbook(organisation: Organisation) -> None:
    by_name = SLO.replace(", runbook: checkout-errors", "")
    rules = text_of(exported(organisation({"slos/checkout-availability.yaml": by_name})), "checkout.rules.yaml")
    groups = yaml.safe_load(rules)["groups"]
    alerts = {rule["alert"]: rule["annotations"] for group in groups for rule in group["rules"] if "alert" in rule}
    assert alerts["CheckoutRequestsFastBurn"]["runbook_url"] == (
        "https://reliability.shop.example/runbooks/checkout-errors/"
    )
    assert "runbook_url" not in alerts["CheckoutRequestsSlowBurn"]
    assert alerts["CheckoutRequestsSlowBurn"]["slo_url"] == (
        "https://reliability.shop.example/slos/checkout-availability/"
    )


def test_without_a_site_the_runbook_is_a_path(organisation: Organisation) -> None:
    rules = text_of(exported(organisation({"steadybook.toml": ""})), "checkout.rules.yaml")
    assert "runbook: runbooks/checkout-errors.yaml" in rules
    assert "_url" not in rules


@pytest.mark.parametrize(
    ("documents", "reason"),
    [
        ({"slos/requests.yaml": SLI[: SLI.index("  prometheus")]}, "its SLI `requests` has no Prometheus queries"),
        ({"slos/requests.yaml": SLI.replace("requests\n", "renamed\n")}, None),
        ({"slos/requests.yaml": SLI.replace("[$window]))", "[$window])", 1)}, "the good query of `requests` is no"),
        (
            {"slos/checkout-availability.yaml": SLO.replace("service: checkout", 'service: "a b"')},
            "the id of its service, `a b`, cannot be a label's value",
        ),
        (
            {"slos/checkout-availability.yaml": SLO.replace("service: checkout", "service: 'a\"} or x{'")},
            "cannot be a label's value",
        ),
        (
            {"slos/checkout-availability.yaml": SLO.replace("sli: requests", "sli: reqests")},
            "there is no SLI `reqests`",
        ),
    ],
)
def test_what_cannot_be_exported_is_told(
    documents: dict[str, str], reason: str | None, organisation: Organisation
) -> None:
    export = exported(organisation(documents))
    if reason is None:
        assert export.left_out == ()
        return
    assert export.files == ()
    (left,) = export.left_out
    assert left.path == "slos/checkout-availability.yaml"
    assert reason in left.reason
    assert left.help


def test_the_same_documents_give_the_same_files(organisation: Organisation) -> None:
    root = organisation(ODD)
    assert exported(root) == exported(root)
    for file in exported(root).files:
        assert file.text.startswith(EXPORT.mark)
        assert not re.search(r"[ \t]+$", file.text, re.MULTILINE)


TOTALS = """\
rule_files: [checkout.rules.yaml]
evaluation_interval: 1m
group_eval_order: [checkout/requests/rates, checkout/requests/totals]
tests:
  - interval: 1m
    input_series:
      - {{series: 'http_requests_total{{job="checkout", code="200"}}', values: '{good}'}}
      - {{series: 'http_requests_total{{job="checkout", code="500"}}', values: '{bad}'}}
    promql_expr_test:
      - expr: 'round({expr})'
        eval_time: {at}
        exp_samples: [{{labels: '{{service="checkout", sli="requests"}}', value: {value}}}]
"""


# promtool evaluates everything at the same moments, so that both ends of a window of 120 minutes hold a rate.
@pytest.mark.parametrize(
    ("which", "at", "value"), [("good", "3h", 95 * 121), ("total", "3h", 100 * 121), ("covered", "1h", 50)]
)
def test_recorded_totals_are_the_events_of_the_window(
    which: str, at: str, value: int, organisation: Organisation, tmp_path: Path
) -> None:
    root = organisation({"slos/checkout-availability.yaml": SLO.replace("28d", "2h")})
    folder = written(exported(root), tmp_path / "out")
    totals = recorded_totals("checkout", "requests", timedelta(hours=2))
    assert totals is not None
    expression = getattr(totals, which) if which != "covered" else f"100 * {totals.covered}"
    test = TOTALS.format(good="0+95x180", bad="0+5x180", at=at, expr=expression, value=value)
    (folder / "totals.yaml").write_text(test, "utf-8")
    ended = promtool("test", "rules", folder / "totals.yaml")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_total_outage_without_any_good_series_is_an_error_ratio_of_1(
    organisation: Organisation, tmp_path: Path
) -> None:
    folder = written(exported(organisation({})), tmp_path / "out")
    ratio = 'sli:error_ratio:rate1d{service="checkout", sli="requests"}'
    test = TOTALS.format(good="_x10", bad="0+5x120", at="2h", expr=ratio, value=1)
    (folder / "outage.yaml").write_text(test, "utf-8")
    ended = promtool("test", "rules", folder / "outage.yaml")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_no_traffic_is_no_error_ratio(organisation: Organisation, tmp_path: Path) -> None:
    folder = written(exported(organisation({})), tmp_path / "out")
    test = TOTALS.format(good="7+0x120", bad="3+0x120", at="2h", expr="sli:error_ratio:rate1h", value=0)
    test = re.sub(r"exp_samples: .*\}\]", "exp_samples: []", test)
    (folder / "quiet.yaml").write_text(test, "utf-8")
    ended = promtool("test", "rules", folder / "quiet.yaml")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_names_follow_the_convention() -> None:

    assert series("error_ratio", "rate", timedelta(minutes=90)) == "sli:error_ratio:rate1h30m"
    assert recorded_totals("a", "b", timedelta(minutes=5)) is None
