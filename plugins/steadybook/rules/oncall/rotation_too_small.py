"""A rotation has fewer than five members.

## What it does

Counts the members of a rotation. Five people are one week on call and four weeks off.

## Why is this bad?

In a small rotation the same people are woken again and again, and a holiday or an illness breaks it. Tired people make
incidents longer.

## Example

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3]  # <-
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

Add members, or share the rotation with a neighbouring team. The size of a team is not repaired in this file: waive the
finding with the day on which it is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.oncall import MIN_ROTATION


def check(document: Document[OncallRotation], _context: Context) -> Iterator[Violation]:
    """Yields the members where they are too few."""
    count = len(set(document.model.members))
    if count < MIN_ROTATION:
        message = f"this rotation has {count} {'member' if count == 1 else 'members'}; it needs at least {MIN_ROTATION}"
        help = f"Add {MIN_ROTATION - count}, or share the rotation with another team."
        yield Violation(("members",), message, help)


RULE = Rule(Severity.WARNING, models=(OncallRotation,), check=check)
