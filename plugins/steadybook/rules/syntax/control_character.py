r"""The file holds a control character.

## What it does

Reports characters such as NUL or escape, which YAML does not allow in a text.

## Why is this bad?

They hide in editors, cut texts short in other programs and can send commands to a terminal.

## Example

```yaml-escaped
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#sea\x00rch"  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Delete the character. It cannot be waived: what cannot be read cannot be checked.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
