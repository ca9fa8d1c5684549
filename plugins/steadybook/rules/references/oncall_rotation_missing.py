"""A critical or important service has no on-call rotation.

## What it does

A service of tier critical or important needs `oncall_rotation`: the id of the rotation that is paged for it.

## Why is this bad?

When the service fails at night, the page reaches nobody.

## Example

```yaml
# path: catalog/services/cart.yaml
service:  # <-
  name: cart
  tier: important
  owner_team: payments
```

## Use instead

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: important
  owner_team: payments
  oncall_rotation: payments-oncall
```

## How to fix or waive

Name the rotation of the owning team, or lower the tier where nobody needs to be woken.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

TIERS = frozenset({"critical", "important"})
"""Source: the platform's service catalogue, which asks these two tiers for a rotation."""


def check(document: Document[Service], _context: Context) -> Iterator[Violation]:
    """Yields the service where it needs a rotation and has none."""
    service = document.model
    if service.tier in TIERS and service.oncall_rotation is None:
        article = "an" if service.tier == "important" else "a"
        message = f"`{document.id}` is {article} {service.tier} service without `oncall_rotation`"
        yield Violation((), message, "Add `oncall_rotation:` with the id of the rotation that is paged.", "missing")


RULE = Rule(Severity.ERROR, models=(Service,), check=check)
