"""Two documents of a kind have the same id.

## What it does

A document's id is its file's name without folder and ending, and ids are unique for each kind. Reports every document
whose id another one of the same kind has too.

## Why is this bad?

References to the id could mean either of them, and both want the same page on the site.

## Example

```yaml
# path: catalog/teams/emea/payments.yaml
team:  # <-
  name: payments
  contact: "#payments-emea"
```
```yaml
# path: catalog/teams/payments.yaml
team:  # <-
  name: payments
  contact: "#payments"
```

## Use instead

```yaml
# path: catalog/teams/emea/payments-emea.yaml
team:
  name: payments-emea
  contact: "#payments-emea"
```

## How to fix or waive

Rename one of the two files and the name inside it, and mend the references that mean it. An SLO and its SLI may share
an id: they are of different kinds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Any], context: Context) -> Iterator[Violation]:
    """Yields the document where another one has its id."""
    kind = document.kind
    if kind is None:
        return
    same = [d for d in context.corpus.find(kind.name, document.id) if d is not document]
    if same:
        places = ", ".join(d.path for d in same[:3]) + (f" and {len(same) - 3} more" if len(same) > 3 else "")
        message = f"the id `{document.id}` is taken twice: there is also {places}"
        help = f"Rename one of the files: ids are unique among {kind.plural}."
        related = tuple(Elsewhere(d, (), f"`{document.id}` is here too") for d in same[:3])
        yield Violation((), message, help, "missing", related=related)


RULE = Rule(Severity.ERROR, every_kind=True, broken=True, check=check)
