"""An anchor, alias or merge key is used.

## What it does

Reports `&anchor` and `*alias` in documents. Prometheus rule files may have them: they are Prometheus's own dialect.

## Why is this bad?

A reviewer of a change sees one line and not the values that it stands for elsewhere; and a few lines of nested
aliases can stand for billions of values.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: &name search
  contact: "#search"
  description: *name  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  description: search
```

## How to fix or waive

Write the value out at each place.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
