"""The structured log standard."""

from __future__ import annotations

import json

from steadybook.pages.sections.handbook.blocks import Chapter, Code, Grid, Mark, Part, Prose
from steadybook.sre import logs


def _parts() -> tuple[Part, ...]:
    rows = tuple(
        (Mark("code", field.name), field.type.value, field.required_when.value, field.meaning) for field in logs.FIELDS
    )
    aliases = ", ".join(f"`{word}` for `{level}`" for word, level in logs.LEVEL_ALIASES.items())
    return (
        Part(
            "fields",
            "Fields of a record",
            (
                Prose("One JSON object a line. Numbers are numbers, and a time ends in `Z`."),
                Grid("Fields of a log record", ("Field", "Type", "Needed when", "It says"), rows),
            ),
            logs.SOURCE,
        ),
        Part(
            "levels",
            "Levels",
            (
                Prose(
                    f"From the most talkative up: {', '.join(f'`{level}`' for level in logs.LEVELS)}. Also read: "
                    f"{aliases}."
                ),
            ),
            logs.SOURCE,
        ),
        Part(
            "example",
            "A record",
            (Code("One record, on several lines to be read", json.dumps(dict(logs.EXAMPLE), indent=2), "json"),),
            logs.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=80,
    group="Monitoring",
    slug="logs",
    title="The log standard",
    lede="The fields that every record has, so that one query finds a request in all services.",
    parts=_parts,
)
