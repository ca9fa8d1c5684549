"""An ignore comment ignores nothing.

## What it does

Reports a comment `# steadybook: ignore[rule] reason` on a line, or above one, in which the rule finds nothing.

## Why is this bad?

The finding is gone, or has moved to another line. If it comes back there, nobody will notice.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  # steadybook: ignore[unknown-key] our people system needs it  # <-
  contact: "#search"
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

Delete the comment, or move it to the line of the finding.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.WARNING)
