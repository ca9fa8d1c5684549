"""A service in production misses checks that its tier requires.

## What it does

Derives the production readiness review of every service whose `lifecycle` is `production` from the repository, adds
what its newest readiness review attests, and reports the required checks that do not pass: an error for critical
services, a warning for others. `steadybook readiness SERVICE` lists all checks with evidence and what is missing. Of a
check whose proof may stand in a document that cannot be read, nothing is said.

Which checks a tier requires can be configured: `[readiness]` in steadybook.toml, `[tool.steadybook.readiness]` in
pyproject.toml.

## Why is this bad?

Each check stands for an outage that somebody had without it. Whoever is on call finds out at night what was left out
by day.

## Example

```yaml
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: critical
  owner_team: payments
  oncall_rotation: payments-oncall
  lifecycle: production  # <-
```

## Use instead

```yaml
# path: catalog/services/checkout.yaml
service:
  name: checkout
  tier: critical
  owner_team: payments
  oncall_rotation: payments-oncall
  lifecycle: planned
```

## How to fix or waive

Run `steadybook readiness SERVICE`: it says for each check what would make it pass. What the repository cannot prove is
attested, with evidence, in a readiness review (`steadybook new readiness_review`). A check that does not apply is
attested as `not_applicable` with the reason. While the work is under way, a waiver with an end keeps the check green.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.readiness.scorecard import Result, Scorecard, required_scorecard
from steadybook.analysis.readiness.unseen import may_be_proved_unseen
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.flagged import Flagged
from steadybook.model.rule import Rule

MOST_NAMED = 8
"""Checks that a message names; the verb lists all."""


def check_last(document: Document[Service], context: Context, flagged: Flagged) -> Iterator[Violation]:
    """Yields the service where it is in production and misses a required check."""
    if not document.model.in_production:
        return
    card = required_scorecard(context, document, flagged)
    missed = tuple(result for result in card.missed if not may_be_proved_unseen(context, document, result))
    if missed:
        yield _violation(card, missed)


def _violation(card: Scorecard, missed: tuple[Result, ...]) -> Violation:
    tier = card.service.model.tier
    names = ", ".join(f"`{result.check.id}`" for result in missed[:MOST_NAMED])
    more = f" and {len(missed) - MOST_NAMED} more" if len(missed) > MOST_NAMED else ""
    first = missed[0]
    review = card.review
    return Violation(
        ("lifecycle",),
        f"{len(missed)} of {card.required} checks that {tier} services need in production "
        f"{'is' if len(missed) == 1 else 'are'} missing: {names}{more}",
        f"`{first.check.id}`: {first.reason.removesuffix('.')}. `steadybook readiness {card.service.id}` shows all.",
        related=(Elsewhere(review, ("checks",), "what is attested"),) if review is not None else (),
        severity=Severity.ERROR if tier == "critical" else Severity.WARNING,
    )


RULE = Rule(Severity.ERROR, models=(Service,), check_last=check_last)
