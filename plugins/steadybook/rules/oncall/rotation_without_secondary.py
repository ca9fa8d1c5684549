"""A rotation has no secondary.

## What it does

The `layers` of a rotation name who is on call at the same time: `primary`, and `secondary` behind them.

## Why is this bad?

One person may be on a train, asleep or busy with the first page. Without a second one the page ends there.

## Example

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3, s-4, s-5]
  layers: [primary]  # <-
  shift_length: 7d
  escalation:
    - after_minutes: 5
      contact: secondary
```

## Use instead

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3, s-4, s-5]
  layers: [primary, secondary]
  shift_length: 7d
  escalation:
    - after_minutes: 5
      contact: secondary
```

## How to fix or waive

Add the layer, and name a `secondary` in each shift.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

SECONDARY = "secondary"


def check(document: Document[OncallRotation], _context: Context) -> Iterator[Violation]:
    """Yields the layers where nobody stands behind the primary."""
    layers = [layer.lower() for layer in document.model.layers]
    if SECONDARY not in layers:
        message = f"the layers are {', '.join(document.model.layers)}: nobody is there when the primary cannot answer"
        yield Violation(("layers",), message, f"Add `{SECONDARY}` to the layers.")


RULE = Rule(Severity.WARNING, models=(OncallRotation,), check=check)
