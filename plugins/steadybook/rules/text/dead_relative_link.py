"""A text names a file that the repository does not have.

## What it does

Looks in the texts of documents for links to files: Markdown links (`[the plan](../docs/plan.md)`), paths that begin
with `./` or `../`, and paths that begin with a folder of documents (`runbooks/cart-slow.yaml`). The file must exist,
seen from the document's folder or from the root of the repository. Commands, and addresses with a host, are left alone.

## Why is this bad?

Files are renamed, and texts do not follow by themselves. Who is sent to a file that is gone looks for it in the middle
of an incident.

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
      command: redis-cli --host cart-store --latency
      if_unexpected: Follow runbooks/cart-store-down.yaml, which knows more.  # <-
  mitigation:
    - option: Restart
      when: One pod alone is slow
      steps:
        - Read [what a restart costs](../docs/restarts.md), then restart the pod.  # <-
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
      if_unexpected: Follow runbooks/checkout-errors.yaml, which knows more.
  mitigation:
    - option: Restart
      when: One pod alone is slow
      steps:
        - Restart the pod; customers lose no cart by it.
  escalation:
    contact: payments-lead
```

## How to fix or waive

Correct the path, or write what the reader needs to know in place of it. A file that is made later, or lies in another
repository, gets an ignore comment with its reason, or better a whole address.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

from steadybook.analysis.shell_syntax import is_plainly_command
from steadybook.analysis.text_places import place_of
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.model.wording import shown
from steadybook.rules.text._texts import texts_of

_LOOKS_LIKE_FILE = re.compile(r"(?![a-zA-Z][\w+.-]*:|//|#)(?:[^?#]*/|[^?#]*\.\w{1,5}(?:[?#]|$))")
COMMANDS = frozenset({"command"})
"""Keys whose texts are for a machine: their paths are those of another place."""


def check(document: Document[Any], context: Context) -> Iterator[Violation]:
    """Yields each path in a text that leads to no file."""
    if document.kind is None or document.kind.codec is not None or document.kind.foreign:
        return
    written, folders = document.text, context.configuration.folders
    # Most texts have none of these: to look for them takes a hundredth of the time of the patterns.
    if "](" not in written and "./" not in written and not any(f"{name}/" in written for name in folders):
        return
    pattern = _pattern(folders)
    folder = posixpath.dirname(document.path)
    for route, text in texts_of(document.value):
        if route and route[-1] in COMMANDS:
            continue
        for match in pattern.finditer(text):
            name = match["target"] or match["path"]
            if match["target"] and not _LOOKS_LIKE_FILE.match(name):
                continue
            path = unquote(re.split(r"[?#]", name, maxsplit=1)[0])
            if any(context.exists(candidate) for candidate in _candidates(path, folder)) or is_plainly_command(text):
                continue
            start, end = match.span("target" if match["target"] else "path")
            help = "Correct the path: it runs from this document's folder, or from the root of the repository."
            yield Violation(place_of(document, route, text, start, end), f"there is no file {shown(name)}", help)


def _candidates(path: str, folder: str) -> Iterator[str]:
    """The files that a path may mean, from the root of the repository; none for a path that leads out of it."""
    for base in ("",) if path.startswith("/") else (folder, ""):
        candidate = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        if not candidate.startswith("../") and candidate != "..":
            yield candidate


@cache
def _pattern(folders: tuple[str, ...]) -> re.Pattern[str]:
    """The links of a text: `target` of one in Markdown, `path` of one that stands by itself."""
    roots = "|".join(re.escape(folder) for folder in folders)
    return re.compile(
        r"(?<![\w\\])\[[^\[\]\n]{1,300}\]\((?P<target>[^\s()<>{}$]{1,300})\)"
        rf"|(?<![\w./:@$}}>~-])(?P<path>(?:(?:\.{{1,2}}/){{1,20}}|(?:{roots})/)[\w./%-]{{0,300}}"
        r"\.(?:ya?ml|md|csv|png|svg|pdf))(?![\w/-])"
    )


RULE = Rule(Severity.WARNING, every_kind=True, check=check)
