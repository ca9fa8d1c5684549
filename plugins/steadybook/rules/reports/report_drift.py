"""The frozen figures of a monthly report differ from the data.

## What it does

Computes every figure of the report's month anew and compares it with what `steadybook report monthly --write` froze
into the document, to the precision that is written. It says for each what stands there and what the data shows now.
As long as a document that is counted cannot be read, it says nothing: the error of that document comes first.

## Why is this bad?

Somebody read the frozen figures and decided by them. When an incident is recorded late, or measurements are corrected,
the difference should be seen rather than silently replaced.

## Example

```yaml
# path: postmortems/reports/2026-10.yaml
monthly_report:
  period: 2026-10
  incidents:
    total: 3  # <-
  highlights: [Nothing burned]
```

## Use instead

```yaml
# path: postmortems/reports/2026-10.yaml
monthly_report:
  period: 2026-10
  incidents:
    total: 0
  highlights: [Nothing burned]
```

## How to fix or waive

See what moved: a record that came late, or one that was changed. Then freeze the figures again with
`steadybook report monthly 2026-10 --write`, or waive the finding and keep what was read at the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from steadybook.analysis.hidden import UNKNOWN
from steadybook.analysis.review.monthly import drifts
from steadybook.kinds.monthly_report.model import MonthlyReport
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.numbers import rounded

COUNTED = (
    UNKNOWN,
    "experiment",
    "game_day",
    "incident",
    "measurements",
    "oncall_shift",
    "postmortem",
    "service",
    "sli",
    "slo",
    "team",
    "toil_item",
)
"""The kinds of documents whose figures a monthly report sums up, and files that are too broken to tell theirs."""


def check(document: Document[MonthlyReport], context: Context) -> Iterator[Violation]:
    """Yields each frozen figure that the data contradicts."""
    if not document.model.is_frozen or any(context.corpus.broken(kind) for kind in COUNTED):
        return
    for drift in drifts(context, document):
        value = drift.computed.value
        now = rounded(value, 1) if isinstance(value, Decimal) else value
        shows = f"the data shows {now}" if now is not None else f"the data shows nothing: {drift.computed.reason}"
        month = document.model.period
        yield Violation(
            drift.route,
            f"{drift.written} was frozen, but {shows}",
            f"See what moved, then `steadybook report monthly {month} --write`.",
        )


RULE = Rule(Severity.WARNING, models=(MonthlyReport,), check=check)
