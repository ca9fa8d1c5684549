"""How far the failure of a service reaches: everything that cannot do without it, directly or through others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass

from steadybook.analysis.neighbours import call_graph
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context


@dataclass(frozen=True, slots=True)
class Reach:
    """A service and those that fail with it."""

    service: str
    direct: tuple[str, ...]
    """Those that call it themselves and cannot do without it."""
    through_others: tuple[str, ...]
    """Those that fail because one of these fails."""
    critical: int
    """How many of both are of tier critical."""

    @property
    def size(self) -> int:
        """How many services fail with it."""
        return len(self.direct) + len(self.through_others)


def reaches(context: Context) -> tuple[Reach, ...]:
    """The services whose failure takes others down, the furthest reach first."""
    graph = context.memo(call_graph)
    callers: defaultdict[str, list[str]] = defaultdict(list)
    for (caller, callee), hard in graph.hard.items():
        if hard:
            callers[callee].append(caller)
    critical = frozenset(d.id for d in context.corpus.of(Service) if d.model.tier == "critical")
    found = [_reach(callers, service, critical) for service in callers]
    return tuple(sorted(found, key=lambda r: (-r.critical, -r.size, r.service)))


def _reach(callers: Mapping[str, list[str]], service: str, critical: frozenset[str]) -> Reach:
    direct = tuple(sorted(callers[service]))
    known = {service, *direct}
    pending = deque(direct)
    while pending:
        for caller in callers.get(pending.popleft(), ()):
            if caller not in known:
                known.add(caller)
                pending.append(caller)
    beyond = tuple(sorted(known - {service, *direct}))
    return Reach(service, direct, beyond, len(critical & (known - {service})))
