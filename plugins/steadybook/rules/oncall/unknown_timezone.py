"""A rotation's time zone does not exist.

## What it does

The `timezone` of a rotation is a name of the IANA time zone database, such as `Europe/Berlin`. Reports any other text,
with the nearest name.

## Why is this bad?

Handoffs are written in local time, which changes twice a year in most places. Without the zone's rules nobody can tell
who is on call in the hours around it.

## Example

```yaml
# path: catalog/oncall/search-oncall.yaml
oncall_rotation:
  name: search-oncall
  team: payments
  timezone: Europe/Berln  # <-
  members: [s-1, s-2, s-3, s-4, s-5]
  layers: [primary, secondary]
  shift_length: 7d
  escalation:
    - after_minutes: 5
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

Write the name of a place's zone. Abbreviations such as CST mean several zones, and offsets know no summer time.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
