"""The shifts of a rotation in their order."""

from __future__ import annotations

from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.kind import kind_of


def shifts_of(context: Context, rotation: str) -> tuple[Document[OncallShift], ...]:
    """All shifts of a rotation, by their start and then by path; shifts that end before they begin are left out."""
    shifts = context.corpus.referrers(kind_of(OncallRotation), rotation, OncallShift)
    forward = (document for document in shifts if document.intact and document.model.start < document.model.end)
    return tuple(sorted(forward, key=lambda document: (document.model.start, document.path)))


def before(context: Context, shift: Document[OncallShift]) -> Document[OncallShift] | None:
    """The shift of the same rotation that begins before this one and of these ends last; None for the first one."""
    latest: Document[OncallShift] | None = None
    for other in context.memo(shifts_of, shift.model.rotation):
        if other is shift:
            return latest
        if latest is None or other.model.end >= latest.model.end:
            latest = other
    return None
