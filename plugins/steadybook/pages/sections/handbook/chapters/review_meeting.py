"""The meeting that reviews a postmortem."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Enforced, Meeting, Part, Prose
from steadybook.sre import postmortems
from steadybook.sre.agenda import total_minutes


def _parts() -> tuple[Part, ...]:
    agenda = postmortems.REVIEW_AGENDA
    return (
        Part(
            "agenda",
            "Agenda",
            (Meeting(agenda),),
            postmortems.REVIEW_AGENDA_SOURCE,
            note=f"{total_minutes(agenda)} min",
        ),
        Part(
            "tone",
            "Tone",
            (
                Prose(
                    "The meeting asks how the system let it happen. Whoever acted knows best what seemed right at the "
                    "time; they are the experts in the room and not its accused."
                ),
            ),
            postmortems.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=140,
    group="Learning",
    slug="review-meeting",
    title="The review meeting",
    lede="One hour in which a postmortem becomes something that everybody has learnt.",
    parts=_parts,
    enforced=(Enforced("postmortems", ("late", "overdue")),),
    kinds=("postmortem",),
)
