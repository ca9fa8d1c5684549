"""A service depends on itself.

## What it does

Reports a service that names itself as `upstream` or `downstream`.

## Why is this bad?

A call within the service is no dependency. In the graph it makes a circle of one, and in the bound that dependencies
set, the service would count twice.

## Example

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  dependencies:
    upstream:
      - cart  # <-
```

## Use instead

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  dependencies:
    upstream:
      - checkout
```

## How to fix or waive

Delete the entry. Where two parts of it fail apart from each other, describe them as two services.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Service], _context: Context) -> Iterator[Violation]:
    """Yields each dependency of the service on itself."""
    for reference in document.facts.references:
        if reference.route[0] == "dependencies" and reference.id == document.id:
            message = f"`{document.id}` depends on itself"
            yield Violation(reference.route, message, "Delete the entry, or name the service that is meant.", "value")


RULE = Rule(Severity.ERROR, models=(Service,), check=check)
