"""A key is a list or a mapping.

## What it does

Reports a key written as `? [a, b]` or `{a: b}: c`.

## Why is this bad?

Every key in a document is a name. Braces at the start of a line are nearly always template text that was not filled
in.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  annotations:
    {cost: centre}: "4711"  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  annotations:
    cost-centre: "4711"
```

## How to fix or waive

Write a plain key, or quote the text.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
