"""Services depend on each other in a circle.

## What it does

Reports each dependency that is part of a circle of calls, with the shortest way round. It stands where the caller
writes it as `upstream`, or, where the caller does not, at the `downstream` of the service that is called.

## Why is this bad?

In a circle each service needs the others to start, so that after an outage none of them comes back by itself; and an
overload goes round in it.

## Example

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  dependencies:
    upstream: [pricing]  # <-
```
```yaml
# path: catalog/services/pricing.yaml
service:
  name: pricing
  tier: standard
  owner_team: payments
  dependencies:
    upstream: [cart]  # <-
```

## Use instead

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  dependencies:
    upstream: [pricing]
```
```yaml
# path: catalog/services/pricing.yaml
service:
  name: pricing
  tier: standard
  owner_team: payments
```

## How to fix or waive

Turn one of the calls round, put a queue between the two, or move what both need to a third service. A circle that has
its reason is waived, with what breaks it in an outage as the `reason`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.dependencies import Edge, circles
from steadybook.model.context import Context
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule

LONGEST_PATH = 12
"""So many services of a circle are spelled out; of longer ones the first and the last."""


def check_corpus(context: Context) -> Iterator[Violation]:
    """Yields each dependency that is part of a circle; the first time with all places, then with the next one."""
    seen: set[frozenset[str]] = set()
    for circle in context.memo(circles):
        edges = circle.edges
        edge = edges[0]
        services = frozenset(each.caller for each in edges)
        shown = edges[1:2] if services in seen else edges[1 : LONGEST_PATH + 1]
        seen.add(services)
        message = f"`{edge.caller}` and `{edge.callee}` depend on each other in a circle: {_spelled(edges)}"
        related = tuple(Elsewhere(e.document, e.route, f"`{e.caller}` depends on `{e.callee}`", "value") for e in shown)
        help = "Break the circle: turn a call round, or move what both sides need to a third service."
        yield Violation(edge.route, message, help, "value", document=edge.document, related=related)


def _spelled(edges: tuple[Edge, ...]) -> str:
    names = [edge.caller for edge in edges[: LONGEST_PATH - 2]]
    if len(edges) >= LONGEST_PATH:
        names.append("…")
    names += [edge.caller for edge in edges[LONGEST_PATH - 2 :][-1:]]
    return " → ".join((*names, edges[0].caller))


RULE = Rule(Severity.WARNING, check_corpus=check_corpus)
