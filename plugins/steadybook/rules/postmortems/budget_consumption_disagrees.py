"""A postmortem states another share of the error budget than what was measured.

## What it does

Counts the bad events between the incident's start and its mitigation, as a share of the whole budget of the objective's
window that ends with it, for the objectives that the postmortem names under `slos`, else for all of its services. Where
`slo_budget_consumed_pct` agrees with none of them (within a tenth, and at least one percentage point), the rule shows
what was measured. What is not measured is not contradicted.

## Why is this bad?

The number decides what the team does next: whether features stop, and what is worth preventing.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 7d
  owner: payments
  review_cadence: monthly
  last_reviewed: 2026-10-20
  stakeholders: [Head of Sales]
  runbook: checkout-errors
```

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-14T00:00:00Z,2026-10-20T10:00:00Z,90000,90000
checkout,checkout-success,2026-10-20T10:00:00Z,2026-10-20T11:00:00Z,9950,10000
checkout,checkout-success,2026-10-20T11:00:00Z,2026-11-01T00:00:00Z,99990,100000
```

```yaml
# path: postmortems/incidents/2026-10-20-orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: degraded
  users: under_25
  severity: SEV3
  status: resolved
  started_at: 2026-10-20T10:00:00Z
  detected_at: 2026-10-20T10:05:00Z
  acknowledged_at: 2026-10-20T10:06:00Z
  mitigated_at: 2026-10-20T11:00:00Z
  resolved_at: 2026-10-20T12:00:00Z
  postmortem: 2026-10-20-orders-fail
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
  incident: 2026-10-20-orders-fail
  summary: One order in two hundred ended with an error for an hour.
  impact:
    slo_budget_consumed_pct: 5  # <-
  timeline: []
  action_items: []
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 7d
  owner: payments
  review_cadence: monthly
  last_reviewed: 2026-10-20
  stakeholders: [Head of Sales]
  runbook: checkout-errors
```

```csv
# path: slos/measurements/checkout.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-14T00:00:00Z,2026-10-20T10:00:00Z,90000,90000
checkout,checkout-success,2026-10-20T10:00:00Z,2026-10-20T11:00:00Z,9950,10000
checkout,checkout-success,2026-10-20T11:00:00Z,2026-11-01T00:00:00Z,99990,100000
```

```yaml
# path: postmortems/incidents/2026-10-20-orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: degraded
  users: under_25
  severity: SEV3
  status: resolved
  started_at: 2026-10-20T10:00:00Z
  detected_at: 2026-10-20T10:05:00Z
  acknowledged_at: 2026-10-20T10:06:00Z
  mitigated_at: 2026-10-20T11:00:00Z
  resolved_at: 2026-10-20T12:00:00Z
  postmortem: 2026-10-20-orders-fail
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
  incident: 2026-10-20-orders-fail
  summary: One order in two hundred ended with an error for an hour.
  impact:
    slo_budget_consumed_pct: 50
  timeline: []
  action_items: []
```

## How to fix or waive

Write the measured share, which the message names. Where the measurements are wrong, mend them first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from steadybook.analysis.budget_consumption import Consumption, consumptions
from steadybook.analysis.hidden import may_be_hidden
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.kinds.slo import KIND as SLO
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.numbers import rounded

TOLERANCE = Decimal("0.1")
"""Share of the measured value that what is written may be off: windows can be cut in several ways."""
LEAST_TOLERANCE = Decimal(1)
"""In percentage points, so that small shares may be rounded."""


def check(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    """Yields a share of the budget that agrees with no measured one."""
    postmortem = document.model
    written = postmortem.impact.slo_budget_consumed_pct
    incident = context.corpus.get(Incident, postmortem.incident) if postmortem.incident else None
    if written is None or incident is None:
        return
    measured = consumptions(context, incident.model)
    named = [each for each in measured if each.slo.id in postmortem.slos] or list(measured)
    if not named or any(_agrees(written, each) for each in named):
        return
    if any(may_be_hidden(context, id, SLO.name) for id in postmortem.slos or incident.model.services):
        return
    shares = ", ".join(f"{rounded(each.percent, 1)} % of `{each.slo.id}`" for each in named)
    yield Violation(
        ("impact", "slo_budget_consumed_pct"),
        f"{written} % is written, but the measurements show {shares}",
        "Write the measured share.",
        related=(Elsewhere(named[0].slo, ("target",), "the objective"),),
    )


def _agrees(written: Decimal, measured: Consumption) -> bool:
    return abs(written - measured.percent) <= max(LEAST_TOLERANCE, TOLERANCE * measured.percent)


RULE = Rule(Severity.ERROR, models=(Postmortem,), check=check)
