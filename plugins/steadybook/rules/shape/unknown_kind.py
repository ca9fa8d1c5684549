"""The root key is not a kind of document.

## What it does

Reports a file whose first key names no kind, with the nearest kind that there is.

## Why is this bad?

The root key decides what a document is; the folder does not. A file of no kind is neither checked nor shown.

## Example

```yaml
# path: catalog/teams/search.yaml
taem:  # <-
  name: search
  contact: "#search"
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Write the kind's name, for example `service`, `slo`, `runbook` or `incident`; `steadybook new --list` shows them
all.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
