"""Two services disagree on how critical the dependency between them is.

## What it does

Compares the `criticality` that a service writes in its `downstream` list with the one on the caller's `upstream` list,
where a plain id stands for `hard`. A plain id in a `downstream` list leaves the question to the caller and agrees with
everything.

## Why is this bad?

What dependencies allow as a target is computed from the hard ones. The one who is called believes that callers survive
an outage, or keeps a promise that nobody needs.

## Example

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  dependencies:
    downstream:
      - {service: checkout, criticality: soft}  # <-
```
```yaml
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: standard
  owner_team: payments
  dependencies:
    upstream: [cart]
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
    upstream:
      - {service: cart, criticality: soft}
```

## How to fix or waive

Write in the `upstream` list of the caller what is true, and a plain id in the `downstream` list.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Service], context: Context) -> Iterator[Violation]:
    """Yields each caller that is listed with another criticality than it writes itself."""
    for index, caller in enumerate(document.model.dependencies.downstream):
        if "criticality" not in caller.model_fields_set:
            continue
        other = context.corpus.get(Service, caller.service)
        if other is None:
            continue
        for place, call in enumerate(other.model.dependencies.upstream):
            if call.service == document.id and call.criticality != caller.criticality:
                message = (
                    f"`{other.id}` is listed as a {caller.criticality} caller, "
                    f"but writes that it depends on `{document.id}` {call.criticality}"
                )
                route = ("dependencies", "downstream", index, "criticality")
                said = Elsewhere(other, ("dependencies", "upstream", place), f"here it is {call.criticality}")
                help = "The caller knows: write a plain id here, or mend the caller's document."
                yield Violation(route, message, help, related=(said,))


RULE = Rule(Severity.WARNING, models=(Service,), check=check)
