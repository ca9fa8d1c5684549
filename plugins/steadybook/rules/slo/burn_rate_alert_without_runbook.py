"""No runbook says what to do when a burn-rate alert of an objective fires.

## What it does

Looks for a runbook of each burn-rate alert: the objective's `runbook`, or one whose `alert_name` is the name under
which the alert is exported, such as `CheckoutCheckoutSuccessFastBurn`. Where no alerts are written, those of the
standard set count.

## Why is this bad?

The alert wakes somebody up who then has to work out at night what everybody knew by day.

## Example

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  burn_rate_alerts:  # <-
    - name: fast_burn
      burn_rate: 13.44
      short_window: 5m
      long_window: 1h
      severity: page
  owner: payments
```

## Use instead

```yaml
# path: slos/checkout-availability.yaml
slo:
  service: checkout
  sli: checkout-success
  target: 99.9
  window: 28d
  burn_rate_alerts:
    - name: fast_burn
      burn_rate: 13.44
      short_window: 5m
      long_window: 1h
      severity: page
  owner: payments
  runbook: checkout-errors
```

## How to fix or waive

Name the runbook under `runbook`, or add the alert's exported name to the `alert_name` of the runbook that answers
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.alert_links import burn_rate_alerts_in
from steadybook.analysis.hidden import may_be_hidden
from steadybook.kinds.runbook.model import Runbook
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule

RUNBOOK = kind_of(Runbook)


def check(document: Document[Slo], context: Context) -> Iterator[Violation]:
    """Yields one violation an objective: its alerts usually share a runbook."""
    slo = document.model
    if slo.runbook is not None:
        return  # whether that one exists is the rule `dangling-reference`'s affair
    lacking = [
        alert.name
        for alert in burn_rate_alerts_in(context, document)
        if not alert.is_answered and not may_be_hidden(context, alert.name, RUNBOOK)
    ]
    if not lacking:
        return
    names = ", ".join(f"`{name}`" for name in lacking)
    yield Violation(
        ("burn_rate_alerts",) if slo.burn_rate_alerts else (),
        f"no runbook says what to do when {names} {'fire' if len(lacking) > 1 else 'fires'}",
        "Name one under `runbook`, or add the alert's name to the `alert_name` of the runbook that answers it.",
        part="key" if slo.burn_rate_alerts else "missing",
    )


RULE = Rule(Severity.WARNING, models=(Slo,), check=check)
