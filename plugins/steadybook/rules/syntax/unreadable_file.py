"""The file cannot be read.

## What it does

Reports a file in one of the configured folders that the operating system does not let us read: without permission,
vanished meanwhile, a link to nowhere, a pipe or a folder with the name of a file.

## Why is this bad?

The document takes part in no check and has no page, and nobody would notice.

## Example

```console
$ ls -l runbooks/checkout-errors.yaml
lrwxrwxrwx 1 sre sre 27 Oct  1 09:12 runbooks/checkout-errors.yaml -> ../old/checkout-errors.yaml
$ ls ../old
ls: cannot access '../old': No such file or directory
```

## Use instead

```console
$ git restore runbooks/checkout-errors.yaml
```

## How to fix or waive

Make it a regular file that can be read, or delete it. It cannot be waived: what cannot be read cannot be checked.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
