"""A shift has no secondary.

## What it does

Reports a shift that names no `secondary`, though the `layers` of its rotation have one. A rotation without that layer
has a finding of its own.

## Why is this bad?

The escalation calls the secondary, and nobody knows who that is. The page ends with a primary who is on a train.

## Example

```yaml
# path: catalog/oncall/payments-oncall-2026-10-05.yaml
oncall_shift:  # <-
  rotation: payments-oncall
  start: 2026-10-05T10:00:00+02:00
  end: 2026-10-12T10:00:00+02:00
  primary: pay-1
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

Write who stood behind the primary. Where nobody did, waive the past and name somebody for the shifts to come.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

SECONDARY = "secondary"


def check(document: Document[OncallShift], context: Context) -> Iterator[Violation]:
    """Yields the shift without a secondary."""
    if document.model.secondary is not None:
        return
    rotation = context.corpus.get(OncallRotation, document.model.rotation)
    if rotation is None or SECONDARY not in (layer.lower() for layer in rotation.model.layers):
        return
    message = f"nobody is named who stands behind {document.model.primary}"
    yield Violation((), message, f"Add `secondary:` with another member of {rotation.id}.", "missing")


RULE = Rule(Severity.WARNING, models=(OncallShift,), check=check)
