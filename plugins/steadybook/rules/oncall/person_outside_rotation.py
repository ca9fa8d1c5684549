"""Somebody is on call who is not in the rotation.

## What it does

The `primary` and `secondary` of a shift must be `members` of its rotation.

## Why is this bad?

Either a name is misspelt, and the person's weeks on call are counted for nobody; or somebody takes shifts without being
prepared for them.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-9  # <-
  secondary: pay-2
  pages: 3
  handoff:
    known_risks: [The certificate of the payment gateway ends on 1 December]
```

## Use instead

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
  secondary: pay-2
  pages: 3
  handoff:
    known_risks: [The certificate of the payment gateway ends on 1 December]
```

## How to fix or waive

Write the name as the rotation does, or add the person to its `members`. For somebody who has left since, waive it.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import closest, shown


def check(document: Document[OncallShift], context: Context) -> Iterator[Violation]:
    """Yields each person of the shift who is no member of its rotation."""
    shift = document.model
    rotation = context.corpus.get(OncallRotation, shift.rotation)
    if rotation is None:
        return
    members = Elsewhere(rotation, ("members",), "the members of the rotation")
    for field, person in (("primary", shift.primary), ("secondary", shift.secondary)):
        if person is not None and person not in rotation.model.members:
            near = closest(person, rotation.model.members)
            help = f"Did you mean `{near}`?" if near else f"Add the person to the members of `{rotation.id}`."
            message = f"{shown(person)} is no member of `{rotation.id}`"
            yield Violation((field,), message, help, related=(members,))


RULE = Rule(Severity.WARNING, models=(OncallShift,), check=check)
