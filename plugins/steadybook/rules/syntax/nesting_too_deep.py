"""Lists and mappings are nested too deeply.

## What it does

Refuses a file in which more than 100 lists and mappings stand inside each other, at the bracket or key that is one too
many.

## Why is this bad?

No document needs ten levels. A hundred are a mistake, or an attempt to make readers of the file fail.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
  members:
    - [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[  # <-
      ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
      ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
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

Flatten the structure: documents refer to each other by id instead of holding each other. It cannot be waived.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
