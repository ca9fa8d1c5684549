"""Source of blocks and exceptions: the error budget policy of phase 3, as the semantics settle it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from steadybook.analysis.budgets import budgets_of
from steadybook.analysis.gate import Verdict, ruling_of, verdict
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.policy import ChangeKind
from tests.analysis.measured import HEAD, PATH, context_of, rows

MONDAY_NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)  # 12:00 in Berlin
SUNDAY = datetime(2026, 11, 1, 11, tzinfo=UTC)
POLICIES = "slos/policies/default.yaml"
POLICY = """\
    error_budget_policy:
      budget_states:
        healthy: {condition: "remaining_budget > 50%", actions: [Go on]}
        warning: {condition: "remaining_budget 25-50%", actions: [Watch]}
        critical: {condition: "remaining_budget 0-25%", actions: [Freeze]}
        exhausted: {condition: "remaining_budget <= 0", actions: [Stop]}
    """
HEALTHY, WARNING, CRITICAL, EXHAUSTED = ([0] * 671 + [bad] for bad in (0, 400, 600, 700))


def ask(
    root: Path,
    bad: list[int],
    change: ChangeKind,
    at: datetime = MONDAY_NOON,
    policy: str = POLICY,
    strict: bool = False,
) -> Verdict:
    context = context_of(root, {PATH: HEAD + rows(bad), POLICIES: policy})
    return verdict(context, "checkout", change, at, strict=strict)


@pytest.mark.parametrize(
    ("bad", "waiting"),
    [
        (HEALTHY, set()),
        (WARNING, {"chaos"}),
        (CRITICAL, {"feature", "risky", "chaos"}),
        (EXHAUSTED, {"feature", "risky", "chaos"}),
    ],
)
def test_the_usual_blocks(tmp_path: Path, bad: list[int], waiting: set[str]) -> None:
    context = context_of(tmp_path, {PATH: HEAD + rows(bad), POLICIES: POLICY})
    found = {change: verdict(context, "checkout", change, MONDAY_NOON) for change in ChangeKind}
    assert {str(change) for change, answer in found.items() if not answer.allowed} == waiting
    for change in (ChangeKind.SECURITY, ChangeKind.COMPLIANCE, ChangeKind.DATA_LOSS):
        assert found[change].exception == bool(waiting)
        assert ("exception" in found[change].reason) == bool(waiting)


def test_risky_changes_wait_outside_business_hours_of_the_team(tmp_path: Path) -> None:
    allowed = ask(tmp_path, WARNING, ChangeKind.RISKY)
    assert allowed.allowed
    assert not allowed.exception
    waits = ask(tmp_path, WARNING, ChangeKind.RISKY, SUNDAY)
    assert not waits.allowed
    assert "outside Mon-Fri 09-17 Europe/Berlin" in waits.reason
    assert waits.actions == ("Watch",)


def test_a_policy_may_say_itself_what_waits(tmp_path: Path) -> None:
    policy = POLICY.replace("actions: [Go on]", "actions: [Go on], blocks: [chaos, security]")
    assert not ask(tmp_path, HEALTHY, ChangeKind.CHAOS, policy=policy).allowed
    assert ask(tmp_path, HEALTHY, ChangeKind.FEATURE, policy=policy).allowed
    assert ask(tmp_path, HEALTHY, ChangeKind.SECURITY, policy=policy).allowed  # exceptions never wait


def test_a_frozen_budget_rules_as_an_exhausted_one(tmp_path: Path) -> None:
    found = ask(tmp_path, [62, 638, *[0] * 671], ChangeKind.FEATURE)
    assert (found.allowed, found.state, found.actions) == (False, BudgetState.EXHAUSTED, ("Stop",))
    assert "frozen since" in found.reason
    assert "% of its budget is left now" in found.reason


def test_the_unknown_passes_with_a_warning_unless_strict(tmp_path: Path) -> None:
    found = ask(tmp_path, [0] * 10, ChangeKind.FEATURE)
    assert (found.allowed, found.uncertain, found.state) == (True, True, BudgetState.UNKNOWN)
    assert "1.4% of the last 28d is measured" in found.reason
    assert not ask(tmp_path, [0] * 10, ChangeKind.FEATURE, strict=True).allowed
    assert ask(tmp_path, [0] * 10, ChangeKind.SECURITY, strict=True).allowed


def test_another_budget_that_is_unknown_is_said_and_strict_waits_for_it(tmp_path: Path) -> None:
    unknown = "slo: {service: checkout, sli: never-measured, target: 90, window: 28d, owner: payments}\n"
    context = context_of(tmp_path, {PATH: HEAD + rows(WARNING), POLICIES: POLICY, "slos/dark.yaml": unknown})
    found = verdict(context, "checkout", ChangeKind.FEATURE, MONDAY_NOON)
    assert (found.allowed, found.uncertain, found.state) == (True, True, BudgetState.WARNING)
    assert "the state of dark is unknown: nothing is measured of never-measured" in found.reason
    strict = verdict(context, "checkout", ChangeKind.FEATURE, MONDAY_NOON, strict=True)
    assert (strict.allowed, strict.state) == (False, BudgetState.WARNING)
    assert "not every budget of checkout is known: a feature change must wait" in strict.reason
    assert verdict(context, "checkout", ChangeKind.SECURITY, MONDAY_NOON, strict=True).allowed
    waits = verdict(context, "checkout", ChangeKind.CHAOS, MONDAY_NOON)
    assert (waits.allowed, waits.uncertain) == (False, False)


def test_rows_in_no_number_are_said(tmp_path: Path) -> None:
    text = HEAD + rows(HEALTHY)
    twice = text + text.splitlines()[-1] + "\n"
    context = context_of(tmp_path, {PATH: twice, POLICIES: POLICY})
    found = verdict(context, "checkout", ChangeKind.FEATURE, MONDAY_NOON)
    assert (found.allowed, found.state) == (True, BudgetState.HEALTHY)
    assert f"of {PATH} left out, for it cannot be used" in found.reason


def test_a_service_without_objectives_passes_with_a_warning(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    found = verdict(context, "nothing", ChangeKind.FEATURE, MONDAY_NOON)
    assert (found.allowed, found.uncertain, found.worst) == (True, True, None)
    assert not verdict(context, "nothing", ChangeKind.FEATURE, MONDAY_NOON, strict=True).allowed


def test_the_worst_objective_decides(tmp_path: Path) -> None:
    lax = "slo: {service: checkout, sli: checkout-success, target: 90, window: 28d, owner: payments}\n"
    files = {PATH: HEAD + rows(EXHAUSTED), POLICIES: POLICY, "slos/a-lax.yaml": lax}
    context = context_of(tmp_path, files)
    found = verdict(context, "checkout", ChangeKind.FEATURE, MONDAY_NOON)
    assert found.worst is not None
    assert (found.worst.slo.id, found.allowed) == ("checkout-availability", False)
    ruling = ruling_of(context, budgets_of(context, "checkout")[-1])
    assert (ruling.state, ruling.actions, ruling.blocks) == (BudgetState.HEALTHY, ("Go on",), ())
