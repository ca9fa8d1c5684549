"""A key is not known at this place.

## What it does

Reports a key that the kind does not have there, with the nearest known one and the list of those that are known.

## Why is this bad?

A misspelt key is a value that silently does not count: a runbook without its impact, an SLO without its review.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  memberz: 4  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  members: 4
```

## How to fix or waive

`steadybook fix --unsafe` writes the suggested key. What an organisation adds of its own goes under `annotations:`,
text to text.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
