"""A document still holds the text of the worked example that it began as.

## What it does

`steadybook new` begins a document with the worked example of its kind. Reports the texts of a document that are still
those of the example, where there are two of them or more: one alone may be what somebody would write anyway.

## Why is this bad?

The document looks complete and passes for one, and tells of somebody else's service. In an incident, somebody follows
the steps of an example.

## Example

```yaml
# path: runbooks/cart-slow.yaml
runbook:
  title: The cart answers slowly
  owner: payments
  last_updated: 2026-10-01
  overview: A request in ten waits.
  impact: |  # <-
    Customers see "We could not place your order". Every minute costs about 700 USD.
  diagnosis:
    - step: Look for a recent release  # <-
      command: redis-cli --host cart-store --latency
  mitigation:
    - option: Fail over
      when: One zone is affected
      steps:
        - Move the zone's traffic away on the traffic page of the load balancer  # <-
  escalation:
    contact: payments-lead
```

## Use instead

```yaml
# path: runbooks/cart-slow.yaml
runbook:
  title: The cart answers slowly
  owner: payments
  last_updated: 2026-10-01
  overview: One request in ten takes longer than 300 ms.
  impact: Customers wait for seconds when they open their cart.
  diagnosis:
    - step: Look at the latency of the store
      command: redis-cli --host cart-store --latency
  mitigation:
    - option: Restart
      when: One pod alone is slow
      steps:
        - kubectl --namespace cart delete pod <pod>
  escalation:
    contact: payments-lead
```

## How to fix or waive

Write what is true of your service, or leave the key out. A text that is right as it stands gets an ignore comment with
its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from steadybook import kinds
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown
from steadybook.rules.text._texts import all_texts, texts_of
from steadybook.source.reader import read

EXAMPLES = Path(kinds.__file__).parent
LEAST = 24
"""Characters of a text that nobody writes anew by chance."""
FEW = 2


def check(document: Document[Any], _context: Context) -> Iterator[Violation]:
    """Yields each text of the example."""
    kind = document.kind
    if kind is None or kind.codec is not None or kind.foreign:
        return
    known = _example(kind.name)
    if known.isdisjoint(all_texts(document)):
        return  # nearly always
    found = [(route, text) for route, text in texts_of(document.value) if text.strip() in known]
    if len(found) >= FEW:
        for route, text in found:
            message = f"{shown(text)} is the text of the worked example of a {kind.title}"
            yield Violation(route, message, "Write what is true here, or leave it out.", "value")


@cache
def _example(kind: str) -> frozenset[str]:
    """The texts of the example of a kind that are long enough, each with a line end after it and without one."""
    value = read((EXAMPLES / kind / "example.yaml").read_bytes()).value
    texts = {text.strip() for _, text in texts_of(value) if len(text) >= LEAST and " " in text}
    return frozenset(texts | {f"{text}\n" for text in texts})


RULE = Rule(Severity.WARNING, every_kind=True, check=check)
