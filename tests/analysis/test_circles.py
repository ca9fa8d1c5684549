"""Circles of calls: for each call the shortest one that begins with it, in graphs of any form and size."""

from __future__ import annotations

import tempfile
from collections import deque
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from steadybook.analysis.dependencies import Circle, circles
from steadybook.engine.repository import open_repository

Calls = dict[int, set[int]]


def found(calls: Calls) -> tuple[Circle, ...]:
    """The circles of a repository in which the services `s0`, `s1` and so on call each other."""
    with tempfile.TemporaryDirectory() as folder:
        for caller, callees in calls.items():
            upstream = ", ".join(f"s{callee}" for callee in sorted(callees))
            file = Path(folder, "catalog", "services", f"s{caller}.yaml")
            file.parent.mkdir(parents=True, exist_ok=True)
            head = f"name: s{caller}, tier: standard, owner_team: t"
            file.write_text(f"service: {{{head}, dependencies: {{upstream: [{upstream}]}}}}\n")
        return circles(open_repository(Path(folder), "2026-11-22").context)


def distance(calls: Calls, start: int, end: int) -> int | None:
    """The number of calls from one service to another."""
    steps = {start: 0}
    pending = deque([start])
    while pending:
        here = pending.popleft()
        for callee in calls[here] - steps.keys():
            steps[callee] = steps[here] + 1
            pending.append(callee)
    return steps.get(end)


@st.composite
def graphs(draw: st.DrawFn) -> Calls:
    """Rings with chords and tails, so that there are services with one caller and one callee."""
    count = draw(st.integers(2, 8))
    nodes = st.integers(0, count - 1)
    ring = draw(st.booleans())
    calls: Calls = {node: {(node + 1) % count} if ring or draw(st.booleans()) else set() for node in range(count)}
    for caller, callee in draw(st.lists(st.tuples(nodes, nodes), max_size=6)):
        calls[caller].add(callee)
    return {caller: callees - {caller} for caller, callees in calls.items()}


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_each_call_that_leads_back_has_its_shortest_circle(calls: Calls) -> None:
    back = {
        (f"s{caller}", f"s{callee}"): steps + 1
        for caller, callees in calls.items()
        for callee in callees
        if (steps := distance(calls, callee, caller)) is not None
    }
    answer = found(calls)
    assert [(circle.call.caller, circle.call.callee) for circle in answer] == sorted(back)
    for circle in answer:
        assert len(circle.edges) == back[circle.call.caller, circle.call.callee]
        assert circle.edges[0] is circle.call
        assert circle.path == (*(edge.caller for edge in circle.edges), circle.call.caller)
        assert all(int(edge.callee[1:]) in calls[int(edge.caller[1:])] for edge in circle.edges)
        assert [edge.callee for edge in circle.edges] == [*circle.path[1:]]
        assert len(set(circle.path)) == len(circle.edges)


def test_the_circles_of_a_large_ring_share_their_calls() -> None:
    ring = found({node: {(node + 1) % 300} for node in range(300)})
    assert len(ring) == 300
    assert len({id(circle.around) for circle in ring}) == 1
