"""A line of a log is too long to be a record.

## What it does

Reports lines over 1,048,576 bytes and skips them: nothing in them is checked.

## Why is this bad?

Log stores refuse or cut such lines, and one of them costs as much to keep as thousands of others.

## Example

No example is shown here, for its length: a whole response that is logged as a field is the usual case.

## Use instead

Lines of a few hundred bytes, with the id under which the large value is kept elsewhere.

## How to fix or waive

Log the size and a reference of a large value instead of the value. A rule that does not suit is changed in the
configuration, for all logs or by path.
"""

from __future__ import annotations

from steadybook.model.finding import Severity
from steadybook.model.rule import Rule

RULE = Rule(Severity.ERROR)
