"""The file is not valid YAML.

## What it does

Reports the first place at which the YAML parser cannot go on, in words rather than in the parser's own. What the parser
notices too late stands where it began: a quotation mark or bracket that is not closed, a `-` without its space, the
marks of a merge conflict.

## Why is this bad?

Nothing after that place is read, so the document takes part in no check, and its page shows the error in place of
its content.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: on-call: "#search"  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Quote a text that holds `: ` or ` #`, or that begins with one of `@ & * ! | > { [`; close every quote and bracket.
It cannot be waived: what cannot be read cannot be checked.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
