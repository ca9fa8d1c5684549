"""The error budget dashboard."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Bullets, Chapter, Enforced, Grid, Mark, Part
from steadybook.sre import dashboard


def _parts() -> tuple[Part, ...]:
    rows = tuple((Mark("strong", figure.name), figure.computed, figure.tells) for figure in dashboard.FIGURES)
    return (
        Part(
            "figures",
            "What each figure means",
            (Grid("Figures of the dashboard", ("Figure", "How it is computed", "What it tells"), rows),),
            dashboard.SOURCE,
        ),
        Part("no-data", "Where data is missing", (Bullets(dashboard.NO_DATA),), "Steadybook"),
    )


CHAPTER = Chapter(
    order=50,
    group="Objectives",
    slug="budget-dashboard",
    title="The budget dashboard",
    lede="What to look at every week, how each figure is computed, and what to read from it.",
    parts=_parts,
    enforced=(Enforced("shape", ("measurement",)), Enforced("measurements")),
    kinds=("measurements",),
)
