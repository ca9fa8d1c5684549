"""A value is not an address.

## What it does

Reports addresses that do not begin with `http://` or `https://` and a host.

## Why is this bad?

The site makes a link of it: somebody on call presses it at night.

## Example

```yaml
# path: catalog/services/search.yaml
service:
  name: search
  tier: standard
  owner_team: payments
  links:
    dashboard: grafana/search  # <-
```

## Use instead

```yaml
# path: catalog/services/search.yaml
service:
  name: search
  tier: standard
  owner_team: payments
  links:
    dashboard: https://grafana.example.com/d/search
```

## How to fix or waive

Write the address in full.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
