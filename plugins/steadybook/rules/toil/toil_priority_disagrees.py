"""The priority score of a toil item does not follow from value and difficulty.

## What it does

Computes `automation_value` over the weight of `automation_difficulty` (low 1, medium 2, high 3) and compares it
with `priority_score` to the precision that is written.

## Why is this bad?

Items are sorted by it: a score that nobody computed puts the wrong one first.

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
  automation_value: 3
  priority_score: 3  # <-
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
  priority_score: 1.5
  team: payments
```

## How to fix or waive

`steadybook fix` writes the computed number. Or leave `priority_score` out: it is computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.toil_item.model import ToilItem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.error_budget import agrees_as_written
from steadybook.sre.numbers import plain, rounded
from steadybook.sre.toil import Difficulty, priority_score


def check(document: Document[ToilItem], _context: Context) -> Iterator[Violation]:
    """Yields a written score that is not the computed one."""
    item = document.model
    written = item.priority_score
    if written is None or item.automation_value is None or item.automation_difficulty is None:
        return
    score = priority_score(item.automation_value, Difficulty(item.automation_difficulty))
    if agrees_as_written(written, score):
        return
    computed = rounded(score)
    yield Violation(
        ("priority_score",),
        f"a value of {plain(item.automation_value)} hours at {item.automation_difficulty} difficulty "
        f"scores {computed}, not {plain(written)}",
        f"Write `{computed}`, or leave `priority_score` out: it is computed.",
        related=(
            Elsewhere(document, ("automation_value",), "the value"),
            Elsewhere(document, ("automation_difficulty",), "the difficulty"),
        ),
        fix=Fix(f"write {computed}", (Change("set", ("priority_score",), computed),)),
    )


RULE = Rule(Severity.ERROR, models=(ToilItem,), check=check)
