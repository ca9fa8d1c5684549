"""The file holds no document.

## What it does

Reports a file in a document folder that is empty or has comments only.

## Why is this bad?

It looks like a document in the folder, but nothing of it is checked or shown.

## Example

```yaml
# path: catalog/teams/search.yaml
# to be written  # <-
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Write the document (`steadybook new` makes a first draft), or delete the file.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
