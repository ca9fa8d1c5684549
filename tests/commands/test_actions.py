from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

EXAMPLE = str(Path(__file__).parents[2])
KEYS = ["id", "document", "type", "description", "owner", "priority", "deadline", "status", "ticket", "overdue"]


def test_open_actions_with_the_overdue_first(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    ended = run("actions", "-C", EXAMPLE)
    assert ended.code == 0
    assert ended.out.startswith("20 action items, 3 overdue, as of 2026-11-22\n")
    states = [line.split()[1:4] for line in ended.out.splitlines() if line.startswith("2026-")]
    assert [state[1:] == ["d", "over"] for state in states][:4] == [True, True, True, False]


def test_the_json_is_the_contract(run: Run) -> None:
    answer = json.loads(run("actions", "--format", "json", "-C", EXAMPLE).out)
    assert (answer["version"], answer["as_of"]) == (1, "2026-11-23T00:00:00Z")
    assert all(list(action) == KEYS for action in answer["actions"])
    ids = [action["id"] for action in answer["actions"]]
    assert len(set(ids)) == len(ids) == 20
    every = json.loads(run("actions", "--all", "--format", "json", "-C", EXAMPLE).out)["actions"]
    assert len(every) == len({action["id"] for action in every}) == 41


def test_filters_narrow_and_strict_fails(run: Run) -> None:
    team = json.loads(run("actions", "--team", "storefront", "--format", "json", "-C", EXAMPLE).out)["actions"]
    assert {action["owner"] for action in team} <= {"sf-1", "sf-2", "sf-3", "sf-5"}
    late = json.loads(run("actions", "--overdue", "--format", "json", "-C", EXAMPLE).out)["actions"]
    assert [action["overdue"] for action in late] == [True, True, True]
    assert run("actions", "--overdue", "--strict", "-C", EXAMPLE).code == 1
    assert run("actions", "--service", "loadgenerator", "--strict", "-C", EXAMPLE).code == 0
    owner = json.loads(run("actions", "--owner", "sf-2", "--format", "json", "-C", EXAMPLE).out)["actions"]
    assert {action["owner"] for action in owner} == {"sf-2"}


def test_an_unknown_team_suggests_the_nearest(run: Run) -> None:
    ended = run("actions", "--team", "storefrnt", "-C", EXAMPLE)
    assert ended.code == 2
    assert "Did you mean `storefront`?" in ended.err
