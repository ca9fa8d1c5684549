"""The text puts blame on people.

## What it does

Looks for a short, documented list of words (`human error`, `should have`, `careless`, `failed to`, `forgot`, `X's
fault` and the like) in the texts of postmortems and incidents, and says what to write instead.

## Why is this bad?

Who expects blame tells less, and tells it later. What was done made sense to somebody at the time; a postmortem asks
why.

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
  what_went_wrong:
    - The release manager should have tested with such a card  # <-
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
  what_went_wrong:
    - None of the cards in the release test needs a second factor
```

## How to fix or waive

Say what happened, what was known, and what made it easy. Where the word means no person (a quoted error message,
say), waive it or end the line with `# steadybook: ignore[blameful-language] reason`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.prose import prose_of
from steadybook.analysis.text_places import place_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.blame import find_blame


def _check(document: Document[Postmortem | Incident], _context: Context) -> Iterator[Violation]:
    texts = tuple(prose_of(document.model))
    if not find_blame("\n".join(text for _, text in texts)):  # one look at everything costs a tenth of many
        return
    for route, text in texts:
        for match in find_blame(text):
            words = " ".join(match.text.split())
            yield Violation(
                place_of(document, route, text, match.start, match.end),
                f"`{words}` puts blame on somebody",
                match.suggestion,
            )


RULE = Rule(Severity.WARNING, models=(Postmortem, Incident), check=_check)
