"""A log cannot be read, or not to its end.

## What it does

Reports a file that vanishes or fails while it is read, and gzip data that is damaged or ends too early, at the line
that was reached. What came before has been checked.

## Why is this bad?

A check that silently passes over half a file says that all is well.

## Example

No example is shown here: it takes a damaged file.

## Use instead

A log that can be read to its end.

## How to fix or waive

Repeat the download, or check the rotated file instead of the one that is being rotated. A packed file that is still
being written has no end yet. A rule that does not suit is changed in the configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
