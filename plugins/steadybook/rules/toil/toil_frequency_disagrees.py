"""The frequency of a toil item does not fit its occurrences.

## What it does

Compares `frequency` with `occurrences_per_month`: daily is 20 or more, weekly 3 to 19, monthly 1 or 2; per-incident
is anything.

## Why is this bad?

One of the two is wrong, and hours, priority and toil share are computed from the count.

## Example

```yaml
# path: catalog/toil/refunds.yaml
toil_item:
  name: Refunds by hand
  category: data
  frequency: daily  # <-
  time_per_occurrence_min: 30
  occurrences_per_month: 8
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
  team: payments
```

## How to fix or waive

Write the word that fits the count, or mend the count.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.toil_item.model import ToilItem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.numbers import plain
from steadybook.sre.toil import FREQUENCIES, frequency_agrees, frequency_of


def check(document: Document[ToilItem], _context: Context) -> Iterator[Violation]:
    """Yields a word that does not fit the count."""
    item = document.model
    times = item.occurrences_per_month
    if frequency_agrees(item.frequency, times):
        return
    meaning = next(known.text for known in FREQUENCIES if known.word == item.frequency)
    fitting = frequency_of(times)
    yield Violation(
        ("frequency",),
        f"`{item.frequency}` means {meaning}, not {plain(times)}",
        f"Write `{fitting or 'per-incident'}`, or mend `occurrences_per_month`.",
        related=(Elsewhere(document, ("occurrences_per_month",), "the occurrences"),),
    )


RULE = Rule(Severity.ERROR, models=(ToilItem,), check=check)
