"""The four times of incidents, and those of comparable ones to hold them against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from steadybook.kinds.incident.model import Incident
from steadybook.model.context import Context
from steadybook.sre.incidents import MEASURED_TIMES, DurationSummary, MeasuredTime, summarize
from steadybook.sre.severity import COMMANDED, Severity

PERIOD = timedelta(days=365)
"""Incidents that began within this time before now are compared."""


class PeerTimes(NamedTuple):
    """One of the times over all comparable incidents."""

    measured: MeasuredTime
    values: tuple[timedelta, ...]

    @property
    def summary(self) -> DurationSummary | None:
        """Number, median, mean and 90th percentile; None without a value."""
        return summarize(self.values)


def times_of(incident: Incident) -> Mapping[str, timedelta]:
    """The times of an incident by name, as far as its instants are known and in order."""
    return dict(_times(incident))


def is_commanded(incident: Incident) -> bool:
    """Whether its severity asks for a commander and a postmortem (SEV1 and SEV2)."""
    return Severity(incident.severity) in COMMANDED


def peers(context: Context, commanded: bool) -> tuple[PeerTimes, ...]:
    """The times of the incidents of the last twelve months: of SEV1 and SEV2, or of SEV3 and SEV4."""
    return context.memo(_peers, commanded)


def _peers(context: Context, commanded: bool) -> tuple[PeerTimes, ...]:
    since = context.as_of - PERIOD
    incidents = [d.model for d in context.corpus.of(Incident) if since <= d.model.started_at <= context.as_of]
    times = [times_of(incident) for incident in incidents if is_commanded(incident) is commanded]
    return tuple(PeerTimes(m, tuple(t[m.name] for t in times if m.name in t)) for m in MEASURED_TIMES)


def _times(incident: Incident) -> Iterator[tuple[str, timedelta]]:
    instants = dict(incident.instants)
    for measured in MEASURED_TIMES:
        begin, end = instants.get(measured.begins), instants.get(measured.ends)
        if begin is not None and end is not None and end >= begin:
            yield measured.name, end - begin
