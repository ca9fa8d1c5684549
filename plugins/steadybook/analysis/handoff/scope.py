"""What a handoff is about: the shift that ends, the one that comes, the time between, and the services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from steadybook.analysis.shifts import shifts_of
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.prometheus_rules import ALERTED_SERVICE
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.spans import Route
from steadybook.sre.oncall import SHIFT_LENGTH


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the handoff. `id` is the document (or the commit) that it is about, and stands in the line.

    `route` is the place in that document, `path` the file.
    """

    text: str
    kind: str
    id: str
    path: str = ""
    route: Route = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The rotation, its shifts, and how far to look back and ahead."""

    rotation: Document[OncallRotation]
    outgoing: Document[OncallShift] | None
    """The shift that hands over: the one that runs, else the last one that began."""
    incoming: Document[OncallShift] | None
    """The shift that takes over, where it is written already."""
    since: datetime
    """Changes from here on are new to those who take over: the start of the outgoing shift."""
    now: datetime
    until: datetime
    """The end of the coming shift."""
    services: tuple[Document[Service], ...]
    """The services whose pages come here, by id."""
    remarks: tuple[str, ...]
    """What the reader has to know about the basis: no shift, a gap, no services."""

    @property
    def service_ids(self) -> frozenset[str]:
        """The ids of the services."""
        return frozenset(document.id for document in self.services)

    @property
    def team(self) -> str:
        """The team that staffs the rotation."""
        return self.rotation.model.team


def scope_of(context: Context, rotation: Document[OncallRotation], shift: Document[OncallShift] | None) -> Scope:
    """The scope of the handoff at the end of `shift`; without one at the end of the running shift, else of the last."""
    now = context.as_of
    shifts = context.memo(shifts_of, rotation.id)
    begun = [document for document in shifts if document.model.start < now]
    running = [document for document in begun if document.model.end >= now]
    outgoing = shift or next(reversed(running or begun), None)
    services = tuple(
        sorted(
            (
                d
                for d in context.corpus.referrers("oncall_rotation", rotation.id, Service)
                if d.model.oncall_rotation == rotation.id
            ),
            key=lambda d: d.id,
        )
    )
    length = rotation.model.shift_length or SHIFT_LENGTH
    remarks = (
        [] if services else [f"No service names {rotation.id} as its oncall_rotation: nothing of services is known."]
    )
    if outgoing is None:
        remarks.append(f"No shift of {rotation.id} has begun: the last {SHIFT_LENGTH.days} days are taken instead.")
        return Scope(
            rotation, None, _first_after(shifts, now), now - SHIFT_LENGTH, now, now + length, services, tuple(remarks)
        )
    if outgoing.model.end < now and shift is None:
        remarks.append(f"No shift covers this moment: the last one ended at {outgoing.model.end.isoformat()}.")
    incoming = _first_after(shifts, outgoing.model.end)
    change = max(outgoing.model.end, now) if incoming is None else incoming.model.start
    if incoming is None:
        remarks.append(
            f"The coming shift is not written yet: it is taken to last until {(change + length).isoformat()}."
        )
    until = incoming.model.end if incoming is not None else change + length
    return Scope(rotation, outgoing, incoming, outgoing.model.start, now, until, services, tuple(remarks))


def concerned(context: Context, scope: Scope) -> Mapping[str, Document[Any]]:
    """The documents that are about the rotation's services, its team or itself, by path."""
    return context.memo(_concerned, scope.rotation.path)


def _concerned(context: Context, path: str) -> Mapping[str, Document[Any]]:
    rotation: Document[OncallRotation] | None = context.corpus.document_at(path)
    assert rotation is not None
    services = context.corpus.referrers("oncall_rotation", rotation.id, Service)
    wanted = {("service", d.id) for d in services if d.model.oncall_rotation == rotation.id}
    wanted |= {("oncall_rotation", rotation.id), ("team", rotation.model.team)}
    about = context.memo(_documents_about)
    return {document.path: document for name in wanted for document in about.get(name, ())}


def _documents_about(context: Context) -> Mapping[tuple[str, str], tuple[Document[Any], ...]]:
    """The documents that are, or that name, what has a kind and an id; read once for all rotations."""
    found: defaultdict[tuple[str, str], dict[str, Document[Any]]] = defaultdict(dict)
    for document in context.corpus.documents:
        for reference in document.facts.references:
            for kind in reference.kinds:
                found[kind, reference.id][document.path] = document
        for part in document.facts.provides:
            # A rule file provides the services that its alerts are about under a name of its own.
            kind = "service" if part.kind == ALERTED_SERVICE else part.kind
            found[kind, part.id][document.path] = document
    return {name: tuple(documents.values()) for name, documents in found.items()}


def _first_after(shifts: tuple[Document[OncallShift], ...], moment: datetime) -> Document[OncallShift] | None:
    return next((document for document in shifts if document.model.start >= moment), None)
