"""A reference may mean any of several documents.

## What it does

Looks up every reference. Where several documents answer to the id, because two of a kind have it or because the field
takes several kinds, the reference is reported with the places that it may mean. Alerts are left out: several alerting
rules may share a name.

## Why is this bad?

One of the documents is taken, and the author may have meant the other one. The numbers of a review or a report are
then about something else, and nobody is told.

## Example

```yaml
# path: catalog/teams/payments.yaml
team:
  name: payments
  contact: "#payments"
```
```yaml
# path: catalog/services/payments.yaml
service:
  name: payments
  tier: standard
  owner_team: payments
  description: Takes the money.
```
```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payments  # <-
  date: 2026-10-01
  scores:
    slos: 3
    monitoring: 3
    incident_response: 4
    automation: 3
    chaos_engineering: 2
    capacity_planning: 3
    toil_management: 2
    oncall_health: 4
```

## Use instead

```yaml
# path: catalog/teams/payments.yaml
team:
  name: payments
  contact: "#payments"
```
```yaml
# path: catalog/services/payment-gateway.yaml
service:
  name: payment-gateway
  tier: standard
  owner_team: payments
  description: Takes the money.
```
```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payment-gateway
  date: 2026-10-01
  scores:
    slos: 3
    monitoring: 3
    incident_response: 4
    automation: 3
    chaos_engineering: 2
    capacity_planning: 3
    toil_management: 2
    oncall_health: 4
```

## How to fix or waive

Rename one of the documents, file and name, and write the id that you mean. Where the one that is taken is the right one
(the help of the finding says which), an ignore comment with that reason will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from steadybook.model.context import Context
from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.reference import Reference
from steadybook.model.rule import Rule
from steadybook.model.wording import shown

ALERT = "alert"
"""Alerting rules may share a name."""


def check(document: Document[Any], context: Context) -> Iterator[Violation]:
    """Yields each reference that several documents answer."""
    find = context.corpus.find
    for reference in document.facts.references:
        wanted = reference.kinds
        if ALERT in wanted or (len(wanted) == 1 and len(find(wanted[0], reference.id)) < 2):
            continue  # nearly always
        found = tuple(dict.fromkeys(one for kind in wanted for one in find(kind, reference.id)))
        if len(found) > 1:
            yield _violation(reference, found)


def _violation(reference: Reference, found: tuple[Document[Any], ...]) -> Violation:
    titles = {kind.name: kind.title for kind in kinds()}
    places = [f"the {titles.get(one.facts.kind, one.facts.kind)} in {one.path}" for one in found[:3]]
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return Violation(
        reference.route,
        f"{shown(reference.id)} may mean {', '.join(places[:-1])} or {places[-1]}{more}",
        f"Rename one of the documents, or keep in mind that {places[0]} is taken.",
        "value",
        related=tuple(Elsewhere(one, (), f"{shown(reference.id)} is here", "root") for one in found[:3]),
    )


RULE = Rule(Severity.WARNING, every_kind=True, broken=True, check=check)
