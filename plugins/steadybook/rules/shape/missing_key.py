"""A required key is missing.

## What it does

Reports each key that the kind requires and the mapping lacks, on the line of that mapping's own key.

## Why is this bad?

Required keys are those without which the document cannot do its work: who owns it, whom to call, what is measured.

## Example

```yaml
# path: catalog/teams/search.yaml
team:  # <-
  name: search
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Add the key. `steadybook schema KIND` shows what a kind requires.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
