"""A waiver or ignore comment names a rule that does not exist.

## What it does

Reports the `rule` of a waiver and the rules in `# steadybook: ignore[…]` that Steadybook does not have, with the
nearest one that it has; and comments such as `# steadybook: ignore` that name no rule in brackets.

## Why is this bad?

The finding that was meant is not waived, and the waiver looks as if it were.

## Example

```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:
  rule: old-runbook  # <-
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## Use instead

```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:
  rule: stale-runbook
  paths: [runbooks/checkout-errors.yaml]
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## How to fix or waive

Write the rule's id as the finding shows it. `steadybook explain` lists all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.waiver.model import Waiver
from steadybook.model.context import Context
from steadybook.model.discovery import rules
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import closest, shown


def check(document: Document[Waiver], _context: Context) -> Iterator[Violation]:
    """Yields the rule of the waiver where there is none of that name."""
    name = document.model.rule
    if name in rules():
        return
    near = closest(name, tuple(rules()))
    help = f"Did you mean `{near}`?" if near else "`steadybook explain` lists all rules."
    fix = Fix(f"write `{near}`", (Change("set", ("rule",), near),), safe=False) if near else None
    yield Violation(("rule",), f"there is no rule {shown(name)}", help, fix=fix)


RULE = Rule(Severity.ERROR, models=(Waiver,), check=check)
