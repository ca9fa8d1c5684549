"""The graph of calls between services: who depends on whom, and where that goes round in a circle."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.corpus import AnyDocument
from steadybook.source.spans import Route

Graph = Mapping[str, tuple[str, ...]]
"""For each node those that it points to."""


class Edge(NamedTuple):
    """A service that calls another one, and the place where a document says so."""

    caller: str
    callee: str
    document: AnyDocument
    route: Route


class Circle(NamedTuple):
    """Calls that lead back to their beginning; each edge's callee is the next one's caller.

    All circles that lead round the same way share `around`: a large ring has as many of them as it has services.
    """

    around: tuple[Edge, ...]
    start: int
    """The index of the call that the circle begins with."""

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The calls in their order."""
        return self.around[self.start :] + self.around[: self.start]

    @property
    def call(self) -> Edge:
        """The call that it begins with."""
        return self.around[self.start]

    @property
    def path(self) -> tuple[str, ...]:
        """The services in the order of the calls; the first one stands at the end again."""
        return (*(edge.caller for edge in self.edges), self.call.caller)


def written_edges(context: Context) -> Iterator[Edge]:
    """Every edge that a service writes, as `upstream` (it calls) or `downstream` (it is called)."""
    for document, reference in context.corpus.edges(Service):
        match reference.route:
            case ("dependencies", "upstream", *_):
                yield Edge(document.id, reference.id, document, reference.route)
            case ("dependencies", "downstream", *_):
                yield Edge(reference.id, document.id, document, reference.route)


def circles(context: Context) -> tuple[Circle, ...]:
    """For each call that is part of a circle, the shortest circle that begins with it.

    A call stands where its caller writes it, or else where its callee does. A service that calls itself is left out.
    """
    edges: dict[tuple[str, str], Edge] = {}
    for edge in written_edges(context):
        key = (edge.caller, edge.callee)
        if edge.caller != edge.callee and (key not in edges or edge.document.id == edge.caller):
            edges[key] = edge
    graph: defaultdict[str, list[str]] = defaultdict(list)
    for caller, callee in edges:
        graph[caller].append(callee)
    found = []
    for component in components({node: tuple(sorted(targets)) for node, targets in graph.items()}):
        inside = {node: tuple(t for t in sorted(graph[node]) if t in component) for node in component}
        callers: defaultdict[str, list[str]] = defaultdict(list)
        for node, targets in inside.items():
            for target in targets:
                callers[target].append(node)
        # Whoever reaches a service with one caller and one callee goes on: both calls are part of the same circles.
        through = {node for node in component if len(inside[node]) == len(callers[node]) == 1}
        for callee in sorted(component - through) or [min(component)]:
            for path in _shortest_paths(inside, callee, frozenset(callers[callee])):
                around = tuple(edges[pair] for pair in pairwise((path[-1], *path)))
                found.append(Circle(around, 0))
                for start in range(len(around) - 1, 0, -1):
                    if around[start].callee not in through:
                        break
                    found.append(Circle(around, start))
    return tuple(
        sorted(found, key=lambda circle: (circle.around[circle.start].caller, circle.around[circle.start].callee))
    )


def components(graph: Graph) -> Iterator[frozenset[str]]:
    """The strongly connected components of more than one node (Tarjan's algorithm, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    trail: list[str] = []
    on_trail: set[str] = set()
    for start in sorted(graph):
        if start in order:
            continue
        work = [(start, iter(graph.get(start, ())))]
        order[start] = low[start] = len(order)
        trail.append(start)
        on_trail.add(start)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in order:
                    order[target] = low[target] = len(order)
                    trail.append(target)
                    on_trail.add(target)
                    work.append((target, iter(graph.get(target, ()))))
                    break
                if target in on_trail:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    members = [trail.pop()]
                    while members[-1] != node:
                        members.append(trail.pop())
                    component = frozenset(members)
                    on_trail -= component
                    if len(component) > 1:
                        yield component


def _shortest_paths(graph: Graph, start: str, ends: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """A shortest path from `start` to each of the ends that can be reached."""
    before: dict[str, str] = {}
    pending = deque([start])
    missing = set(ends)
    while pending and missing:
        node = pending.popleft()
        for target in graph[node]:
            if target == start or target in before:
                continue
            before[target] = node
            pending.append(target)
            if target in missing:
                missing.discard(target)
                path = [target]
                while path[-1] != start:
                    path.append(before[path[-1]])
                yield tuple(reversed(path))
