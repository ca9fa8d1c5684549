"""A maturity assessment is dated in the future.

## What it does

Compares `date` with today.

## Why is this bad?

Nobody has assessed it yet. In the history it counts as the newest.

## Example

```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payments
  date: 2027-10-02  # <-
  scores:
    slos: 3
    monitoring: 3
    incident_response: 3
    automation: 2
    chaos_engineering: 1
    capacity_planning: 2
    toil_management: 2
    oncall_health: 3
```

## Use instead

```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payments
  date: 2026-10-02
  scores:
    slos: 3
    monitoring: 3
    incident_response: 3
    automation: 2
    chaos_engineering: 1
    capacity_planning: 2
    toil_management: 2
    oncall_health: 3
```

## How to fix or waive

Write the day on which the scores were agreed.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.maturity_assessment.model import MaturityAssessment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[MaturityAssessment], context: Context) -> Iterator[Violation]:
    """Yields a date after today."""
    day, today = document.model.date, context.today
    if day > today:
        message = f"{day} is in the future: today is {today}"
        yield Violation(("date",), message, "Write the day on which the scores were agreed.")


RULE = Rule(Severity.ERROR, models=(MaturityAssessment,), check=check)
