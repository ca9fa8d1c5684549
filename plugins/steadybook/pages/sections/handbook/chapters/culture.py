"""Reliability culture."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Bullets, Chapter, Part
from steadybook.sre import culture


def _parts() -> tuple[Part, ...]:
    return (
        Part("healthy", "Signs that it is well", (Bullets(culture.HEALTHY_SIGNALS),), culture.SOURCE),
        Part("warning", "Signs that it is not", (Bullets(culture.WARNING_SIGNS),), culture.SOURCE),
    )


CHAPTER = Chapter(
    order=250,
    group="Governance",
    slug="culture",
    title="Culture",
    lede="Signs by which to tell whether a team lives what this handbook says.",
    parts=_parts,
)
