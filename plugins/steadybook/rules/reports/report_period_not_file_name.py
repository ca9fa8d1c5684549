"""A monthly report is not named after its period.

## What it does

Compares `period` with the file's name: the report of October 2026 is the file `2026-10.yaml`.

## Why is this bad?

The figures are computed for the period. Whoever opens the file by its name reads those of another month.

## Example

```yaml
# path: postmortems/reports/2026-10.yaml
monthly_report:
  period: 2026-09  # <-
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

Rename the file, or mend the period.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.monthly_report.model import MonthlyReport
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[MonthlyReport], _context: Context) -> Iterator[Violation]:
    """Yields a period that is not the file's name."""
    period = document.model.period
    if document.id != period:
        message = f"the report of {period} is in a file named `{document.id}`"
        yield Violation(("period",), message, f"Rename the file to `{period}.yaml`, or mend the period.")


RULE = Rule(Severity.ERROR, models=(MonthlyReport,), check=check)
