r"""A line is indented with a tab.

## What it does

Reports the first tab in a line's indentation.

## Why is this bad?

YAML forbids tabs there, because editors disagree about their width: what looks aligned is not.

## Example

```yaml-escaped
# path: catalog/teams/search.yaml
team:
  name: search
\tcontact: "#search"  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Indent with spaces; most editors can be told to. It cannot be waived: what cannot be read cannot be checked.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
