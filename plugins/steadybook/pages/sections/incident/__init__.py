"""The page of an incident: how severe, what users met, the timeline to scale, the times, who did what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from steadybook.analysis.incident_impact import decision_of, harms_of, impact_of, is_graver
from steadybook.analysis.incident_times import is_commanded, peers, times_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.consumed_budgets import ConsumedView, consumed_by
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.pages.timeline import Timeline, lay_out
from steadybook.sre.durations import minutes
from steadybook.sre.incidents import FEWEST_FOR_P90, ROLES, postmortem_due
from steadybook.sre.severity import Decision

MOST_STROKES = 120
"""Beyond so many incidents single strokes can no longer be told apart."""


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One of the four times: of this incident, and of comparable ones; minutes where the chart needs numbers."""

    name: str
    this: timedelta | None
    n: int
    median: timedelta | None
    p90: timedelta | None
    strip: tuple[float, ...]
    median_minutes: float
    p90_minutes: float
    this_minutes: float | None


@dataclass(frozen=True, slots=True)
class IncidentView:
    """What the page shows."""

    id: str
    incident: Incident
    met: str
    harm: str
    decision: Decision
    is_graver: bool
    """Declared graver than the matrix asks for."""
    timeline: Timeline | None
    times: tuple[TimeRow, ...]
    top: float
    """End of the axis that the strips share, in minutes."""
    compared: str
    roles: tuple[tuple[str, str, str | None], ...]
    postmortem: Document[Postmortem] | None
    postmortem_id: str | None
    due: date | None
    late: int
    consumed: ConsumedView
    mentioned_by: tuple[Document[Any], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(Incident):
        view = _view(site, document)
        yield Leaf(
            url=address("incident", document.id),
            title=document.title,
            template="sections/incident/page.html.j2",
            view=view,
            source=document.path,
            parent=section("incident"),
            search=record(document, view.met),
            toc=True,
        )


def _view(site: Site, document: Document[Incident]) -> IncidentView:
    context, incident = site.context, document.model
    moments = {name.removesuffix("_at"): moment for name, moment in incident.instants}
    rows = _times(site, incident)
    named = context.corpus.get(Postmortem, incident.postmortem) if incident.postmortem else None
    naming = context.corpus.referrers("incident", document.id, Postmortem)
    postmortem = named or next((d for d in naming if d.model.incident == document.id), None)
    wanted = postmortem is None and is_commanded(incident) and incident.resolved_at is not None
    due = postmortem_due(incident.resolved_at.astimezone(UTC).date()) if wanted and incident.resolved_at else None
    return IncidentView(
        id=document.id,
        incident=incident,
        met=_met(incident),
        harm=", ".join(harms_of(incident)),
        decision=decision_of(incident),
        is_graver=is_graver(incident),
        timeline=lay_out(moments, incident.timeline, context.as_of),
        times=rows,
        top=max([1.0, *(v for row in rows for v in row.strip), *(row.this_minutes or 0 for row in rows)]),
        compared="SEV1 and SEV2" if is_commanded(incident) else "SEV3 and SEV4",
        roles=tuple((role.name, role.responsibility, getattr(incident.roles, role.field)) for role in ROLES),
        postmortem=postmortem,
        postmortem_id=incident.postmortem,
        due=due,
        late=(context.today - due).days if due else 0,
        consumed=consumed_by(context, document),
        mentioned_by=tuple(d for d in site.mentions.get(("incident", document.id), ()) if d is not postmortem),
    )


def _met(incident: Incident) -> str:
    if incident.mitigated_at is None:
        return f"{impact_of(incident)}, and it is not mitigated yet."
    after = "" if incident.is_resolved else " It is mitigated, not yet resolved."
    return f"{impact_of(incident)}.{after}"


def _times(site: Site, incident: Incident) -> tuple[TimeRow, ...]:
    own = times_of(incident)
    rows = []
    for peer in peers(site.context, is_commanded(incident)):
        summary, this = peer.summary, own.get(peer.measured.name)
        many = summary is not None and summary.n >= FEWEST_FOR_P90
        values = peer.values if len(peer.values) <= MOST_STROKES else ()
        median = summary.median if summary else None
        p90 = summary.p90 if summary and many else None
        rows.append(
            TimeRow(
                name=peer.measured.name.removeprefix("Time ").capitalize(),
                this=this,
                n=summary.n if summary else 0,
                median=median,
                p90=p90,
                strip=tuple(float(minutes(value)) for value in values),
                median_minutes=float(minutes(median)) if median is not None else 0.0,
                p90_minutes=float(minutes(p90 if p90 is not None else median)) if median is not None else 0.0,
                this_minutes=float(minutes(this)) if this is not None else None,
            )
        )
    return tuple(rows)


PAGE = Page(leaves=_leaves, kinds=frozenset({"incident"}))
