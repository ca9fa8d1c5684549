from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings

PATH = "catalog/capacity/checkout.yaml"


def model(growth: str = "", state: str = "", scaling: str = "", rest: str = "", rate: str = "2") -> dict[str, str]:
    return {
        PATH: f"""\
capacity_model:
  service: checkout
  bottleneck_resource: CPU
  current_state: {{peak_utilization_pct: 60{state}}}
  growth_forecast: {{current: 800, monthly_growth_pct: {rate}{growth}}}
  scaling_strategy: {{type: horizontal{scaling}}}
{rest}"""
    }


@pytest.mark.parametrize(
    ("written", "agrees"), [("1014.6", True), ("1004.5", True), ("1024.7", True), ("1004.4", False), ("992", False)]
)
def test_projections_may_differ_by_a_hundredth(tmp_path: Path, written: str, agrees: bool) -> None:
    found = findings(tmp_path, model(f", projected_12mo: {written}"), "projection-disagrees")
    assert [f.span.line for f in found] == ([] if agrees else [5])


def test_growth_without_compounding_is_recognised(tmp_path: Path) -> None:
    [found] = findings(tmp_path, model(", projected_12mo: 992"), "projection-disagrees")
    assert "compounds" in found.help
    assert found.fix is not None
    assert [edit.replacement for edit in found.fix.edits] == ["1014.6"]


@pytest.mark.parametrize("rate", ["-100", "-101", "1e20", "0"])
def test_extreme_growth_is_no_accident(tmp_path: Path, rate: str) -> None:
    files = model(", projected_6mo: 7", rate=rate)
    assert len(findings(tmp_path, files, "projection-disagrees")) == (rate != "-101")
    assert len(findings(tmp_path, files, "impossible-growth")) == (rate == "-101")


@pytest.mark.parametrize(
    ("scaling", "rule", "found"),
    [
        (", min_instances: 3, max_instances: 3", "instances-out-of-order", 0),
        (", min_instances: 4, max_instances: 3", "instances-out-of-order", 1),
        (", min_instances: 4", "instances-out-of-order", 0),
        (", scale_up_threshold: 50, scale_down_threshold: 49", "thresholds-out-of-order", 0),
        (", scale_up_threshold: 50, scale_down_threshold: 50", "thresholds-out-of-order", 1),
        (", scale_up_threshold: 60", "utilisation-above-threshold", 0),
        (", scale_up_threshold: 59.9", "utilisation-above-threshold", 1),
        ("", "utilisation-above-threshold", 0),
    ],
)
def test_scaling(tmp_path: Path, scaling: str, rule: str, found: int) -> None:
    assert len(findings(tmp_path, model(scaling=scaling), rule)) == found


@pytest.mark.parametrize(("state", "agrees"), [("1800", True), ("1800.4", True), ("1801", False), ("0", False)])
def test_costs_agree_to_the_coarser_precision(tmp_path: Path, state: str, agrees: bool) -> None:
    files = model(state=f", cost_per_month_usd: {state}", rest="  cost_projection: {current_monthly: 1800}\n")
    assert [f.span.line for f in findings(tmp_path, files, "cost-disagrees")] == ([] if agrees else [7])


@pytest.mark.parametrize(("day", "stale"), [("2026-08-01", False), ("2026-07-31", True)])
def test_a_review_holds_for_a_quarter(tmp_path: Path, day: str, stale: bool) -> None:
    found = findings(tmp_path, model(rest=f"  last_reviewed: {day}\n"), "stale-capacity-review")
    assert [f.time_dependent for f in found] == ([True] if stale else [])


def test_only_critical_services_need_twice_their_peak(tmp_path: Path) -> None:
    files = model(rest="  load_test: {date: 2026-09-01, multiple_of_peak: 1.9}\n")
    assert findings(tmp_path, files, "load-test-below-twice-peak") == []
