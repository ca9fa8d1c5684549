"""An error budget ran out, and no postmortem says why.

## What it does

Where the budget of an objective is exhausted, or frozen since it was, looks for a postmortem that answers it: one whose
`slos` names the objective, or one about its service that is dated within 14 days after. Five business days after the
budget ran out, its absence is a finding.

## Why is this bad?

The policy stops the team for weeks. If nobody asks what spent the budget, the same thing spends the next one.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:  # <-
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  owner: payments
  review_cadence: monthly
  last_reviewed: 2026-10-20
  stakeholders: [Head of Sales]
  runbook: checkout-errors
```

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-09-20T00:00:00Z,2026-10-18T00:00:00Z,99990,100000
checkout,checkout-success,2026-10-18T00:00:00Z,2026-10-21T00:00:00Z,99000,100000
checkout,checkout-success,2026-10-21T00:00:00Z,2026-11-01T00:00:00Z,99990,100000
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  owner: payments
  review_cadence: monthly
  last_reviewed: 2026-10-20
  stakeholders: [Head of Sales]
  runbook: checkout-errors
```

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-09-20T00:00:00Z,2026-10-18T00:00:00Z,99990,100000
checkout,checkout-success,2026-10-18T00:00:00Z,2026-10-21T00:00:00Z,99000,100000
checkout,checkout-success,2026-10-21T00:00:00Z,2026-11-01T00:00:00Z,99990,100000
```

```yaml
# path: postmortems/2026-10-20-orders-fail.yaml
postmortem:
  title: Orders fail
  date: 2026-10-20
  severity: SEV3
  status: draft
  authors: [pay-2]
  services: [checkout]
  slos: [checkout-availability]
  summary: One order in a hundred ended with an error for three days.
  timeline: []
  action_items: []
```

## How to fix or waive

Write the postmortem (`steadybook new postmortem`, or `steadybook incident postmortem`), and name the objective under
`slos`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.budget_answers import answer_due, answer_to, exhausted_on
from steadybook.analysis.budgets import budget_of
from steadybook.analysis.hidden import may_be_hidden
from steadybook.kinds.postmortem import KIND as POSTMORTEM
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields an objective whose exhausted budget no postmortem answers."""
    day = exhausted_on(budget_of(context, document))
    if day is None or context.today <= answer_due(day) or answer_to(context, document, day) is not None:
        return
    if may_be_hidden(context, document.model.service, POSTMORTEM.name):
        return
    yield Violation(
        (),
        f"this budget ran out on {day}, and no postmortem answers it; it was due on {answer_due(day)}",
        f"Write the postmortem and name `{document.id}` under its `slos`.",
        time_dependent=True,
    )


RULE = Rule(Severity.ERROR, models=(Slo,), check=check)
