"""Several regions."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Grid, Mark, Part, Prose, percent
from steadybook.sre import error_budget, regions


def _parts() -> tuple[Part, ...]:
    strategies = tuple(
        (Mark("strong", row.name), row.meaning, row.complexity, row.recovery_time, row.cost)
        for row in regions.STRATEGIES
    )
    guide = tuple((Mark("strong", percent(row.condition)), row.advice) for row in regions.DECISION_GUIDE)
    targets = tuple(
        (Mark("strong", percent(row.target)), regions.recommended(row.target).advice)
        for row in error_budget.TARGET_GUIDE
    )
    return (
        Part(
            "decision",
            "Which one a target calls for",
            (
                Grid("Decision guide", ("Target", "It calls for"), guide),
                Prose("For the usual targets that means:"),
                Grid("What the usual targets call for", ("Target", "It calls for"), targets),
            ),
            regions.SOURCE,
        ),
        Part(
            "strategies",
            "Strategies",
            (
                Prose("Cost is a multiple of what one region costs."),
                Grid(
                    "Strategies for several regions",
                    ("Strategy", "What it is", "Complexity", "Recovery time", "Cost"),
                    strategies,
                ),
            ),
            regions.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=180,
    group="Resilience",
    slug="multi-region",
    title="Several regions",
    lede="Which targets need more than one region, and what each strategy costs.",
    parts=_parts,
    kinds=("service", "slo"),
)
