"""A person stands in a rotation twice.

## What it does

Reports a member whose name stands in the list already.

## Why is this bad?

The person is on call twice as often as everybody else, and the rotation looks larger than it is.

## Example

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3, s-4, s-5, s-2]  # <-
  layers: [primary, secondary]
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

Delete the second entry, or write the name that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown


def check(document: Document[OncallRotation], _context: Context) -> Iterator[Violation]:
    """Yields each member that is listed already."""
    seen: set[str] = set()
    for index, member in enumerate(document.model.members):
        if member in seen:
            yield Violation(("members", index), f"{shown(member)} is listed twice", "Delete one of the two entries.")
        seen.add(member)


RULE = Rule(Severity.ERROR, models=(OncallRotation,), check=check)
