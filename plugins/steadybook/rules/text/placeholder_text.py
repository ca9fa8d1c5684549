"""Template text was left in place of content.

## What it does

Reports what templates leave for their authors to replace: `[command]`, `[what users notice]`, `TODO`, `TBD`, `FIXME`,
`...` and the like. In a required field it is an error, elsewhere a warning. `<pod>` and `$NAME` in a command are no
template text: they say what the reader puts in. An empty optional text counts as left out.

## Why is this bad?

The document looks complete and is not. In an incident, somebody finds `[command]` where a command was promised.

## Example

```yaml
# path: runbooks/cart-slow.yaml
runbook:
  title: The cart answers slowly
  owner: payments
  last_updated: 2026-10-01
  overview: "[What this alert means in plain English]"  # <-
  impact: Customers wait for seconds when they open their cart.
  diagnosis:
    - step: Look at the latency of the store
      command: "[command]"  # <-
  mitigation:
    - option: Restart
      when: One pod alone is slow
      steps:
        - kubectl --namespace cart delete pod <pod>
        - "TODO: the store"  # <-
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

Write what belongs there, or leave an optional key out. A text that has to look like this, such as a search for `TODO`,
gets an ignore comment with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.shape_walk import model_at
from steadybook.model.wording import shown
from steadybook.rules.text._texts import all_texts, texts_of
from steadybook.source.spans import Route
from steadybook.sre.placeholders import find_placeholders, may_hold_placeholders


def check(document: Document[Any], _context: Context) -> Iterator[Violation]:
    """Yields each text that holds template text."""
    if document.kind is None or document.kind.codec is not None:
        return
    if not may_hold_placeholders(all_texts(document)):
        return
    for route, text in texts_of(document.value):
        found = find_placeholders(text)
        if not found:
            continue
        required = _is_required(type(document.model), route)
        severity = Severity.ERROR if required else Severity.WARNING
        message = f"{shown(found[0].text)} is template text, not content"
        help = "Write what belongs here." if required else "Write what belongs here, or leave the key out."
        yield Violation(route, message, help, severity=severity)


def _is_required(model: type[BaseModel], route: Route) -> bool:
    """Whether the field that holds this text, itself or as an item, must be written."""
    while route and isinstance(route[-1], int):
        route = route[:-1]
    if not route:
        return False
    parent = model_at(model, route[:-1])
    field = parent.model_fields.get(str(route[-1])) if parent else None
    return field is not None and field.is_required()


RULE = Rule(Severity.ERROR, every_kind=True, check=check)
