"""The handoff of a rotation, filled in from the repository; people add what it cannot know."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.analysis.handoff.scope import Entry, Scope, scope_of
from steadybook.analysis.handoff.sections import (
    known_risks,
    open_issues,
    recent_changes,
    runbook_updates,
    scheduled,
)
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.history import History
from steadybook.sre.oncall import HANDOFF_SECTIONS, HandoffSection

MOST_COMMITS = 2000
"""Commits that are looked through for a handoff: far more than a shift sees."""
MOST_LINES = 30
"""Lines of one part: nobody reads more at a change of shift; what is left out is counted."""


@dataclass(frozen=True, slots=True)
class HandoffPart:
    """One part of the template: what people wrote in the shift, and what the repository adds to it."""

    section: HandoffSection
    written: tuple[str, ...]
    found: tuple[Entry, ...]
    """What no written line mentions already."""
    note: str
    """What is to be said of the search: why nothing was found, or what was left out."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines, those of people first."""
        return (*self.written, *(entry.text for entry in self.found))


@dataclass(frozen=True, slots=True)
class HandoffDraft:
    """The whole handoff."""

    scope: Scope
    parts: tuple[HandoffPart, ...]

    @property
    def title(self) -> str:
        """What is handed over, by whom and to whom."""
        outgoing, incoming = self.scope.outgoing, self.scope.incoming
        people = f": {outgoing.model.primary}" if outgoing is not None else ""
        people += f" to {incoming.model.primary}" if outgoing is not None and incoming is not None else ""
        return f"Handoff of {self.scope.rotation.id}{people}"

    def figures(self) -> Mapping[str, Any]:
        """The handoff as programs read it."""
        scope = self.scope
        return {
            "rotation": scope.rotation.id,
            "outgoing": _shift(scope.outgoing),
            "incoming": _shift(scope.incoming),
            "since": scope.since,
            "until": scope.until,
            "services": [document.id for document in scope.services],
            "remarks": scope.remarks,
            "sections": [
                {
                    "section": part.section.field,
                    "title": part.section.title,
                    "written": part.written,
                    "found": [{"text": e.text, "kind": e.kind, "id": e.id, "document": e.path} for e in part.found],
                    "note": part.note,
                }
                for part in self.parts
            ],
        }


def handoff_of(
    context: Context,
    rotation: Document[OncallRotation],
    history: History,
    flagged: Container[str],
    shift: Document[OncallShift] | None = None,
) -> HandoffDraft:
    """The handoff at the end of `shift` (else of the shift that runs, else of the last one).

    `history`: the newest commits of the repository, or why there are none. `flagged`: what `flagged_paths` says.
    """
    scope = scope_of(context, rotation, shift)
    return HandoffDraft(scope, tuple(_parts(context, scope, history, flagged)))


def _parts(context: Context, scope: Scope, history: History, flagged: Container[str]) -> Iterator[HandoffPart]:
    changes, said = recent_changes(context, scope, history)
    found: Mapping[str, tuple[tuple[Entry, ...], str]] = {
        "open_issues": (tuple(open_issues(context, scope)), ""),
        "recent_changes": (changes, said),
        "known_risks": (tuple(known_risks(context, scope, flagged)), ""),
        "scheduled_maintenance": (tuple(scheduled(context, scope)), ""),
        "runbook_updates": (tuple(runbook_updates(context, scope, history)), ""),
    }
    handoff = scope.outgoing.model.handoff if scope.outgoing is not None else None
    for section in HANDOFF_SECTIONS:
        entries, note = found[section.field]
        written: tuple[str, ...] = getattr(handoff, section.field) if handoff is not None else ()
        fresh = [entry for entry in _once(entries) if not _is_said(entry, written)]
        left_out = len(fresh) - MOST_LINES
        if left_out > 0:
            note = f"{left_out} more are left out. {note}".strip()
        yield HandoffPart(section, tuple(" ".join(w.split()) for w in written), tuple(fresh[:MOST_LINES]), note)


def _once(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    yield from {entry.text: entry for entry in entries}.values()


def _is_said(entry: Entry, written: tuple[str, ...]) -> bool:
    """A line that somebody wrote about the same thing stays as it is: it knows more than the repository."""
    if entry.kind == "oncall_shift":
        return entry.text in (" ".join(line.split()) for line in written)
    return any(_mentions(line, entry.id) for line in written)


def _mentions(line: str, id: str) -> bool:
    """Whether the id stands in a line as a word of its own."""
    start = line.find(id)
    while start >= 0:
        around = (line[start - 1 : start], line[start + len(id) : start + len(id) + 1])
        if not any(character.isalnum() or character in "-_/" for character in around if character):
            return True
        start = line.find(id, start + 1)
    return False


def _shift(document: Document[OncallShift] | None) -> Mapping[str, Any] | None:
    if document is None:
        return None
    shift = document.model
    return {
        "shift": document.id,
        "document": document.path,
        "start": shift.start,
        "end": shift.end,
        "primary": shift.primary,
        "secondary": shift.secondary,
    }
