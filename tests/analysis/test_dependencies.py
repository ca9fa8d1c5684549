"""Strongly connected components, against their definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from steadybook.analysis.dependencies import components

NODES = "abcdefg"
GRAPHS = st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES), unique=True).map(tuple))


def reachable(graph: dict[str, tuple[str, ...]], start: str) -> set[str]:
    found: set[str] = set()
    pending = list(graph.get(start, ()))
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            pending.extend(graph.get(node, ()))
    return found


@given(GRAPHS)
def test_components_are_the_nodes_that_reach_each_other(graph: dict[str, tuple[str, ...]]) -> None:
    far = {node: reachable(graph, node) for node in NODES}
    together = {frozenset(b for b in NODES if b == a or (b in far[a] and a in far[b])) for a in NODES}
    assert set(components(graph)) == {group for group in together if len(group) > 1}


def test_a_long_chain_needs_no_recursion() -> None:
    length = 20_000
    graph = {f"{n:05}": (f"{(n + 1) % length:05}",) for n in range(length)}
    [circle] = components(graph)
    assert len(circle) == length
    del graph[max(graph)]
    assert list(components(graph)) == []
