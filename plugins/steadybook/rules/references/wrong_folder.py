"""The document stands in a folder where its kind does not belong.

## What it does

Each kind of document has its folder, such as `catalog/services` or `postmortems/incidents`; folders below it are fine.
Reports a document elsewhere. What a document is, its root key says and never its folder, so it is checked all the same.

## Why is this bad?

People look for a document where its kind is kept, and owners and reviewers are assigned by folder.

## Example

```yaml
# path: catalog/services/search.yaml
team:  # <-
  name: search
  contact: "#search"
```

## Use instead

```yaml
# path: catalog/teams/search.yaml
team:
  name: search
  contact: "#search"
```

## How to fix or waive

Move the file; its id does not change. A repository with another order says so in its
configuration (in pyproject.toml, the table is `[tool.steadybook.kind_folders]`):

```toml
[kind_folders]
team = ["catalog/people"]
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from steadybook.model.context import Context
from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Any], context: Context) -> Iterator[Violation]:
    """Yields the document where another kind's folder is nearer than its own, or none of its own is around it."""
    kind = document.kind
    if kind is None:
        return
    chosen = context.configuration.kind_folders
    own = chosen.get(kind.name, (kind.folder,))
    folder, _, name = document.path.rpartition("/")
    depth = _depth(document.path, own)
    if depth and depth >= context.memo(_nearest, folder):
        return
    message = f"{kind.plural} belong in `{' or `'.join(f'{folder}`' for folder in own)}"
    help = f"Move it: `git mv {document.path} {own[0]}/{name}`, or set `kind_folders` in the configuration."
    yield Violation((), message, help, "missing")


def _nearest(context: Context, folder: str) -> int:
    """How deep the innermost folder of any kind around the files of `folder` lies."""
    chosen = context.configuration.kind_folders
    return max(_depth(f"{folder}/", chosen.get(kind.name, (kind.folder,))) for kind in kinds())


def _depth(path: str, folders: Iterable[str]) -> int:
    """How deep the innermost of these folders around the file lies; 0 where none is around it."""
    return max((folder.count("/") + 1 for folder in folders if path.startswith(f"{folder}/")), default=0)


RULE = Rule(Severity.WARNING, every_kind=True, check=check)
