"""`budget` and `gate` over the example organisation, whose story is fixed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

EXAMPLE = str(Path(__file__).parents[2])
BUDGET_KEYS = {
    "slo",
    "service",
    "sli",
    "target",
    "window",
    "remaining_pct",
    "state",
    "frozen",
    "consumed_week_pct",
    "burn_rate",
    "coverage_pct",
    "projected_exhaustion",
    "incidents",
}


def test_the_worst_budget_stands_first(run: Run) -> None:
    ended = run("budget", "-C", EXAMPLE)
    assert (ended.code, ended.err) == (0, "")
    rows = [line.split()[:3] for line in ended.out.splitlines() if "-availability" in line]
    assert rows[0] == ["emailservice-availability", "exhausted", "-12.3"]
    assert rows[1] == ["checkoutservice-availability", "critical", "17.5"]
    assert "Measured up to 2026-11-22 00:00 UTC." in ended.out


def test_a_service_shows_what_its_policy_asks_for_and_its_incidents(run: Run) -> None:
    out = run("budget", "emailservice", "-C", EXAMPLE).out
    assert "emailservice-availability is exhausted (policy `default`)" in out
    assert "63.8 %  2026-11-12-email-template-regression" in out


def test_the_json_is_the_contract_and_unrounded(run: Run) -> None:
    answer = json.loads(run("budget", "emailservice", "--format", "json", "-C", EXAMPLE).out)
    assert (answer["version"], answer["as_of"]) == (1, "2026-11-23T00:00:00Z")
    budget = answer["slos"][0]
    assert budget.keys() >= BUDGET_KEYS
    assert budget["burn_rate"].keys() == {"1h", "6h", "24h"}
    assert (budget["state"], budget["frozen"], budget["window"]) == ("exhausted", True, "28d")
    assert -12.33 < budget["remaining_pct"] < -12.31
    assert round(budget["remaining_pct"], 2) != budget["remaining_pct"]
    assert [share["incident"] for share in budget["incidents"]] == ["2026-11-12-email-template-regression"]


def test_an_earlier_moment_shows_the_budget_of_then(run: Run) -> None:
    then = json.loads(
        run("budget", "emailservice", "--format", "json", "--as-of", "2026-11-11T00:00:00Z", "-C", EXAMPLE).out
    )
    availability = next(b for b in then["slos"] if b["slo"] == "emailservice-availability")
    assert availability["measured_to"] == "2026-11-11T00:00:00Z"
    assert not availability["frozen"]


@pytest.mark.usefixtures("root")
def test_without_measurements_nothing_is_healthy(run: Run) -> None:
    answer = json.loads(run("budget", "--format", "json").out)
    (budget,) = answer["slos"]
    assert (budget["state"], budget["remaining_pct"]) == ("unknown", None)
    assert budget["reason"] == "nothing is measured of checkout-success for checkout"
    assert "checkout-availability: nothing is measured" in run("budget").out


@pytest.mark.parametrize(
    ("service", "change", "at", "code", "words"),
    [
        ("emailservice", "feature", "2026-11-23T10:00:00Z", 1, "must wait"),
        ("emailservice", "security", "2026-11-23T10:00:00Z", 0, "never waits"),
        ("checkoutservice", "chaos", "2026-11-23T15:00:00Z", 1, "must wait"),
        # The team's zone is America/New_York: 16:00 UTC is 11:00 there, 23:00 UTC is 18:00.
        ("cartservice", "risky", "2026-11-23T16:00:00Z", 0, "may go ahead"),
        ("cartservice", "risky", "2026-11-23T23:00:00Z", 1, "outside Mon-Fri 09-17"),
        ("cartservice", "feature", "2026-11-23T23:00:00Z", 0, "may go ahead"),
        ("frontend", "chaos", "2026-11-21T03:00:00Z", 0, "may go ahead"),
    ],
)
def test_the_gate_rules_as_the_policy_says(run: Run, service: str, change: str, at: str, code: int, words: str) -> None:
    ended = run("gate", service, "--change", change, "--at", at, "-C", EXAMPLE)
    assert ended.code == code
    assert words in " ".join(ended.out.split())
    answer = json.loads(run("gate", service, "--change", change, "--at", at, "--format", "json", "-C", EXAMPLE).out)
    assert answer.keys() == {"allowed", "state", "change", "actions", "reason"}
    assert answer["allowed"] is (code == 0)


def test_an_unknown_state_passes_with_a_warning_and_waits_when_strict(run: Run) -> None:
    at = ("--at", "2026-11-23T10:00:00Z", "-C", EXAMPLE)
    loose = run("gate", "loadgenerator", "--change", "feature", *at)
    assert (loose.code, "GO AHEAD, WITH CARE" in loose.out) == (0, True)
    strict = run("gate", "loadgenerator", "--change", "feature", "--strict", *at)
    assert (strict.code, strict.out.startswith("WAIT")) == (1, True)
    assert run("gate", "loadgenerator", "--change", "data-loss", "--strict", *at).code == 0


def test_what_too_little_is_known_of_is_no_number_for_people(run: Run) -> None:
    early = ("--as-of", "2026-09-10T00:00:00Z", "-C", EXAMPLE)  # eleven days are measured
    row = next(line.split() for line in run("budget", "frontend", *early).out.splitlines() if "frontend-avail" in line)
    assert row[1:3] == ["unknown", "–"]
    budget = json.loads(run("budget", "frontend", "--format", "json", *early).out)["slos"][0]
    assert (budget["state"], budget["remaining_pct"] is None) == ("unknown", False)
    assert "of the last 28d is measured" in budget["reason"]


def test_mistakes_are_explained(run: Run) -> None:
    assert "Did you mean `emailservice`?" in run("budget", "emailservce", "-C", EXAMPLE).err
    assert "Did you mean `emailservice`?" in run("gate", "emailservce", "--change", "feature", "-C", EXAMPLE).err
    naive = run("gate", "emailservice", "--change", "feature", "--at", "2026-11-23T10:00", "-C", EXAMPLE)
    assert (naive.code, "is not an instant with a zone" in naive.err) == (2, True)
