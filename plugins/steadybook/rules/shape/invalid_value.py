"""A value is not one of those allowed.

## What it does

Reports a word that is not in the field's list, with the nearest one and all that are allowed. A space is taken for
an underscore.

## Why is this bad?

Lists and reports group by these words: another spelling would make a group of its own.

## Example

```yaml
# path: catalog/services/search.yaml
service:
  name: search
  tier: critcal  # <-
  owner_team: payments
  oncall_rotation: payments-oncall
```

## Use instead

```yaml
# path: catalog/services/search.yaml
service:
  name: search
  tier: critical
  owner_team: payments
  oncall_rotation: payments-oncall
```

## How to fix or waive

Write one of the allowed words.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
