from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings, places

PATH = "slos/checkout-availability.yaml"


def slo(alerts: str, target: str = "99.9", runbook: str = "runbook: checkout-errors") -> dict[str, str]:
    return {
        PATH: f"""\
slo:
  service: checkout
  sli: checkout-success
  target: {target}
  window: 28d
  owner: payments
  {runbook}
  burn_rate_alerts: {alerts}
"""
    }


def alert(rate: str = "10", short: str = "5m", long: str = "1h", name: str = "fast") -> str:
    return f"{{name: {name}, burn_rate: {rate}, short_window: {short}, long_window: {long}, severity: page}}"


@pytest.mark.parametrize(("rate", "possible"), [("10", True), ("10.01", False)])
def test_a_total_outage_is_the_limit(tmp_path: Path, rate: str, possible: bool) -> None:
    found = places(tmp_path, slo(f"[{alert(rate)}]", target="90"), "impossible-burn-rate-alert")
    assert found == ([] if possible else [(PATH, 8)])


@pytest.mark.parametrize(
    ("short", "long", "rule"),
    [
        ("15m", "1h", ""),
        ("16m", "1h", "short-window-too-long"),
        ("1h", "1h", "burn-rate-windows-out-of-order"),
        ("1ms", "2ms", "short-window-too-long"),
        ("1d", "28d", ""),
        ("1d", "29d", "burn-rate-windows-out-of-order"),
    ],
)
def test_windows(tmp_path: Path, short: str, long: str, rule: str) -> None:
    for candidate in ("short-window-too-long", "burn-rate-windows-out-of-order"):
        found = places(tmp_path, slo(f"[{alert(short=short, long=long)}]"), candidate)
        assert len(found) == (candidate == rule)


def test_names_that_are_exported_alike_are_duplicates(tmp_path: Path) -> None:
    alerts = f"[{alert(name='fast_burn')}, {alert('5', name='fast-burn')}, {alert(name='again')}]"
    found = findings(tmp_path, slo(alerts), "duplicate-burn-rate-alert")
    assert len(found) == 2
    assert "CheckoutCheckoutSuccessFastBurn" in " ".join(f.message for f in found)


def test_the_standard_set_needs_a_runbook_too(tmp_path: Path) -> None:
    found = findings(tmp_path, slo("[]", runbook="stakeholders: []"), "burn-rate-alert-without-runbook")
    assert [f.span.line for f in found] == [1]
    assert "CheckoutCheckoutSuccessLingeringBurn" in found[0].message
