"""When an incident began, was noticed, mitigated and resolved: as its record says, else as its postmortem tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from steadybook.kinds._timeline import TimelineEntry
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.spans import Route
from steadybook.sre.incidents import postmortem_due

_SPOKEN = re.compile(r"\s*(started|detected|mitigated|resolved)\s*:", re.IGNORECASE)
_PHASES = {"detected": "detection", "mitigated": "mitigation", "resolved": "resolution"}
_FIELDS = {"started": "started_at", "detected": "detected_at", "mitigated": "mitigated_at", "resolved": "resolved_at"}


class Moment(NamedTuple):
    """A moment with the place that says so."""

    time: datetime
    document: Document[Any]
    route: Route

    def __str__(self) -> str:
        return in_words(self.time)


class Response(NamedTuple):
    """The moments of an incident as far as they are known."""

    started: Moment | None
    detected: Moment | None
    mitigated: Moment | None
    resolved: Moment | None


def response_of(context: Context, document: Document[Postmortem]) -> Response:
    """The moments of a postmortem's incident: those of the incident's record, else those of its own timeline.

    In a timeline an entry may say `Started:`, `Detected:`, `Mitigated:` or `Resolved:`; failing that, the first entry
    of phase detection counts, and the last one of phase mitigation and of phase resolution.
    """
    postmortem = document.model
    incident = context.corpus.get(Incident, postmortem.incident) if postmortem.incident else None
    return Response(**{word: _moment(word, document, incident) for word in _FIELDS})


def due_of(context: Context, document: Document[Postmortem]) -> date:
    """The last day on which a postmortem is in time: counted from the resolution, else from the day it names."""
    resolved = response_of(context, document).resolved
    return postmortem_due(resolved.time.astimezone(UTC).date() if resolved else document.model.date)


def phases_of(timeline: Iterable[TimelineEntry]) -> frozenset[str]:
    """The phases that a timeline shows, by `phase` or by a text such as `Detected: …`."""
    found = {entry.phase for entry in timeline if entry.phase is not None}
    spoken = (_SPOKEN.match(entry.event) for entry in timeline)
    return frozenset(found | {_PHASES.get(word[1].lower(), "") for word in spoken if word} - {""})


def updates_of(incident: Incident) -> Iterator[tuple[int, datetime]]:
    """The status updates of an incident's timeline: index and moment."""
    for index, entry in enumerate(incident.timeline):
        if entry.phase == "update":
            yield index, entry.time


def since(start: Moment | None, end: Moment | None) -> timedelta | None:
    """The time between two moments; None where one is unknown or they are out of order."""
    if start is None or end is None or end.time < start.time:
        return None
    return end.time - start.time


def in_words(moment: datetime) -> str:
    """A moment for people, in UTC, with seconds only where there are any."""
    utc = moment.astimezone(UTC)
    return utc.strftime("%Y-%m-%d %H:%M:%S UTC" if utc.second else "%Y-%m-%d %H:%M UTC")


def _moment(word: str, document: Document[Postmortem], incident: Document[Incident] | None) -> Moment | None:
    field = _FIELDS[word]
    if incident is not None and (time := getattr(incident.model, field)) is not None:
        return Moment(time, incident, (field,))
    timeline = list(enumerate(document.model.timeline))
    for index, entry in timeline:
        spoken = _SPOKEN.match(entry.event)
        if spoken and spoken[1].lower() == word:
            return Moment(entry.time, document, ("timeline", index))
    ordered = timeline if word == "detected" else timeline[::-1]
    for index, entry in ordered:
        if entry.phase is not None and entry.phase == _PHASES.get(word):
            return Moment(entry.time, document, ("timeline", index))
    return None
