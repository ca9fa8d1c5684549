"""Two files measure the same service and SLI over the same time.

## What it does

Compares the rows of a service and SLI with those of other files. The finding stands at the first row of the later
file, by path, that overlaps one of the earlier file. Overlaps within a file are the rule `measurement-overlap`.

## Why is this bad?

The events of that time count twice: budget, burn rate and every report are wrong.

## Example

```csv
# path: slos/measurements/2026-10.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-30T00:00:00Z,2026-10-31T00:00:00Z,9990,10000
checkout,checkout-success,2026-10-31T00:00:00Z,2026-11-01T00:00:00Z,9995,10000
# path: slos/measurements/2026-11.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-31T00:00:00Z,2026-11-01T00:00:00Z,9995,10000  # <-
checkout,checkout-success,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,9999,10000
```

## Use instead

```csv
# path: slos/measurements/2026-10.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-10-30T00:00:00Z,2026-10-31T00:00:00Z,9990,10000
checkout,checkout-success,2026-10-31T00:00:00Z,2026-11-01T00:00:00Z,9995,10000
# path: slos/measurements/2026-11.csv
service,sli,start,end,good,total
checkout,checkout-success,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,9999,10000
```

## How to fix or waive

Delete the rows from one of the two files, or give them intervals that only touch.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.measurements.model import Measurements, Series
from steadybook.measurements.columns import whole
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Elsewhere, Severity, Violation
from steadybook.model.rule import Rule


def check(document: Document[Measurements], context: Context) -> Iterator[Violation]:
    """Yields one violation for each series and earlier file that overlap."""
    for series in document.model.series:
        for other in context.corpus.referrers("service", series.service, Measurements):
            if other.path >= document.path:
                break
            for earlier in other.model.series:
                if (earlier.service, earlier.sli) == (series.service, series.sli):
                    yield from _overlaps(series, earlier, other)


def _overlaps(series: Series, earlier: Series, other: Document[Measurements]) -> Iterator[Violation]:
    pairs = list(_overlapping_rows(series, earlier))
    if not pairs:
        return
    count = len({row for row, _ in pairs})
    first, theirs = pairs[0]
    what = "this row overlaps one" if count == 1 else f"this and {count - 1} further rows overlap some"
    yield Violation(
        series.route(first),
        f"{what} of the same service and SLI in {other.path}: those events count twice",
        "Delete the rows from one of the two files, or give them intervals that only touch.",
        related=(Elsewhere(other, earlier.route(theirs), "the first row that is overlapped"),),
    )


def _overlapping_rows(left: Series, right: Series) -> Iterator[tuple[int, int]]:
    """Pairs of rows that overlap, in order of time. Each series is in order and has no overlaps of its own."""
    if not left.may_overlap(right):
        return
    starts, ends = whole(left.columns.starts), whole(left.columns.ends)
    their_starts, their_ends = whole(right.columns.starts), whole(right.columns.ends)
    i = j = 0
    while i < len(left) and j < len(right):
        if starts[i] < their_ends[j] and their_starts[j] < ends[i]:
            yield i, j
        if ends[i] <= their_ends[j]:
            i += 1
        else:
            j += 1


RULE = Rule(Severity.ERROR, models=(Measurements,), check=check)
