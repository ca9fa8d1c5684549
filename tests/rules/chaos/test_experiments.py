from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.sre.chaos import says_nothing
from tests.rules.organisation import findings

PATH = "catalog/chaos/outage.yaml"


def experiment(rest: str) -> dict[str, str]:
    return {
        PATH: f"""\
experiment:
  name: Outage
  hypothesis: Orders wait
  method: {{fault_type: dependency, target: gateway}}
  safety: {{abort_conditions: [Errors], rollback_plan: Restart}}
{rest}"""
    }


def game_day(rest: str, date: str = "2026-10-31") -> dict[str, str]:
    text = f"game_day:\n  title: Outage\n  date: {date}\n  services: [checkout]\n  experiments: [outage]\n{rest}"
    return {"catalog/chaos/game-day.yaml": text}


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ("[]", True),
        ("[{date: 2026-10-30}]", True),
        ("[{date: 2026-10-31}]", False),
        ("[{date: 2026-11-01}]", False),
    ],
)
def test_an_experiment_is_overdue_without_a_run_since(tmp_path: Path, runs: str, found: bool) -> None:
    files = experiment(f"  scheduled_for: 2026-10-31\n  runs: {runs}\n")
    assert [f.time_dependent for f in findings(tmp_path, files, "overdue-experiment")] == [True] * found


def test_an_experiment_of_today_is_not_overdue(tmp_path: Path) -> None:
    assert findings(tmp_path, experiment("  scheduled_for: 2026-11-01\n"), "overdue-experiment") == []


@pytest.mark.parametrize(
    ("rest", "lines"),
    [
        ("  results: {outcome: disproved}\n", [6]),
        ("  results: {outcome: disproved, action_items: [Add a queue]}\n", []),
        ("  runs:\n    - {date: 2026-10-02, outcome: confirmed}\n    - {date: 2026-10-01, outcome: disproved}\n", []),
        ("  runs:\n    - {date: 2026-10-02, outcome: disproved}\n    - {date: 2026-10-01, outcome: confirmed}\n", [7]),
    ],
)
def test_only_the_latest_outcome_counts(tmp_path: Path, rest: str, lines: list[int]) -> None:
    found = findings(tmp_path, experiment(rest), "disproved-without-action")
    assert [f.span.line for f in found] == lines


@pytest.mark.parametrize(("items", "found"), [("[]", 1), ("[{id: AI-001, description: Add a queue}]", 0)])
def test_what_follows_may_stand_in_the_game_day(tmp_path: Path, items: str, found: int) -> None:
    files = experiment("  results: {outcome: disproved}\n") | game_day(f"  action_items: {items}\n")
    assert len(findings(tmp_path, files, "disproved-without-action")) == found


@pytest.mark.parametrize(
    ("rest", "date", "lines"),
    [
        ("", "2026-11-01", []),
        ("", "2026-10-31", [1]),
        ("  checklist: {pre_game: {rollbacks_tested: true}}\n", "2026-10-31", [6]),
        ("  checklist:\n    post_game:\n      surprises_noted: false\n", "2026-10-31", [7, 8]),
        ("  checklist:\n    post_game: {}\n", "2026-10-31", [6]),
    ],
)
def test_open_items_stand_where_they_belong(tmp_path: Path, rest: str, date: str, lines: list[int]) -> None:
    found = findings(tmp_path, game_day(rest, date) | experiment(""), "game-day-open-items")
    assert [f.span.line for f in found] == lines


@pytest.mark.parametrize("text", ["none", "None.", "N/A", "-", "  n. a. ", "not needed", "\u2014"])
def test_answers_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["None of the pods answers", "Restart", "No order for 5 minutes", "\u505c\u6b62"])
def test_answers_that_say_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("approvals", "lines"),
    [("[]", [4]), ("[none]", [4]), ("[n/a, '-']", [4]), ("[none, payments-lead]", []), ("[payments-lead]", [])],
)
def test_production_is_approved_by_somebody(tmp_path: Path, approvals: str, lines: list[int]) -> None:
    [(path, text)] = experiment("").items()
    text = text.replace("  method", "  environment: production\n  method").replace(
        "plan: Restart}", f"plan: Restart, required_approvals: {approvals}}}"
    )
    found = findings(tmp_path, {path: text}, "production-experiment-without-approval")
    assert [f.span.line for f in found] == lines


def test_what_follows_from_practice_can_be_overdue_too(tmp_path: Path) -> None:
    files = experiment("  results:\n    action_items: [{description: Add a queue, deadline: 2026-10-31}, Look]\n")
    files |= game_day("  action_items:\n    - {id: AI-001, description: Tell the team, deadline: 2026-10-31}\n")
    found = findings(tmp_path, files, "overdue-action")
    assert [(f.path, f.span.line) for f in found] == [("catalog/chaos/game-day.yaml", 7), (PATH, 7)]
    assert [f.message.split(" is ")[0] for f in found] == ["AI-001", "this action item"]


def test_an_experiments_follow_ups_have_ids_of_their_own(tmp_path: Path) -> None:
    items = "{id: A, description: x}, {description: y}, {id: A, description: z}, plain"
    [found] = findings(tmp_path, experiment(f"  results: {{action_items: [{items}]}}\n"), "duplicate-action-id")
    assert (found.span.line, found.span.column) == (6, 76)
