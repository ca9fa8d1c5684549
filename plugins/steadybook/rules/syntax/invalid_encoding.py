r"""The file is not UTF-8.

## What it does

Reports the first byte that is not UTF-8 text, and files that a byte-order mark names as UTF-16 or UTF-32. A UTF-8
byte-order mark is accepted.

## Why is this bad?

Other programs would show other characters, or none.

## Example

```yaml-escaped
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  description: caf\xe9  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  description: café
```

## How to fix or waive

Save the file as UTF-8. It cannot be waived: what cannot be read cannot be checked.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
