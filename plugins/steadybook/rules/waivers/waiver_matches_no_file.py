"""A waiver's path matches no file.

## What it does

Reports each entry of `paths` that is no document's path and, as a glob, matches none. `*` stays within a folder, `**`
goes across folders, and a folder's name stands for all in it. Paths count from the repository's root.

## Why is this bad?

The file was renamed or the path misspelt. What was meant to be waived is not.

## Example

```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:
  rule: stale-runbook
  paths:
    - runbooks/checkout-*.yaml
    - runbooks/checkout-error.yaml  # <-
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## Use instead

```yaml
# path: catalog/waivers/checkout-runbook.yaml
waiver:
  rule: stale-runbook
  paths:
    - runbooks/checkout-*.yaml
  reason: The payment provider changes in December; the runbook is written anew then.
  owner: payments
  expires: 2026-12-31
```

## How to fix or waive

Mend the path, or delete it; the waiver too when no path is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.waiver.model import Waiver
from steadybook.model.configuration import matches
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import closest, shown


def check(document: Document[Waiver], context: Context) -> Iterator[Violation]:
    """Yields each path that leads to no document."""
    paths = [other.path for other in context.corpus.documents]
    for index, glob in enumerate(document.model.paths):
        if any(matches(path, glob) for path in paths):
            continue
        near = closest(glob, paths)
        help = f"Did you mean `{near}`?" if near else "Write a path or glob from the repository's root."
        yield Violation(("paths", index), f"{shown(glob)} matches no document", help)


RULE = Rule(Severity.WARNING, models=(Waiver,), check=check)
