"""The duration is not the time from start to resolution.

## What it does

Compares `duration` and `impact.duration_minutes` with the time from the start to the resolution: by the instants of
the incident's record, else by the postmortem's own timeline. `duration` may be rounded to the minute.

## Why is this bad?

Two durations of one incident: nobody knows which one was reported to customers, and which one the figures of the
month are made of.

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
    - id: AI-001
      type: prevent
      description: Run the card tests against every release candidate
      owner: payments
      priority: P1
      deadline: 2026-11-30
  duration: 29m  # <-
  impact: {duration_minutes: 29}  # <-
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
  duration: 53m
  impact: {duration_minutes: 53}
```

## How to fix or waive

Write the computed duration (`steadybook fix` does so), or correct the times. How long users suffered is the time to
mitigate.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Final

from steadybook.analysis.response import Response, response_of, since
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Change, Elsewhere, Fix, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.rules.postmortems._minutes import disagreement
from steadybook.sre.durations import format_duration
from steadybook.sre.numbers import plain

ROUNDING: Final = timedelta(minutes=1)
"""People write durations of incidents in minutes: less than one is no disagreement."""


def _check(document: Document[Postmortem], context: Context) -> Iterator[Violation]:
    postmortem = document.model
    if postmortem.duration is None and postmortem.impact.duration_minutes is None:
        return
    response = response_of(context, document)
    if postmortem.duration is not None:
        yield from _duration(response, postmortem.duration)
        if since(response.started, response.resolved) is None:
            yield from _claims(postmortem.duration, postmortem.impact.duration_minutes)
    start, end = ("the start", response.started), ("the resolution", response.resolved)
    yield from disagreement(("impact", "duration_minutes"), postmortem.impact.duration_minutes, start, end)


def _claims(written: timedelta, minutes: Decimal | None) -> Iterator[Violation]:
    """Two lengths of one incident that are not the same, where no times say which is right."""
    if minutes is None or abs(timedelta(minutes=float(minutes)) - written) < ROUNDING:
        return
    yield Violation(
        ("duration",),
        f"{format_duration(written)} is written, but `impact.duration_minutes` says {plain(minutes)} minutes",
        "Write the same length in both places: from the start to the resolution.",
        related=(Elsewhere(None, ("impact", "duration_minutes"), "the other length"),),
    )


def _duration(response: Response, written: timedelta) -> Iterator[Violation]:
    length = since(response.started, response.resolved)
    if length is None or response.started is None or response.resolved is None or abs(length - written) < ROUNDING:
        return
    right = format_duration(timedelta(minutes=round(length / timedelta(minutes=1))))
    yield Violation(
        ("duration",),
        f"{format_duration(written)} is written, but from the start ({response.started}) to the resolution "
        f"({response.resolved}) it is {right}",
        f"Write `duration: {right}`, or correct the times.",
        related=(
            Elsewhere(response.started.document, response.started.route, "the start"),
            Elsewhere(response.resolved.document, response.resolved.route, "the resolution"),
        ),
        fix=Fix(f"write `{right}`", (Change("set", ("duration",), right),)),
    )


RULE = Rule(Severity.ERROR, models=(Postmortem,), check=_check)
