from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import BASE, findings, places

PATH = "runbooks/checkout-slow.yaml"
TEXT = (BASE / "runbooks/checkout-errors.yaml").read_text("utf-8")
SERVICE = (BASE / "catalog/services/checkout.yaml").read_text("utf-8")


def runbook(*replacements: tuple[str, str]) -> dict[str, str]:
    text = TEXT
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {PATH: text}


@pytest.mark.parametrize(
    ("tier", "day", "stale"),
    [
        ("critical", "2026-08-03", False),
        ("critical", "2026-08-02", True),
        ("important", "2026-05-05", False),
        ("important", "2026-05-04", True),
        ("standard", "2025-11-01", False),
        ("experimental", "2025-10-31", True),
    ],
)
def test_freshness_by_tier(tmp_path: Path, tier: str, day: str, stale: bool) -> None:
    files = runbook(("last_updated: 2026-10-01", f"last_updated: {day}"))
    files["catalog/services/checkout.yaml"] = SERVICE.replace("tier: important", f"tier: {tier}")
    found = findings(tmp_path, files, "stale-runbook")
    assert [(f.path, f.span.line, f.time_dependent) for f in found] == ([(PATH, 5, True)] if stale else [])


def test_today_is_not_the_future(tmp_path: Path) -> None:
    today = runbook(("last_updated: 2026-10-01", "last_updated: 2026-11-01"))
    tomorrow = runbook(("last_updated: 2026-10-01", "last_updated: 2026-11-02"))
    assert places(tmp_path, today, "updated-in-the-future") == []
    assert places(tmp_path, tomorrow, "updated-in-the-future") == [(PATH, 5)]


def test_each_unknown_name_of_a_list_stands_at_its_line(tmp_path: Path) -> None:
    names = "alert_name:\n    - CheckoutErrors\n    - CheckoutEror\n    - Gone"
    found = findings(tmp_path, runbook(("alert_name: CheckoutErrors", names)), "orphan-runbook")
    assert [f.span.line for f in found] == [6, 7]
    assert "CheckoutErrors" in found[0].help


def test_the_burn_rate_alerts_of_an_objective_are_alerts(tmp_path: Path) -> None:
    written = runbook(("alert_name: CheckoutErrors", "alert_name: CheckoutCheckoutSuccessFastBurn"))
    assert places(tmp_path, written, "orphan-runbook") == []
    not_written = runbook(("alert_name: CheckoutErrors", "alert_name: CheckoutCheckoutSuccessSlowBurn"))
    assert places(tmp_path, not_written, "orphan-runbook") == [(PATH, 4)]
    slo = (BASE / "slos/checkout-availability.yaml").read_text("utf-8")
    head, _, rest = slo.partition("  burn_rate_alerts:")
    standard = head + rest[rest.index("  review_cadence") :]
    not_written["slos/checkout-availability.yaml"] = standard
    assert places(tmp_path, not_written, "orphan-runbook") == []


def test_a_step_may_have_an_address_instead_of_a_command(tmp_path: Path) -> None:
    command = TEXT[TEXT.index("command: ") : TEXT.index("\n      expected")]
    assert places(tmp_path, runbook((command, "url: https://grafana.shop.example/d/x")), "step-without-command") == []
    assert places(tmp_path, runbook((command, "command:")), "step-without-command") == [(PATH, 10)]


def test_a_destructive_command_is_pointed_at(tmp_path: Path) -> None:
    files = runbook(("kubectl --namespace checkout logs deployment/checkout", "rm -rf /var/cache/checkout; true"))
    [found] = findings(tmp_path, files, "destructive-command")
    assert (found.span.line, found.span.column) == (11, 16)
    step = ("kubectl --namespace checkout rollout undo deployment/checkout", "kubectl delete namespace checkout")
    assert places(tmp_path, runbook(step), "destructive-command") == []
    without = runbook(step, ("      when: A release went out within the last hour\n", ""))
    assert places(tmp_path, without, "destructive-command") == [(PATH, 17)]


def test_two_runbooks_of_a_service_for_one_alert(tmp_path: Path) -> None:
    names = "alert_name:\n    - Gone\n    - CheckoutErrors"
    (found,) = findings(tmp_path, runbook(("alert_name: CheckoutErrors", names)), "duplicate-runbook")
    assert (found.path, found.span.line) == (PATH, 6)
    assert [(place.path, place.span.line) for place in found.related] == [("runbooks/checkout-errors.yaml", 4)]


def test_a_name_that_is_written_twice_is_told_once(tmp_path: Path) -> None:
    names = "alert_name: [CheckoutErrors, CheckoutErrors]"
    assert len(findings(tmp_path, runbook(("alert_name: CheckoutErrors", names)), "duplicate-runbook")) == 1


def test_runbooks_of_one_id_are_told_otherwise(tmp_path: Path) -> None:
    files = {"runbooks/more/checkout-errors.yaml": TEXT}
    assert findings(tmp_path, files, "duplicate-runbook") == []
    assert findings(tmp_path, files, "duplicate-id")


def test_services_may_share_an_alert(tmp_path: Path) -> None:
    files = runbook(("service: checkout", "service: basket"))
    files["catalog/services/basket.yaml"] = SERVICE.replace("name: checkout", "name: basket")
    assert findings(tmp_path, files, "duplicate-runbook") == []
