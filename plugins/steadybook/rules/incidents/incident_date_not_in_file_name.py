"""The file of an incident or postmortem is not named after its day.

## What it does

The file name of an incident and of a postmortem begins with the day: `YYYY-MM-DD-slug.yaml`. The day must be that of
`started_at` (in UTC or in the zone that it is written in), or the postmortem's `date`.

## Why is this bad?

The name is the id that others refer to. With the day in front, lists and folders are in order of time, and two
outages of one service do not compete for a name.

## Example

```yaml
# path: postmortems/incidents/orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: core_down
  users: under_25
  severity: SEV2
  status: resolved
  started_at: 2026-10-07T09:12:00Z  # <-
  detected_at: 2026-10-07T09:15:00Z
  acknowledged_at: 2026-10-07T09:17:00Z
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
```

## Use instead

```yaml
# path: postmortems/incidents/2026-10-07-orders-fail.yaml
incident:
  title: Orders fail
  services: [checkout]
  function: core_down
  users: under_25
  severity: SEV2
  status: resolved
  started_at: 2026-10-07T09:12:00Z
  detected_at: 2026-10-07T09:15:00Z
  acknowledged_at: 2026-10-07T09:17:00Z
  mitigated_at: 2026-10-07T09:41:00Z
  resolved_at: 2026-10-07T10:05:00Z
  roles: {incident_commander: pay-1, communications_lead: payments-lead, operations_lead: pay-2}
```

## How to fix or waive

Rename the file, and the references to it, or correct the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date
from typing import Final

from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule

NAME: Final = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})-\S+")


def _check(document: Document[Incident | Postmortem], _context: Context) -> Iterator[Violation]:
    model = document.model
    days: tuple[date, ...]
    if isinstance(model, Incident):
        field = "started_at"
        days = model.started_at.astimezone(UTC).date(), model.started_at.date()
    else:
        field, days = "date", (model.date,)
    named = NAME.fullmatch(document.id)
    if named and named["day"] in map(str, days):
        return
    what = f"the file is named after {named['day']}" if named else "the file's name does not begin with the day"
    slug = re.sub(r"^[0-9-]*", "", document.id) or "slug"
    yield Violation(
        (field,),
        f"{what}, but `{field}` is on {days[0]}",
        f"Rename the file to `{days[0]}-{slug}.yaml` with the references to it, or correct `{field}`.",
    )


RULE = Rule(Severity.WARNING, models=(Incident, Postmortem), check=_check)
