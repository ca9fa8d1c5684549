"""A subject has two maturity assessments of the same day.

## What it does

Reports an assessment when another document, earlier by path, has the same `subject` and `date`.

## Why is this bad?

The history has two values for one day, and which of them counts is chance.

## Example

```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payments
  date: 2026-10-02
  scores:
    slos: 3
    monitoring: 3
    incident_response: 3
    automation: 2
    chaos_engineering: 1
    capacity_planning: 2
    toil_management: 2
    oncall_health: 3
# path: catalog/maturity/payments-october.yaml
maturity_assessment:
  subject: payments
  date: 2026-10-02  # <-
  scores:
    slos: 3
    monitoring: 3
    incident_response: 3
    automation: 2
    chaos_engineering: 1
    capacity_planning: 2
    toil_management: 2
    oncall_health: 3
```

## Use instead

```yaml
# path: catalog/maturity/payments-2026-10.yaml
maturity_assessment:
  subject: payments
  date: 2026-10-02
  scores:
    slos: 3
    monitoring: 3
    incident_response: 3
    automation: 2
    chaos_engineering: 1
    capacity_planning: 2
    toil_management: 2
    oncall_health: 3
```

## How to fix or waive

Keep one of the two, or mend the date.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.maturity_assessment.model import MaturityAssessment
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule
from steadybook.source.spans import Route

SUBJECTS = ("service", "team")
"""The kinds of document that may be assessed."""


def check(document: Document[MaturityAssessment], context: Context) -> Iterator[Violation]:
    """Yields an assessment of a day that an earlier path already has."""
    assessment = document.model
    place: Route = ("date",)
    for kind in SUBJECTS:
        for other in context.corpus.referrers(kind, assessment.subject, MaturityAssessment):
            if other.path >= document.path:
                break
            if other.model.date == assessment.date:
                yield Violation(
                    place,
                    f"`{other.id}` already assesses `{assessment.subject}` on {assessment.date}",
                    "Keep one of the two, or mend the date.",
                    related=(Elsewhere(other, place, "the other assessment"),),
                )
                return


RULE = Rule(Severity.ERROR, models=(MaturityAssessment,), check=check)
