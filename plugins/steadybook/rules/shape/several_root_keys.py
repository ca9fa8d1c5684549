"""A second key stands beside the root key.

## What it does

Reports every key at the top of a file besides the one that names its kind.

## Why is this bad?

A file holds one document. What stands beside it is most often a line that lost its indentation, and would silently
not count.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
members: 4  # <-
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

Indent the key below the root key, or move it to a file of its own.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
