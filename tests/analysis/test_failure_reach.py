from __future__ import annotations

from pathlib import Path

from steadybook.analysis.failure_reach import Reach, reaches
from tests.rules.organisation import context_of


def _services(calls: dict[str, str], tier: str = "critical") -> dict[str, str]:
    return {
        f"catalog/services/{name}.yaml": f"""\
            service:
              name: {name}
              tier: {tier}
              owner_team: payments
              dependencies: {{upstream: [{upstream}]}}
            """
        for name, upstream in calls.items()
    }


def test_it_follows_hard_calls_only(tmp_path: Path) -> None:
    calls = {"a": "b", "b": "c", "c": "", "d": "{service: c, criticality: soft}"}
    assert reaches(context_of(tmp_path, _services(calls))) == (
        Reach("c", ("b",), ("a",), 2),
        Reach("b", ("a",), (), 1),
    )


def test_a_circle_ends_and_nobody_fails_because_of_itself(tmp_path: Path) -> None:
    found = {reach.service: reach for reach in reaches(context_of(tmp_path, _services({"a": "b", "b": "c", "c": "a"})))}
    assert found["a"] == Reach("a", ("c",), ("b",), 2)
    assert {reach.size for reach in found.values()} == {2}
