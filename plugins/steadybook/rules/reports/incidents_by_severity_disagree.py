"""A report's incidents by severity do not add up to its total.

## What it does

Compares `incidents.total` with the sum over `incidents.by_severity`. Severities that are left out may hold any number:
then only a sum above the total is reported.

## Why is this bad?

One of the two is wrong, and readers take the one that suits them.

## Example

```yaml
# path: postmortems/reports/2026-10.yaml
monthly_report:
  period: 2026-10
  incidents:
    total: 4  # <-
    by_severity: {SEV1: 0, SEV2: 1, SEV3: 2, SEV4: 0}
```

## Use instead

```yaml
# path: postmortems/reports/2026-10.yaml
monthly_report:
  period: 2026-10
  incidents:
    total: 3
    by_severity: {SEV1: 0, SEV2: 1, SEV3: 2, SEV4: 0}
```

## How to fix or waive

Count the month's incidents again and mend whichever number is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.monthly_report.model import MonthlyReport
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.severity import SEVERITIES


def check(document: Document[MonthlyReport], _context: Context) -> Iterator[Violation]:
    """Yields a total that the severities do not make up."""
    figures = document.model.incidents
    if figures is None or figures.total is None or figures.by_severity is None:
        return
    counts: list[int | None] = [getattr(figures.by_severity, severity) for severity in SEVERITIES]
    known = [count for count in counts if count is not None]
    total = sum(known)
    if total == figures.total or (total < figures.total and len(known) < len(counts)):
        return
    fix = Fix(f"write {total}", (Change("set", ("incidents", "total"), str(total)),), safe=False)
    yield Violation(
        ("incidents", "total"),
        f"{figures.total} incidents in all, but {total} by severity",
        "Count again: the severities add up to the total.",
        related=(Elsewhere(document, ("incidents", "by_severity"), f"these add up to {total}"),),
        fix=fix,
    )


RULE = Rule(Severity.ERROR, models=(MonthlyReport,), check=check)
