"""Chaos engineering: levels, experiments and game days."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Boxes, Bullets, Chapter, Code, Enforced, Grid, Mark, Part, Prose
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import chaos


def _parts() -> tuple[Part, ...]:
    levels = tuple((str(row.level), Mark("strong", row.name), row.activities) for row in chaos.LEVELS)
    library = tuple((row.category.capitalize(), Mark("strong", row.experiment), row.validates) for row in chaos.LIBRARY)
    faults = tuple((Mark("code", word), meaning) for word, meaning in chaos.CATEGORIES.items())
    return (
        Part(
            "levels",
            "Five levels",
            (
                Grid("Levels of chaos maturity", ("Level", "Name", "What happens"), levels),
                Prose("A service's level is derived from the experiments that were really carried out."),
            ),
            chaos.LEVELS_SOURCE,
        ),
        Part(
            "library",
            "Experiments to begin with",
            (
                Grid("Library of experiments", ("Category", "Experiment", "Puts to the test"), library),
                Grid("Categories", ("Category", "Faults"), faults),
            ),
            chaos.LIBRARY_SOURCE,
        ),
        Part(
            "safety",
            "Safety first",
            (
                Prose(
                    "Every experiment says beforehand what ends it at once, and how the fault is taken away. At least:"
                ),
                Bullets(chaos.DEFAULT_ABORT_CONDITIONS),
                Prose(
                    f"In {chaos.APPROVALS_REQUIRED_IN}, somebody approves it first. While the budget of its service "
                    "is in warning or worse, no experiment is scheduled."
                ),
            ),
            chaos.SOURCE,
        ),
        Part(
            "experiment",
            "The document of an experiment",
            (
                field_grid("Fields of an experiment", fields_of("experiment")),
                Code("An experiment", example_of("experiment"), "yaml"),
            ),
            chaos.SOURCE,
        ),
        Part(
            "game-day",
            "Game day",
            (
                Prose("A day on which a team practises failure together. Its document ticks these lists."),
                *(
                    Boxes(checklist.name, checklist.when, tuple(item.text for item in checklist.items))
                    for checklist in chaos.GAME_DAY
                ),
                Code("A game day", example_of("game_day"), "yaml"),
            ),
            chaos.GAME_DAY_SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=160,
    group="Resilience",
    slug="chaos",
    title="Chaos engineering",
    lede="How far a team has come, which faults to begin with, and how a game day goes.",
    parts=_parts,
    enforced=(Enforced("chaos"),),
    kinds=("experiment", "game_day"),
)
