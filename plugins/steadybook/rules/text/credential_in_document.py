"""A document holds a password, key or token.

## What it does

Searches the whole text of a document, its comments too, for credentials: tokens in the forms that providers publish,
private keys, passwords in addresses and commands, and random-looking values after words like `secret:`. Variables
(`$TOKEN`), placeholders (`<token>`) and references to a vault are fine. No report repeats what was found.

## Why is this bad?

The repository and the site are read by many, and every clone keeps the value for ever. Whoever reads a runbook must be
allowed to do what it says by being who they are, not by what is written there.

## Example

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
      command: redis-cli -u redis://ops:Wh1tePebble@cart-store --latency  # <-
  mitigation:
    - option: Restart
      when: One pod alone is slow
      steps:
        - kubectl --namespace cart delete pod <pod>
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
      command: redis-cli -u redis://ops:$CART_STORE_PASSWORD@cart-store --latency
  mitigation:
    - option: Restart
      when: One pod alone is slow
      steps:
        - kubectl --namespace cart delete pod <pod>
  escalation:
    contact: payments-lead
```

## How to fix or waive

Revoke the credential first: it is known to everybody who has a clone, and deleting the line does not change that. Then
write where it comes from instead. A value that only looks like a credential gets an ignore comment with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.spans import LineIndex
from steadybook.sre.credentials import find_credentials

HELP = "Revoke it, then write where it comes from: a variable such as $TOKEN, or its path in the vault."


def check(document: Document[Any], _context: Context) -> Iterator[Violation]:
    """Yields the place of each credential, never its value."""
    if document.holds_no_credential:
        return
    if document.kind is not None and document.kind.codec is not None:
        return  # measurements: numbers, instants and ids, each checked as such
    text = document.text
    found = find_credentials(text)
    if not found:
        return
    lines = LineIndex(text)
    for match in found:
        span = lines.span(match.start, match.end)
        yield Violation(span, f"this is {match.form.name}", HELP, confidential=True)


RULE = Rule(Severity.ERROR, every_kind=True, broken=True, check=check)
