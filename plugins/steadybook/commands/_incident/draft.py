"""The draft of a postmortem: what the incident's record and the measurements know, and what people must add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from textwrap import wrap

from steadybook.analysis.incident_impact import harms_of, impact_of
from steadybook.commands._incident.moments import shown, written
from steadybook.kinds.incident.model import Incident
from steadybook.source.emit import Data, entry
from steadybook.sre.durations import format_duration, minutes, words
from steadybook.sre.incidents import POSTMORTEM_BUSINESS_DAYS, postmortem_due
from steadybook.sre.postmortems import (
    ACTION_PRIORITIES,
    ACTION_TYPES,
    POSTMORTEM_STATUSES,
    QUESTIONS,
    TRIGGERS,
)

WIDTH = 110
"""Columns of a paragraph."""
SPACES = str.maketrans({"\u202f": " "})


@dataclass(frozen=True, slots=True)
class Spent:
    """What the incident took of one objective's error budget, in percent of the whole budget of its window."""

    slo: str
    percent: Decimal


def due_of(incident: Incident) -> date:
    """The last day on which the postmortem of a resolved incident is in time."""
    assert incident.resolved_at is not None
    return postmortem_due(incident.resolved_at.astimezone(UTC).date())


def drafted(id: str, incident: Incident, authors: Sequence[str], spent: Sequence[Spent]) -> str:
    """The text of the draft. What only people can say is marked with a TODO, which the check reports until then."""
    assert incident.mitigated_at is not None
    assert incident.resolved_at is not None
    lines = ["postmortem:"]
    for part in _parts(id, incident, authors, spent):
        lines += [f"  {line}" if line else "" for line in part.split("\n")]
    return "\n".join(lines) + "\n"


def _parts(id: str, incident: Incident, authors: Sequence[str], spent: Sequence[Spent]) -> Iterator[str]:
    assert incident.mitigated_at is not None
    assert incident.resolved_at is not None
    whole = incident.resolved_at - incident.started_at
    yield entry("title", incident.title, 0)
    yield f"date: {_day(id, incident.started_at)}"
    yield f"severity: {incident.severity}"
    yield f"duration: {format_duration(timedelta(minutes=int(_rounded(minutes(whole), 0))))}"
    yield entry("authors", list(authors), 0)
    yield "# reviewers: [WHO]         # who read it and agreed; a final one names them"
    due = f"due {due_of(incident)}, {POSTMORTEM_BUSINESS_DAYS} business days after the resolution"
    yield f"status: draft               # {' | '.join(POSTMORTEM_STATUSES)}; {due}"
    yield entry("services", list(incident.services), 0)
    if spent:
        yield entry("slos", [share.slo for share in spent], 0)
    yield entry("incident", id, 0)
    yield f"# trigger: unknown          # {' | '.join(TRIGGERS)}"
    yield entry("summary", _summary(incident), 0)
    yield from _impact(incident, whole, spent)
    yield entry("timeline", list(_timeline(incident)), 0)
    yield entry("root_cause", _asked("root_cause"), 0)
    yield entry("contributing_factors", [_asked("contributing_factors")], 0)
    yield "# five_whys:\n#   - why: Why did users notice anything?\n#     because: …"
    yield entry("detection", _detection(incident), 0)
    ended = next((e.event for e in reversed(incident.timeline) if e.phase == "resolution"), None)
    resolution: dict[str, Data] = {"how_resolved": ended} if ended else {}
    resolution["time_to_mitigate_minutes"] = _minutes(incident.mitigated_at - incident.started_at)
    resolution["time_to_resolve_minutes"] = _minutes(whole)
    yield entry("resolution", resolution, 0)
    for field in ("what_went_well", "what_went_wrong", "where_we_got_lucky"):
        yield entry(field, [_asked(field)], 0)
    yield from _actions(incident)


def _impact(incident: Incident, whole: timedelta, spent: Sequence[Spent]) -> Iterator[str]:
    impact: dict[str, Data] = {"duration_minutes": _minutes(whole)}
    if spent:
        impact["slo_budget_consumed_pct"] = f"{_rounded(max(share.percent for share in spent), 1):f}"
    impact["data_loss"] = "true" if incident.data_loss else "false"
    yield entry("impact", impact, 0)
    yield "  # users_affected: 0\n  # revenue_impact_usd: 0\n  # customer_tickets: 0"


def _timeline(incident: Incident) -> Iterator[Data]:
    if not incident.timeline or incident.timeline[0].time > incident.started_at:
        yield {"time": written(incident.started_at), "event": "Started: users are affected from here on"}
    for told in incident.timeline:
        line = {"time": written(told.time), "event": told.event}
        yield {**line, "phase": told.phase} if told.phase else line


def _detection(incident: Incident) -> dict[str, Data]:
    detection: dict[str, Data] = {"how_detected": incident.detected_by} if incident.detected_by else {}
    detection["time_to_detect_minutes"] = _minutes(incident.detected_at - incident.started_at)
    detection["could_have_detected_sooner"] = _asked("could_have_detected_sooner")
    return detection


def _actions(incident: Incident) -> Iterator[str]:
    yield "action_items: []"
    need = "; a SEV1 needs one that prevents or detects" if incident.severity == "SEV1" else ""
    yield f"# At least one when it is final{need}:"
    yield (
        f"#   - id: AI-001\n#     type: prevent           # {' | '.join(ACTION_TYPES)}\n#     description: …\n"
        f"#     owner: …\n#     priority: P1            # {' | '.join(ACTION_PRIORITIES)}\n#     deadline: YYYY-MM-DD"
    )


def _summary(incident: Incident) -> str:
    """A first summary from the record alone, so that the draft is readable at once."""
    assert incident.mitigated_at is not None
    assert incident.resolved_at is not None
    told = [f"{incident.title.rstrip('.')}. {impact_of(incident)}."]
    if harms := harms_of(incident):
        told.append(f"{'; '.join(harms).capitalize()}.")
    found = words(incident.detected_at - incident.started_at)
    told.append(f"It began at {shown(incident.started_at)} and was noticed after {found}.")
    for phase, what in (("mitigation", "Mitigated"), ("resolution", "Resolved")):
        event = next((e.event for e in reversed(incident.timeline) if e.phase == phase), None)
        moment = incident.mitigated_at if phase == "mitigation" else incident.resolved_at
        told.append(f"{what} at {shown(moment)}{f': {event}' if event else ''}".rstrip(".") + ".")
    # Wrapped first: the narrow space keeps number and unit on one line.
    return (
        "\n".join(wrap(" ".join(told), WIDTH, break_long_words=False, break_on_hyphens=False)).translate(SPACES) + "\n"
    )


def _asked(field: str) -> str:
    return f"TODO: {QUESTIONS[field]}"


def _day(id: str, started: datetime) -> str:
    """The day that the file is named after, where it is that of the start in its own zone; else that in UTC."""
    return id[:10] if id[:10] == str(started.date()) else str(started.astimezone(UTC).date())


def _minutes(length: timedelta) -> str:
    exact = minutes(length)
    return f"{_rounded(exact, 1 if exact < 10 and exact % 1 else 0):f}"


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
