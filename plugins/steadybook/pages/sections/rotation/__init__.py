"""The page of an on-call rotation: who is on call, how healthy that is, and how fairly it is shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from steadybook.analysis.handoff.draft import HandoffDraft, handoff_of
from steadybook.analysis.handoff.scope import Entry
from steadybook.analysis.oncall_coverage import Coverage, coverage_of_rotation
from steadybook.analysis.oncall_health import HealthFigure, health_of, shift_now
from steadybook.analysis.oncall_load import MemberLoad
from steadybook.analysis.oncall_trend import MOST_SHIFTS, RotationHealth, rotation_health
from steadybook.analysis.shifts import shifts_of
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.sre.oncall import COMPENSATIONS, HANDOFF_SECTIONS, Band

MOST_DRAFTED = 8
"""Lines of one part of a drafted handoff on the page; the command prints all."""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift with its seven figures."""

    document: Document[OncallShift]
    figures: tuple[HealthFigure, ...]
    is_running: bool
    has_begun: bool


@dataclass(frozen=True, slots=True)
class DraftedLine:
    """A line of a drafted handoff, divided at what it is about: that is a link, where a page has it."""

    before: str
    name: str
    after: str
    url: str | None


@dataclass(frozen=True, slots=True)
class DraftedPart:
    """What the repository knows for one part of the handoff, beyond what is written in the shift."""

    title: str
    lines: tuple[DraftedLine, ...]
    more: int
    """Lines that only the command prints."""
    note: str


@dataclass(frozen=True, slots=True)
class RotationView:
    """What the page shows."""

    id: str
    rotation: OncallRotation
    now: Document[OncallShift] | None
    handoff: tuple[tuple[str, tuple[str, ...]], ...]
    """What the running shift, else the last one, hands over: title and lines."""
    handoff_of: Document[OncallShift] | None
    draft: HandoffDraft
    """What the repository would hand over at this moment."""
    drafted: tuple[DraftedPart, ...]
    health: RotationHealth
    coverage: Coverage | None
    overall: tuple[HealthFigure, ...]
    worst: tuple[HealthFigure, ...]
    shifts: tuple[ShiftRow, ...]
    total: int
    loads: tuple[MemberLoad, ...]
    most_pages: int
    compensation: str
    mentioned_by: tuple[Document[Any], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(OncallRotation):
        yield Leaf(
            url=address("oncall_rotation", document.id),
            title=document.title,
            template="sections/rotation/page.html.j2",
            view=_view(site, document),
            source=document.path,
            parent=section("oncall_rotation"),
            search=record(document),
        )


def _view(site: Site, document: Document[OncallRotation]) -> RotationView:
    context, rotation = site.context, document.model
    shifts = context.memo(shifts_of, document.id)
    begun = [d for d in shifts if d.model.start < context.as_of]
    shown = shifts[-MOST_SHIFTS:]
    now = shift_now(context, document.id)
    health = rotation_health(context, document)
    overall, loads = health.figures, health.loads
    handing = next((d for d in reversed(begun) if d.model.handoff and not d.model.handoff.is_empty), None)
    draft = handoff_of(context, document, site.history, site.flagged)
    mentions = site.mentions.get(("oncall_rotation", document.id), ())
    return RotationView(
        id=document.id,
        rotation=rotation,
        now=now,
        handoff=tuple(_handoff(handing)) if handing else (),
        handoff_of=handing,
        draft=draft,
        drafted=tuple(_drafted(site, draft)),
        health=health,
        coverage=coverage_of_rotation(context, document),
        overall=overall,
        worst=tuple(figure for figure in overall if figure.band is Band.CRITICAL),
        shifts=tuple(ShiftRow(d, health_of([d.model]), d is now, d in begun) for d in reversed(shown)),
        total=len(shifts),
        loads=loads,
        most_pages=max((load.pages for load in loads), default=0),
        compensation=COMPENSATIONS.get(rotation.compensation or "", ""),
        mentioned_by=tuple(d for d in mentions if d not in shifts),
    )


def _handoff(shift: Document[OncallShift]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in HANDOFF_SECTIONS:
        lines: tuple[str, ...] = getattr(shift.model.handoff, part.field)
        if lines:
            yield part.title, lines


def _drafted(site: Site, draft: HandoffDraft) -> Iterator[DraftedPart]:
    for part in draft.parts:
        lines = tuple(_line(site, entry) for entry in part.found)
        note = part.note if part.note or lines else "Nothing is known beyond what is written." if part.written else ""
        yield DraftedPart(part.section.title, lines[:MOST_DRAFTED], len(lines[MOST_DRAFTED:]), note)


def _line(site: Site, entry: Entry) -> DraftedLine:
    document = site.corpus.document_at(entry.path) if entry.path else None
    return DraftedLine(*entry.text.partition(entry.id), site.page_of(document) if document is not None else None)


PAGE = Page(leaves=_leaves, kinds=frozenset({"oncall_rotation"}))
