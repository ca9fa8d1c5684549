"""An escalation step comes before the one above it.

## What it does

Minutes count from the page, so each step's `after_minutes` must be at least that of the step before. Two people may be
called at the same minute.

## Why is this bad?

Read as a list, it says that the director is called after the lead; read by its numbers, before.

## Example

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
    - after_minutes: 15
      contact: secondary
    - after_minutes: 5  # <-
      contact: payments-lead
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
    - after_minutes: 15
      contact: payments-lead
```

## How to fix or waive

Sort the steps, or count the minutes from the page on instead of from the step before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.numbers import plain


def check(document: Document[OncallRotation], _context: Context) -> Iterator[Violation]:
    """Yields each step that is due before the one above it."""
    steps = document.model.escalation
    for index, (earlier, later) in enumerate(pairwise(steps), 1):
        if later.after_minutes < earlier.after_minutes:
            message = (
                f"step {index + 1} is due after {plain(later.after_minutes)} min, "
                f"step {index} after {plain(earlier.after_minutes)}"
            )
            help = "Sort the steps: minutes count from the page, not from the step before."
            yield Violation(("escalation", index, "after_minutes"), message, help)


RULE = Rule(Severity.ERROR, models=(OncallRotation,), check=check)
