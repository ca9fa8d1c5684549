"""The file is a link that leads out of the repository.

## What it does

Refuses a symbolic link in one of the configured folders whose target lies outside the repository.

## Why is this bad?

Documents come from pull requests. A link in one of them could put any file of the machine that builds the site on the
site. Besides, the file would differ from machine to machine.

## Example

```console
$ ln -s /etc/hostname catalog/teams/search.yaml
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Copy the file into the repository. It cannot be waived.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
