"""A name inside the document is not the file's name.

## What it does

The `name` of a service, SLI, team or rotation must equal the file's name without its ending. The `name` of a chaos
experiment or toil item is a title for people and may differ, unless it is written like an id (`router-loss`).

## Why is this bad?

References use the file's name. Whoever reads the other name in the document writes references that lead nowhere.

## Example

```yaml
# path: catalog/services/cart.yaml
service:
  name: shopping-cart  # <-
  tier: standard
  owner_team: payments
```

## Use instead

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
```

## How to fix or waive

Rename the file, or write its name. `steadybook fix --unsafe` does the latter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown

TITLED = frozenset({"experiment", "toil_item"})
"""Kinds whose `name` is a title for people."""
LOOKS_LIKE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
"""A title that nobody would write for people."""


def check(document: Document[Any], _context: Context) -> Iterator[Violation]:
    """Yields the name where it differs from the file's."""
    kind = document.kind
    if kind is None or not (kind.named_by or kind.name in TITLED):
        return
    field = kind.named_by or "name"
    name = getattr(document.model, field)
    if name == document.id or not (kind.named_by or LOOKS_LIKE_ID.fullmatch(name)):
        return
    message = f"the name is {shown(name)}, but the file's is `{document.id}`"
    help = f"Write `{field}: {document.id}`, or rename the file."
    fix = Fix(f"write `{document.id}`", (Change("set", (field,), document.id),), safe=False)
    yield Violation((field,), message, help, fix=fix)


RULE = Rule(Severity.ERROR, every_kind=True, check=check)
