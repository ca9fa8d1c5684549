from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings

PATH = "slos/policies/default.yaml"
STATES = ("healthy", "warning", "critical", "exhausted")


def policy(*conditions: str) -> dict[str, str]:
    rows = [
        f'    {name}: {{condition: "{condition}"}}'
        for name, condition in zip(STATES, conditions, strict=True)
        if condition
    ]
    return {PATH: "\n".join(["error_budget_policy:", "  budget_states:", *rows, ""])}


@pytest.mark.parametrize(
    ("conditions", "rule", "lines"),
    [
        (("> 50%", "25-50%", "0-25%", "<= 0"), "policy-gap-or-overlap", []),
        (("> 60%", "30-60%", "0-30%", "<= 0"), "policy-gap-or-overlap", []),
        (("> 60%", "25-50%", "0-25%", "<= 0"), "policy-gap-or-overlap", [3]),
        (("> 40%", "25-50%", "0-25%", "<= 0"), "policy-gap-or-overlap", [3]),
        (("50-90%", "25-50%", "0-25%", "<= 0"), "policy-gap-or-overlap", [3]),
        (("> 50%", "25-50%", "0-25%", ""), "policy-gap-or-overlap", []),
        (("> 50%", "25-50%", "0-25%", ""), "policy-state-missing", [2]),
        (("> 50%", "a lot", "0-25%", "<= 0"), "policy-gap-or-overlap", []),
        (("> 50%", "a lot", "0-25%", "<= 0"), "invalid-policy-condition", [4]),
        (("> 50%", "50-25%", "0-25%", "<= 0"), "invalid-policy-condition", [4]),
        (("<= 0", "25-50%", "0-25%", "> 50%"), "policy-states-out-of-order", [3, 5]),
    ],
)
def test_conditions(tmp_path: Path, conditions: tuple[str, ...], rule: str, lines: list[int]) -> None:
    assert [f.span.line for f in findings(tmp_path, policy(*conditions), rule)] == lines


def test_a_gap_says_what_it_leaves_out(tmp_path: Path) -> None:
    [found] = findings(tmp_path, policy("> 60%", "25-50%", "0-25%", "<= 0"), "policy-gap-or-overlap")
    assert "50% to 60%" in found.message


def test_a_policy_that_an_objective_names_needs_no_service(tmp_path: Path) -> None:
    strict = {"slos/policies/strict.yaml": policy("> 50%", "25-50%", "0-25%", "<= 0")[PATH]}
    assert len(findings(tmp_path / "1", strict, "policy-without-service")) == 1
    slo = (
        "slo: {service: checkout, sli: checkout-success, target: 99.9, window: 28d, owner: payments, policy: strict}\n"
    )
    strict["slos/checkout-availability.yaml"] = slo
    assert findings(tmp_path / "2", strict, "policy-without-service") == []
