"""The graph of dependencies: circles, edges that one side denies, and how critical they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings, places


def services(**dependencies: str) -> dict[str, str]:
    head = "  tier: standard\n  owner_team: payments\n"
    return {
        f"catalog/services/{name}.yaml": f"service:\n  name: {name}\n{head}  dependencies: {{{edges}}}\n"
        for name, edges in dependencies.items()
    }


def path(name: str) -> str:
    return f"catalog/services/{name}.yaml"


def test_a_circle_of_three_is_spelled_out_at_each_edge(tmp_path: Path) -> None:
    files = services(a="upstream: [b]", b="upstream: [c]", c="upstream: [a]")
    found = findings(tmp_path, files, "circular-dependency")
    assert [f.path for f in found] == [path("a"), path("b"), path("c")]
    assert [f.message.rsplit(": ", 1)[1] for f in found] == ["a → b → c → a", "b → c → a → b", "c → a → b → c"]
    assert [[place.path for place in f.related] for f in found] == [[path("b"), path("c")], [path("c")], [path("a")]]


def test_the_edge_of_a_circle_may_be_written_by_the_other_side(tmp_path: Path) -> None:
    files = services(a="upstream: [b], downstream: [b]", b="")
    assert places(tmp_path, files, "circular-dependency") == [(path("a"), 5), (path("a"), 5)]


def test_a_diamond_is_no_circle(tmp_path: Path) -> None:
    files = services(a="upstream: [b, c]", b="upstream: [d]", c="upstream: [d]", d="downstream: [b, c]")
    assert places(tmp_path, files, "circular-dependency") == []


def test_the_shortest_way_round_is_told(tmp_path: Path) -> None:
    files = services(a="upstream: [b]", b="upstream: [a, c]", c="upstream: [a]")
    found = {f.message.rsplit(": ", 1)[1] for f in findings(tmp_path, files, "circular-dependency")}
    assert found == {"a → b → a", "b → a → b", "b → c → a → b", "c → a → b → c"}


def test_a_call_to_itself_is_one_finding_of_its_own(tmp_path: Path) -> None:
    files = services(a="upstream: [a, {service: a, criticality: soft}]")
    assert places(tmp_path, files, "self-dependency") == [(path("a"), 5), (path("a"), 5)]
    assert places(tmp_path, files, "circular-dependency") == []
    assert places(tmp_path, files, "one-sided-dependency") == []


@pytest.mark.parametrize(
    ("caller", "callee", "found"),
    [
        ("upstream: [b]", "", []),
        ("upstream: [b]", "downstream: [a]", []),
        ("upstream: [b]", "downstream: []", ["a"]),
        ("upstream: [b]", "downstream: [checkout]", ["a", "b"]),
        ("", "downstream: [a]", ["b"]),
        ("upstream: [checkout]", "downstream: [a]", ["b"]),
    ],
)
def test_what_one_side_writes_the_other_must_not_deny(
    tmp_path: Path, caller: str, callee: str, found: list[str]
) -> None:
    files = services(a=caller, b=callee)
    assert [place for place, _ in places(tmp_path, files, "one-sided-dependency")] == [path(name) for name in found]


@pytest.mark.parametrize(
    ("call", "claim", "found"),
    [
        ("b", "a", 0),
        ("{service: b, criticality: soft}", "a", 0),
        ("b", "{service: a, criticality: hard}", 0),
        ("b", "{service: a, criticality: soft}", 1),
        ("{service: b, criticality: soft}", "{service: a, criticality: hard}", 1),
    ],
)
def test_a_plain_caller_agrees_with_everything(tmp_path: Path, call: str, claim: str, found: int) -> None:
    files = services(a=f"upstream: [{call}]", b=f"downstream: [{claim}]")
    assert places(tmp_path, files, "dependency-criticality-disagrees") == [(path("b"), 5)] * found
