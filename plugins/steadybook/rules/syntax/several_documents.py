"""A file holds more than one document.

## What it does

Reports a second document after `---`. Prometheus rule files may hold several.

## Why is this bad?

A document's id is its file's name, so only the first one could be found, linked and checked.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
---  # <-
team:
  name: ads
  contact: "#ads"
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Move each document to a file of its own, named by its id.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
