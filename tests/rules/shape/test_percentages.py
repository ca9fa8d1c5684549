"""Values in (0, 1] where a percentage is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.engine.check import check
from tests.rules.organisation import AS_OF, findings, places, write

SLO, CAPACITY = "slos/checkout-availability.yaml", "catalog/capacity/checkout.yaml"


def slo(target: str) -> dict[str, str]:
    head = "slo:\n  service: checkout\n  sli: checkout-success\n"
    return {SLO: f"{head}  target: {target}\n  window: 28d\n  owner: payments\n"}


@pytest.mark.parametrize(
    ("target", "meant"), [("0.998", "99.8"), ("1", "100"), ("0.5", "50"), ("1.0", "100"), ("0.99950", "99.95")]
)
def test_the_percentage_that_is_meant_is_shown(tmp_path: Path, target: str, meant: str) -> None:
    [found] = findings(tmp_path, slo(target), "percentage-as-ratio")
    assert f"write {meant} if" in found.help
    assert found.fix is not None
    assert (found.fix.safe, [edit.replacement for edit in found.fix.edits]) == (False, [meant])


@pytest.mark.parametrize("target", ["0", "1.01", "99.9"])
def test_other_targets_are_percentages(tmp_path: Path, target: str) -> None:
    assert places(tmp_path, slo(target), "percentage-as-ratio") == []


def test_utilisation_and_thresholds_are_looked_at(tmp_path: Path) -> None:
    text = """\
    capacity_model:
      service: checkout
      bottleneck_resource: CPU
      current_state:
        peak_utilization_pct: 0.6
        headroom_pct: 0.4
      growth_forecast: {current: 1, monthly_growth_pct: 0.5}
      scaling_strategy:
        type: horizontal
        scale_up_threshold: 0.8
        scale_down_threshold: 0.3
    """
    found = places(tmp_path, {CAPACITY: text}, "percentage-as-ratio")
    assert found == [(CAPACITY, 5), (CAPACITY, 10), (CAPACITY, 11)]


def test_nothing_is_concluded_from_what_is_no_percentage(tmp_path: Path) -> None:
    path, text = next(iter(slo("0.999").items()))
    written = """\
  error_budget: 0.1
  error_budget_minutes: 40
  burn_rate_alerts:
    - {name: fast, burn_rate: 14.4, short_window: 5m, long_window: 1h, severity: page}
  runbook: checkout-errors
"""
    capacity = """\
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state: {peak_utilization_pct: 0.6, headroom_pct: 40}
  growth_forecast: {current: 1, monthly_growth_pct: 0.5}
  scaling_strategy: {type: horizontal, scale_up_threshold: 0.8, scale_down_threshold: 30}
"""
    write(tmp_path, {path: text + written, CAPACITY: capacity})
    found = [f for f in check(tmp_path, as_of=AS_OF, use_cache=False).findings if f.path in (path, CAPACITY)]
    assert [(f.path, f.span.line, f.rule) for f in found] == [
        (CAPACITY, 4, "percentage-as-ratio"),
        (CAPACITY, 6, "percentage-as-ratio"),
        (path, 4, "percentage-as-ratio"),
    ]
