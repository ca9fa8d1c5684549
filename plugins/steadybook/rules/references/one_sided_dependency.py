"""Only one of two services declares the dependency between them.

## What it does

Every service of a `downstream` list must name this one as `upstream`: who is called knows less than who calls. A
`downstream` list may be left out; where the other service writes one, each of its callers must stand in it.

## Why is this bad?

One of the two documents is out of date. The graph of dependencies, and what is computed from it, would depend on which
one is asked.

## Example

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  dependencies:
    downstream: [checkout]  # <-
```
```yaml
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: standard
  owner_team: payments
  dependencies:
    upstream: [mailer]  # <-
```
```yaml
# path: catalog/services/mailer.yaml
service:
  name: mailer
  tier: standard
  owner_team: payments
  dependencies:
    downstream: []
```

## Use instead

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  dependencies:
    downstream: [checkout]
```
```yaml
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: standard
  owner_team: payments
  dependencies:
    upstream: [cart, mailer]
```
```yaml
# path: catalog/services/mailer.yaml
service:
  name: mailer
  tier: standard
  owner_team: payments
```

## How to fix or waive

Add the entry on the other side, or delete this one. Leaving `downstream` out altogether is always right: the site
derives it.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule

OPPOSITE = {"upstream": "downstream", "downstream": "upstream"}


def check(document: Document[Service], context: Context) -> Iterator[Violation]:
    """Yields each edge of this service that the other service does not confirm."""
    for reference in document.facts.references:
        match reference.route:
            case ("dependencies", ("upstream" | "downstream") as side, *_):
                other = context.corpus.get(Service, reference.id)
            case _:
                continue
        if other is None or other.id == document.id or not _is_denied(other, side, document.id):
            continue
        opposite = OPPOSITE[side]
        if side == "upstream":
            message = f"`{other.id}` lists its callers, but `{document.id}` is not among them"
            help = f"Add `{document.id}` to `dependencies.downstream` in {other.path}, or leave that list out."
        else:
            message = f"`{other.id}` does not list `{document.id}` among the services that it calls"
            help = f"Add `{document.id}` to `dependencies.upstream` in {other.path}, or delete the entry here."
        related = Elsewhere(other, ("dependencies", opposite), f"`{document.id}` is not named here")
        yield Violation(reference.route, message, help, "value", related=(related,))


def _is_denied(other: Document[Service], side: str, id: str) -> bool:
    """Whether the other service lacks the opposite edge although it ought to write it."""
    opposite = OPPOSITE[side]
    if any(r.id == id and r.route[:2] == ("dependencies", opposite) for r in other.facts.references):
        return False
    return side == "downstream" or "downstream" in other.model.dependencies.model_fields_set


RULE = Rule(Severity.WARNING, models=(Service,), check=check)
