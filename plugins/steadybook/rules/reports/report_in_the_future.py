"""A monthly report is about a month that has not begun.

## What it does

Compares `period` with the present month. The report of a month that is not over yet is a draft, and allowed.

## Why is this bad?

There is nothing to report yet, and its figures would all be zero.

## Example

```yaml
# path: postmortems/reports/2027-10.yaml
monthly_report:
  period: 2027-10  # <-
  highlights: [No incident]
```

## Use instead

```yaml
# path: postmortems/reports/2026-10.yaml
monthly_report:
  period: 2026-10
  highlights: [No incident]
```

## How to fix or waive

Mend the year or the month, or wait.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.monthly_report.model import MonthlyReport
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[MonthlyReport], context: Context) -> Iterator[Violation]:
    """Yields a period after the present month."""
    period, present = document.model.period, f"{context.today:%Y-%m}"
    if period > present:  # both are YYYY-MM, and years have four digits: texts sort as months do
        message = f"{period} has not begun: this is {present}"
        yield Violation(("period",), message, "Mend the year or the month.")


RULE = Rule(Severity.ERROR, models=(MonthlyReport,), check=check)
