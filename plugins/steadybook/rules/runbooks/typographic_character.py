r"""A command holds a character that looks like one of the shell's, and is another.

## What it does

Reports quotation marks of word processors, dashes in place of the `-` of an option, spaces other than U+0020, and soft
hyphens in commands of diagnosis steps and in mitigation steps that plainly are commands. What stands between the
shell's own quotation marks is left alone.

## Why is this bad?

Chats, wikis and word processors replace characters while somebody types. The command looks right, and the shell takes
quotation marks and spaces for letters: it answers "command not found" at three in the morning.

## Example

```yaml-escaped
# path: runbooks/checkout-slow.yaml
runbook:
  title: Checkout is slow
  service: checkout
  last_updated: 2026-10-20
  owner: payments
  overview: Orders take longer than two seconds.
  impact: Customers give up before they pay.
  diagnosis:
    - step: See which pods restart
      command: kubectl get pods -l \xe2\x80\x98app=checkout\xe2\x80\x99  # <-
      expected: Running, for each
    - step: See the last release
      command: kubectl rollout history\xc2\xa0deployment/checkout  # <-
      expected: None within the hour
  mitigation:
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - kubectl scale deployment/checkout \xe2\x80\x94replicas=8  # <-
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## Use instead

```yaml
# path: runbooks/checkout-slow.yaml
runbook:
  title: Checkout is slow
  service: checkout
  last_updated: 2026-10-20
  owner: payments
  overview: Orders take longer than two seconds.
  impact: Customers give up before they pay.
  diagnosis:
    - step: See which pods restart
      command: kubectl get pods -l 'app=checkout'
      expected: Running, for each
    - step: See the last release
      command: kubectl rollout history deployment/checkout
      expected: None within the hour
  mitigation:
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - kubectl scale deployment/checkout --replicas=8
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## How to fix or waive

Type the character anew. Where it is part of what the command works on, put it between quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from steadybook.analysis.runbook_commands import commands
from steadybook.analysis.shell_syntax import is_plainly_command
from steadybook.analysis.text_places import place_of
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.encoding import describe

LOOKALIKE = re.compile(
    r"(?P<plain>'[^']*'|\"(?:[^\"\\]|\\.)*\"|(?<!\S)#[^\n]*)"
    "|(?P<single>[\u2018-\u201b\u2032])|(?P<double>[\u00ab\u00bb\u201c-\u201f\u2033])"
    r"|(?P<hidden>\xad)|(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])|(?<!\S)(?P<dash>[\u2010-\u2015\u2212])(?=[\w-])",
    re.DOTALL,
)
"""Characters of Unicode's general punctuation that look like those of a shell, outside of its quotes and comments."""
EFFECT = {
    "single": "quotes nothing for a shell",
    "double": "quotes nothing for a shell",
    "hidden": "is a letter for a shell, and nobody sees it",
    "space": "divides no words for a shell",
    "dash": "begins no option for a shell",
}
MEANT = {
    "single": "Write `'`.",
    "double": 'Write `"`.',
    "hidden": "Delete it.",
    "space": "Write a plain space (U+0020).",
    "dash": "Write `-`.",
}


def check(document: Document[Runbook], _context: Context) -> Iterator[Violation]:
    """Yields the first such character of each command."""
    for route, text, is_step in commands(document.model):
        if text.isascii() or (is_step and not is_plainly_command(text)):
            continue
        match = next((match for match in LOOKALIKE.finditer(text) if match.lastgroup != "plain"), None)
        if match is not None and match.lastgroup is not None:
            place = place_of(document, route, text, match.start(), match.end())
            yield Violation(place, f"{describe(match[0])} {EFFECT[match.lastgroup]}", MEANT[match.lastgroup])


RULE = Rule(Severity.WARNING, models=(Runbook,), check=check)
