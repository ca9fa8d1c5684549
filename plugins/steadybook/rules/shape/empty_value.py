"""A required value is empty.

## What it does

Reports a required key that has no value or an empty text. An optional key without a value counts as absent.

## Why is this bad?

The template was copied and not filled in: the document looks complete, and is not.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: ""  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Write the value.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
