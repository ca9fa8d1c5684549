from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings, places

PATH = "slos/checkout-availability.yaml"


def slo(*lines: str, target: str = "99.9", window: str = "28d") -> dict[str, str]:
    head = ["slo:", "  service: checkout", "  sli: checkout-success", f"  target: {target}", f"  window: {window}"]
    return {PATH: "\n".join([*head, "  owner: payments", "  runbook: checkout-errors", *lines, ""])}


@pytest.mark.parametrize(
    ("minutes", "window", "agrees"),
    [
        ("40", "28d", True),
        ("40.3", "28d", True),
        ("40.320", "4w", True),
        ("41", "28d", False),
        ("40.33", "28d", False),
        ("0", "28d", False),
        ("43.2", "28d", False),
        ("43.2", "30d", True),
    ],
)
def test_minutes_agree_to_the_precision_that_is_written(
    tmp_path: Path, minutes: str, window: str, agrees: bool
) -> None:
    found = places(tmp_path, slo(f"  error_budget_minutes: {minutes}", window=window), "error-budget-minutes-disagree")
    assert found == ([] if agrees else [(PATH, 8)])


def test_minutes_of_another_window_are_recognised(tmp_path: Path) -> None:
    [found] = findings(tmp_path, slo("  error_budget_minutes: 43.2"), "error-budget-minutes-disagree")
    assert "43.2 is what 30d would allow" in found.help
    assert found.fix is not None
    assert found.fix.safe
    assert [edit.replacement for edit in found.fix.edits] == ["40.32"]


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("99.4", "slo-not-stricter-than-sla"),
        ("99.5", "slo-not-stricter-than-sla"),
        ("99.5001", "sla-margin-too-small"),
        ("99.59", "sla-margin-too-small"),
        ("99.6", ""),
    ],
)
def test_targets_around_the_contract(tmp_path: Path, target: str, rule: str) -> None:
    for candidate in ("slo-not-stricter-than-sla", "sla-margin-too-small"):
        found = places(tmp_path, slo(target=target), candidate)
        assert found == ([(PATH, 4)] if candidate == rule else [])


def test_high_targets_may_stay_close_to_the_contract(tmp_path: Path) -> None:
    base = Path(__file__).parent.parent / "base" / "catalog/services/checkout.yaml"
    service = {"catalog/services/checkout.yaml": base.read_text("utf-8").replace("sla: 99.5", "sla: 99.9")}
    assert not places(tmp_path, slo(target="99.95") | service, "sla-margin-too-small")
    assert not places(tmp_path, slo(target="99.95") | service, "slo-not-stricter-than-sla")


def test_the_contract_speaks_of_availability_only(tmp_path: Path) -> None:
    sli = {
        "slos/checkout-success.yaml": """\
            sli:
              name: checkout-success
              type: latency
              measurement: {good_events: fast answers, total_events: all}
            """
    }
    assert not places(tmp_path, slo(target="90") | sli, "slo-not-stricter-than-sla")


@pytest.mark.parametrize(("day", "stale"), [("2026-10-01", False), ("2026-09-30", True)])
def test_a_review_is_stale_the_day_after_it_was_due(tmp_path: Path, day: str, stale: bool) -> None:
    found = findings(tmp_path, slo("  review_cadence: monthly", f"  last_reviewed: {day}"), "stale-slo-review")
    assert [f.time_dependent for f in found] == ([True] if stale else [])


def test_no_target_is_stricter_than_a_contract_of_everything(tmp_path: Path) -> None:
    base = Path(__file__).parent.parent / "base" / "catalog/services/checkout.yaml"
    service = {"catalog/services/checkout.yaml": base.read_text("utf-8").replace("sla: 99.5", "sla: 100")}
    [found] = findings(tmp_path, slo(target="99.95") | service, "slo-not-stricter-than-sla")
    assert found.help.startswith("No target is stricter than 100 %")
