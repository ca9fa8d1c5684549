"""Messages to send during an incident."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Code, Enforced, Part
from steadybook.sre import incident_messages


def _parts() -> tuple[Part, ...]:
    return tuple(
        Part(
            template.name.lower().replace(" ", "-"),
            template.name,
            (Code("Replace what stands in braces", template.text),),
            incident_messages.SOURCE,
            note=f"for {template.audience}" if template.audience != "internal" else "internal",
        )
        for template in incident_messages.MESSAGE_TEMPLATES
    )


CHAPTER = Chapter(
    order=110,
    group="Incidents",
    slug="messages",
    title="Messages",
    lede="Texts to copy while there is no time to write them.",
    parts=_parts,
    enforced=(Enforced("incidents", ("updates",)),),
    kinds=("incident",),
)
