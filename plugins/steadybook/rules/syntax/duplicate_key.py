"""A key is written twice in one mapping.

## What it does

Reports the second place of a key that its mapping already has, and names the first.

## Why is this bad?

YAML libraries silently keep one of the two, and not all keep the same one: the file then says something else than
its author reads.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  contact: "#search-oncall"  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Keep one of the two. It cannot be waived: what cannot be read cannot be checked.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
