"""The file is too large to be a document.

## What it does

Refuses a file of more than 5 MB, or of more than 200,000 keys and values. Reading stops at that point, so that no file
can take all memory or time. `limits.bytes` and `limits.nodes` in the configuration change both numbers.

## Why is this bad?

A document is written and read by people. A file of this size is an export or a mistake, and would make every check and
every page slow.

## Example

An inventory of 60,000 hosts, pasted into one file:

```console
$ ls -sh catalog/services/hosts.yaml
6.2M catalog/services/hosts.yaml
```

## Use instead

Keep the inventory where it is kept up to date, and link to it:

```yaml
# path: catalog/services/hosts.yaml
service:
  name: hosts
  tier: standard
  owner_team: payments
  links:
    dashboard: https://inventory.example.com/hosts
```

## How to fix or waive

Split the file, or measurements by month. Where a file has to be as large, raise the limit
(in pyproject.toml, the table is `[tool.steadybook.limits]`):

```toml
[limits]
bytes = 20_000_000
```

It cannot be waived: what is not read cannot be checked.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
