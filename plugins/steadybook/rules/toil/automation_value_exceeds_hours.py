"""Automating a toil item is said to save more hours than it costs.

## What it does

Compares `automation_value` with the hours a month that minutes and occurrences give.

## Why is this bad?

Nothing saves more than all of it. The priority is too high, and the disappointment comes after the work is done.

## Example

```yaml
# path: catalog/toil/refunds.yaml
toil_item:
  name: Refunds by hand
  category: data
  frequency: weekly
  time_per_occurrence_min: 30
  occurrences_per_month: 8
  automation_difficulty: medium
  automation_value: 12  # <-
  team: payments
```

## Use instead

```yaml
# path: catalog/toil/refunds.yaml
toil_item:
  name: Refunds by hand
  category: data
  frequency: weekly
  time_per_occurrence_min: 30
  occurrences_per_month: 8
  automation_difficulty: medium
  automation_value: 3
  team: payments
```

## How to fix or waive

Write the hours that are really saved. Where automation also saves work elsewhere, write that work down as an item
of its own, or waive the rule and say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.toil_item.model import ToilItem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.numbers import plain, rounded
from steadybook.sre.toil import hours_per_month


def check(document: Document[ToilItem], _context: Context) -> Iterator[Violation]:
    """Yields a value above the hours."""
    item = document.model
    hours = hours_per_month(item.time_per_occurrence_min, item.occurrences_per_month)
    if item.automation_value is not None and item.automation_value > hours:
        yield Violation(
            ("automation_value",),
            f"automation saves {plain(item.automation_value)} hours a month of {rounded(hours)} that the work takes",
            f"Write at most {rounded(hours)}, or mend minutes and occurrences.",
        )


RULE = Rule(Severity.WARNING, models=(ToilItem,), check=check)
