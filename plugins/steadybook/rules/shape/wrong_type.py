"""A value is of the wrong type.

## What it does

Reports a text where a number is meant, a list where a mapping is meant, and the like. Values are read as YAML 1.2
core does: only `true` and `false` are booleans, `012` and `1:30` are no numbers. A text field takes any scalar as
it is written.

## Why is this bad?

Readers that guess turn `1:30` into 90, `012` into 10 and `yes` into true. The file then means something else than
it says.

## Example

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3, s-4, s-5]
  layers: [primary, secondary]
  shift_length: 7d
  escalation:
    - after_minutes: five  # <-
      contact: secondary
```

## Use instead

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berlin
  members: [s-1, s-2, s-3, s-4, s-5]
  layers: [primary, secondary]
  shift_length: 7d
  escalation:
    - after_minutes: 5
      contact: secondary
```

## How to fix or waive

Write a value of the type that the message names.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
