"""The top of the file is not a mapping.

## What it does

Reports a file whose top level is a list or a single value.

## Why is this bad?

A document begins with one root key, which names its kind; without it nobody can tell what the rest means.

## Example

```yaml
# path: catalog/teams/search.yaml
- name: search  # <-
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

Put the content under its root key.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
