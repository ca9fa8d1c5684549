"""An ignore comment has no reason.

## What it does

Reports a comment `# steadybook: ignore[rule]` after whose bracket nothing is written. Without a reason it ignores
nothing.

## Why is this bad?

Whoever reads the comment next year must be able to tell whether it is still right.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  # steadybook: ignore[placeholder-text]  # <-
  lead: TBD
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  # steadybook: ignore[placeholder-text] the lead is chosen in December
  lead: TBD
```

## How to fix or waive

Write the reason after the bracket.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.WARNING)
