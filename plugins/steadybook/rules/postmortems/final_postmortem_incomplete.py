"""A final postmortem lacks something that it must have.

## What it does

Reports what a postmortem with `status: final` lacks: reviewers, a root cause, a contributing factor, an entry of each
of the phases detection, mitigation and resolution in its timeline or its incident's (or a text that begins with
`Detected:`, `Mitigated:`, `Resolved:`), an action item, and of each action item its type, owner, priority and
deadline.

## Why is this bad?

`final` says that the work of understanding is done. An action that nobody owns, or that has no day, is not done by
anybody.

## Example

```yaml
# path: postmortems/2026-10-07-orders-fail.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-07
  severity: SEV2
  status: final
  authors: [pay-2]
  reviewers: [pay-1]
  services: [checkout]
  summary: One order in ten ended with an error until release 4.1 was back.
  timeline:
    - {time: 2026-10-07T09:12:00Z, event: "Started: release 4.2 answers with errors"}
    - {time: 2026-10-07T09:15:00Z, event: "Detected: CheckoutErrors fires"}
    - {time: 2026-10-07T09:41:00Z, event: "Mitigated: release 4.1 is back"}
    - {time: 2026-10-07T10:05:00Z, event: "Resolved: no errors for 24 minutes"}
  root_cause: Release candidates are not tested with cards that need a second factor.
  contributing_factors: [The canary takes too little traffic to show one error in ten]
  action_items:
    - id: AI-001  # <-
      type: prevent
      description: Run the card tests against every release candidate
      priority: P1
      deadline: 2026-11-30
```

## Use instead

```yaml
# path: postmortems/2026-10-07-orders-fail.yaml
postmortem:
  title: Orders fail after release 4.2
  date: 2026-10-07
  severity: SEV2
  status: final
  authors: [pay-2]
  reviewers: [pay-1]
  services: [checkout]
  summary: One order in ten ended with an error until release 4.1 was back.
  timeline:
    - {time: 2026-10-07T09:12:00Z, event: "Started: release 4.2 answers with errors"}
    - {time: 2026-10-07T09:15:00Z, event: "Detected: CheckoutErrors fires"}
    - {time: 2026-10-07T09:41:00Z, event: "Mitigated: release 4.1 is back"}
    - {time: 2026-10-07T10:05:00Z, event: "Resolved: no errors for 24 minutes"}
  root_cause: Release candidates are not tested with cards that need a second factor.
  contributing_factors: [The canary takes too little traffic to show one error in ten]
  action_items:
    - id: AI-001
      type: prevent
      description: Run the card tests against every release candidate
      owner: payments
      priority: P1
      deadline: 2026-11-30
```

## How to fix or waive

Add what is missing, or set `status: in-review` until you have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from steadybook.analysis.response import phases_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.placeholders import is_placeholder
from steadybook.sre.postmortems import QUESTIONS, REQUIRED_PHASES

NEEDED: Final = (
    ("reviewers", "no reviewers", "Name under `reviewers:` who read it and agreed."),
    ("root_cause", "no root cause", f"Answer under `root_cause:`. {QUESTIONS['root_cause']}"),
    (
        "contributing_factors",
        "no contributing factor",
        f"List at least one under `contributing_factors:`. {QUESTIONS['contributing_factors']}",
    ),
    ("action_items", "no action item", "List under `action_items:` what changes, with owner and deadline."),
)
OF_AN_ACTION: Final = ("type", "owner", "priority", "deadline")


def _check(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    postmortem = document.model
    if not postmortem.is_final:
        return
    for field, absence, help in NEEDED:
        if not getattr(postmortem, field):
            yield Violation((field,), f"this postmortem is final, but has {absence}", help, part="missing")
    if postmortem.root_cause and is_placeholder(postmortem.root_cause):
        help = f"Answer: {QUESTIONS['root_cause']}"
        yield Violation(("root_cause",), "this postmortem is final, but its root cause is template text", help, "value")
    yield from _phases(document, context)
    for index, item in enumerate(postmortem.action_items):
        absent = [name for name in OF_AN_ACTION if getattr(item, name) is None]
        if absent:
            yield Violation(
                ("action_items", index),
                f"this postmortem is final, but its action item {item.id} has no {' and no '.join(absent)}",
                f"Add {', '.join(f'`{name}:`' for name in absent)}.",
                part="missing",
            )


def _phases(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    postmortem = document.model
    incident = context.corpus.get(Incident, postmortem.incident) if postmortem.incident else None
    shown = phases_of((*postmortem.timeline, *(incident.model.timeline if incident else ())))
    absent = [phase for phase in REQUIRED_PHASES if phase not in shown]
    if absent:
        where = "its timeline and its incident's show" if incident else "its timeline shows"
        yield Violation(
            ("timeline",),
            f"this postmortem is final, but {where} no {' and no '.join(absent)}",
            f"Mark the entries with {', '.join(f'`phase: {phase}`' for phase in absent)}.",
            part="key",
            related=(Elsewhere(incident, ("timeline",), "the incident's timeline", "missing"),) if incident else (),
        )


RULE = Rule(Severity.ERROR, models=(Postmortem,), check=_check)
