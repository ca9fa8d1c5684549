"""Which incidents spent an error budget: the bad events that were counted while each of them lasted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from steadybook.analysis.measured_series import MeasuredSeries, in_events, percent
from steadybook.kinds.incident import KIND as INCIDENT
from steadybook.measurements.columns import microseconds
from steadybook.model.context import Context
from steadybook.model.document import Document

if TYPE_CHECKING:
    from steadybook.kinds.incident.model import Incident


class IncidentShare(NamedTuple):
    """An incident and what it took of an error budget."""

    incident: Document[Incident]
    bad: Decimal
    """Bad events while it lasted, as far as that lies in the window."""
    share: Decimal
    """The same in percent of all bad events of the window. Incidents that overlap count the same events."""


def shares(context: Context, service: str, series: MeasuredSeries, start: int, end: int) -> tuple[IncidentShare, ...]:
    """The incidents of a service with bad events between two moments (microseconds since 1970), largest share first."""
    incidents = list(_incidents(context, service))
    whole = series.sums(start, end).bad if incidents else 0
    if not whole:
        return ()
    found = []
    for document, began, over in incidents:
        bad = series.sums(max(start, began), min(end, over if over is not None else end)).bad
        if bad:
            found.append(IncidentShare(document, in_events(bad, series.scale), percent(bad, whole)))
    return tuple(sorted(found, key=lambda share: (-share.share, share.incident.id)))


def _incidents(context: Context, service: str) -> Iterator[tuple[Document[Incident], int, int | None]]:
    for document in context.corpus.referrers("service", service, INCIDENT):
        incident = document.model
        if service in incident.services:
            over: datetime | None = incident.mitigated_at or incident.resolved_at
            end = microseconds(over.astimezone(UTC)) if over is not None else None
            yield document, microseconds(incident.started_at.astimezone(UTC)), end
