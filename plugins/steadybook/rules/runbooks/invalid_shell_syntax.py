"""A shell cannot read a command of a runbook.

## What it does

Reads the commands of diagnosis steps, and the mitigation steps that plainly are commands, with a parser of the shell's
language: quotes and brackets that are not closed, an `if` without its `fi`, a `for` without its `done`, operators and
redirections without what belongs to them, here-documents without their end. Nothing is run. `<pod>` and `$NAME` stand
for words; queries in SQL or PromQL, and instructions in prose, are left alone.

## Why is this bad?

Whoever pastes the command at night gets a waiting prompt instead of an answer, and has to find the missing quote first.

## Example

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
      command: kubectl --namespace checkout get pods -o jsonpath='{.items[*].status.phase}  # <-
      expected: Running, for each
    - step: Ask each worker
      command: |
        for pod in $(kubectl --namespace checkout get pods -o name); do  # <-
          kubectl --namespace checkout exec "$pod" -- /bin/queue-length
  mitigation:
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - Look whether it's the database that doesn't answer, and call its owners if it is
        - kubectl --namespace checkout scale deployment/checkout --replicas=8 &&  # <-
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
      command: kubectl --namespace checkout get pods -o jsonpath='{.items[*].status.phase}'
      expected: Running, for each
    - step: Ask each worker
      command: |
        for pod in $(kubectl --namespace checkout get pods -o name); do
          kubectl --namespace checkout exec "$pod" -- /bin/queue-length
        done
  mitigation:
    - option: Add workers
      when: Workers are busy and the database is not
      steps:
        - Look whether it's the database that doesn't answer, and call its owners if it is
        - kubectl --namespace checkout scale deployment/checkout --replicas=8
  escalation:
    after_minutes: 30
    contact: payments-lead
```

## How to fix or waive

Paste the command into a shell after you have written it down. In YAML, write a command with quotes or several lines as
a block (`command: |`): it then stands there exactly as it is typed. A command for another kind of shell gets an ignore
comment with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.runbook_commands import commands
from steadybook.analysis.shell_syntax import is_plainly_command, shell_fault
from steadybook.analysis.text_places import place_of
from steadybook.kinds.runbook.model import Runbook
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

HELP = "Complete the command, and try it in a shell before somebody has to at night."


def check(document: Document[Runbook], _context: Context) -> Iterator[Violation]:
    """Yields the first fault of each command that a shell cannot read."""
    for route, text, is_step in commands(document.model):
        fault = shell_fault(text)
        # A step may be an instruction; and behind a command in it, brackets may hold a remark for the reader.
        if fault is not None and not (is_step and (fault.kind == "bracket" or not is_plainly_command(text))):
            place = place_of(document, route, text, fault.start, fault.end)
            yield Violation(place, f"a shell cannot read this command: {fault.message}", HELP)


RULE = Rule(Severity.WARNING, models=(Runbook,), check=check)
