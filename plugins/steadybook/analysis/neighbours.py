"""Who stands next to a service in the graph of calls: one and two hops away, in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from steadybook.analysis.dependencies import written_edges
from steadybook.kinds.service.model import Dependency, Service
from steadybook.model.context import Context


@dataclass(frozen=True, slots=True)
class Call:
    """A call between two services; `hard`: the caller fails when the callee does."""

    caller: str
    callee: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The services around one, each in the nearest column only, and the calls between neighbouring columns."""

    callers_of_callers: tuple[str, ...]
    callers: tuple[str, ...]
    service: str
    callees: tuple[str, ...]
    callees_of_callees: tuple[str, ...]
    calls: tuple[Call, ...]

    @property
    def is_alone(self) -> bool:
        """Nobody calls it, and it calls nobody."""
        return not (self.callers or self.callees)


@dataclass(frozen=True, slots=True)
class CallGraph:
    """All calls: whom a service calls, who calls it, and which calls it cannot do without."""

    callees: Mapping[str, tuple[str, ...]]
    callers: Mapping[str, tuple[str, ...]]
    hard: Mapping[tuple[str, str], bool]


def neighbours_of(context: Context, service: str) -> Neighbourhood:
    """The neighbourhood of a service. A service that calls itself is left out: another rule speaks of it."""
    graph = context.memo(call_graph)
    callers, callees = graph.callers.get(service, ()), graph.callees.get(service, ())
    before = _beyond(callers, graph.callers, {service, *callers, *callees})
    after = _beyond(callees, graph.callees, {service, *callers, *callees})
    pairs = [
        *((far, near) for near in callers for far in graph.callers.get(near, ()) if far in before),
        *((caller, service) for caller in callers),
        *((service, callee) for callee in callees),
        *((near, far) for near in callees for far in graph.callees.get(near, ()) if far in after),
    ]
    calls = tuple(Call(caller, callee, graph.hard[caller, callee]) for caller, callee in pairs)
    return Neighbourhood(before, callers, service, callees, after, calls)


def _beyond(nearest: Iterable[str], graph: Mapping[str, tuple[str, ...]], known: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(far for near in nearest for far in graph.get(near, ()) if far not in known))


def call_graph(context: Context) -> CallGraph:
    """The graph of all calls; a service that calls itself is left out."""
    hard: dict[tuple[str, str], bool] = {}
    by_caller: set[tuple[str, str]] = set()
    for edge in written_edges(context):
        key = (edge.caller, edge.callee)
        says_caller = edge.document.id == edge.caller
        # The caller knows best whether it can do without; what the callee says counts where the caller is silent.
        if edge.caller == edge.callee or key in by_caller or (key in hard and not says_caller):
            continue
        if says_caller:
            by_caller.add(key)
        hard[key] = _is_hard(context, edge.document.id, edge.route[1:3])
    callees: defaultdict[str, list[str]] = defaultdict(list)
    callers: defaultdict[str, list[str]] = defaultdict(list)
    for caller, callee in hard:
        callees[caller].append(callee)
        callers[callee].append(caller)
    return CallGraph(
        {node: tuple(targets) for node, targets in callees.items()},
        {node: tuple(sorted(sources)) for node, sources in callers.items()},
        hard,
    )


def _is_hard(context: Context, service: str, place: tuple[str | int, ...]) -> bool:
    document = context.corpus.get(Service, service)
    match place:
        case (("upstream" | "downstream") as side, int(index)) if document is not None:
            edges: tuple[Dependency, ...] = getattr(document.model.dependencies, side)
            return edges[index].is_hard if index < len(edges) else True
    return True
