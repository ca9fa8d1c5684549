"""A reference names a document that does not exist.

## What it does

Documents refer to each other by id, which is the file's name without its ending; alerts by their name. Reports an id
that no document of the wanted kind has, with the nearest one that exists. The order of the files does not matter.

## Why is this bad?

The link on the page leads nowhere, and whatever is computed along it (budgets, owners, who is paged) leaves the
document out.

## Example

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payment  # <-
  failure_modes:
    - name: the store answers slowly
      runbook: cart-slow  # <-
```

## Use instead

```yaml
# path: catalog/services/cart.yaml
service:
  name: cart
  tier: standard
  owner_team: payments
  failure_modes:
    - name: the store answers slowly
      runbook: checkout-errors
```

## How to fix or waive

Write the id of a document that exists, or write the missing document: `steadybook new runbook cart-slow`.
`steadybook fix --unsafe` takes the nearest id where it is nearly the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from steadybook.analysis.hidden import alert_may_be_hidden
from steadybook.analysis.meant_ids import meant_id
from steadybook.model.context import Context
from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.finding import Change, Fix, Severity, Violation
from steadybook.model.reference import Reference
from steadybook.model.rule import Rule
from steadybook.model.wording import shown

FILE_STEM = re.compile(r"\w[\w.-]*")
"""What may be a file's name: nothing that leads out of the folder."""
ALERT = "alert"
"""What is referred to and yet no kind of document: alerts stand in rule files and objectives."""


def check(document: Document[Any], context: Context) -> Iterator[Violation]:
    """Yields each reference that no document answers."""
    for reference in document.facts.references:
        if context.corpus.resolve(reference) is None and not _is_unreadable(reference, context):
            yield _violation(reference, context)


def _is_unreadable(reference: Reference, context: Context) -> bool:
    """What is referred to is there, but in a broken file: one finding on that file is enough."""
    if ALERT in reference.kinds and alert_may_be_hidden(context, reference.id):
        return True
    if not FILE_STEM.fullmatch(reference.id):
        return False
    folders = [kind.folder for kind in kinds() if kind.name in reference.kinds]
    return any(context.exists(f"{folder}/{reference.id}.{end}") for folder in folders for end in ("yaml", "yml"))


def _violation(reference: Reference, context: Context) -> Violation:
    titles = {kind.name: kind.title for kind in kinds()}
    wanted = " or ".join(titles.get(kind, kind) for kind in reference.kinds)
    if ALERT in reference.kinds:
        help = "Write the alert's exact name, or add its rule to a rule file."
    else:
        help = f"Write the id of a document that exists, or `steadybook new {reference.kinds[0]} ID` to begin one."
    meant = meant_id(context, reference.kinds, reference.id, help)
    fix = Fix(f"write `{meant.id}`", (Change("set", reference.route, meant.id or ""),), safe=False)
    message = f"there is no {wanted} {shown(reference.id)}"
    return Violation(reference.route, message, meant.help, "value", fix=fix if meant.certain else None)


RULE = Rule(Severity.ERROR, every_kind=True, broken=True, check=check)
