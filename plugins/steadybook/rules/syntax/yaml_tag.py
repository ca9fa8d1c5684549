"""A value carries a YAML tag.

## What it does

Reports tags such as `!upper` or `!!python/object`.

## Why is this bad?

What a value is, its field says. Tags ask the reader to build other things, which has been a way to run code in
other people's programs.

## Example

```yaml
# path: catalog/teams/search.yaml
team:
  name: !!str search  # <-
  contact: "#search"
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Delete the tag; quote the value where it has to be text.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
