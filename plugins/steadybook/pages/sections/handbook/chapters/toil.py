"""Toil: what it is, what to remove first, and how much of it is too much."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import (
    Chapter,
    Code,
    Enforced,
    Formula,
    Grid,
    Mark,
    Matrix,
    MatrixRow,
    Part,
    Prose,
    percent,
)
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import toil
from steadybook.sre.numbers import plain

MOST_FILL = 5


def matrix() -> Matrix:
    """The priority matrix, drawn."""
    rows = tuple(
        MatrixRow(
            f"{band.value.capitalize()} value",
            toil.VALUE_TEXTS[band],
            tuple(
                (Mark("strong", verdict.value.capitalize()), min(verdict.rank, MOST_FILL)) for verdict in cells.values()
            ),
        )
        for band, cells in toil.MATRIX.items()
    )
    columns = tuple((f"{effort.value.capitalize()} effort", "") for effort in toil.Difficulty)
    return Matrix("Hours saved a month, against the effort of automating", columns, rows)


def _parts() -> tuple[Part, ...]:
    frequencies = tuple((Mark("code", row.word), row.text) for row in toil.FREQUENCIES)
    targets = tuple(
        (str(rank), Mark("strong", row.toil), row.replacement) for rank, row in enumerate(toil.COMMON_TARGETS, 1)
    )
    weights = ", ".join(f"{effort.value} {plain(weight)}" for effort, weight in toil.DIFFICULTY_WEIGHTS.items())
    categories = tuple((Mark("code", word), meaning) for word, meaning in toil.CATEGORIES.items())
    return (
        Part(
            "definition",
            "What toil is",
            (
                Prose("Work is toil when all of these hold. Work that people merely dislike is not."),
                Grid(
                    "Signs of toil",
                    ("It is", "That means"),
                    tuple((Mark("strong", word), meaning) for word, meaning in toil.DEFINITION),
                ),
            ),
            toil.SOURCE,
        ),
        Part(
            "budget",
            "The budget",
            (
                Prose(
                    f"Toil takes at most {percent(toil.TOIL_BUDGET)} of a team's hours for reliability. Above that, "
                    "automation comes before every feature. It is counted every month."
                ),
                Formula("toil share = hours of toil ÷ SRE hours of the team", "in percent"),
            ),
            toil.TOIL_BUDGET_SOURCE,
        ),
        Part(
            "matrix",
            "What to remove first",
            (
                matrix(),
                Formula("score = hours saved a month ÷ effort", f"effort: {weights}; the order within a cell"),
            ),
            toil.MATRIX_SOURCE,
        ),
        Part(
            "targets",
            "Where toil usually hides",
            (
                Prose("Ranked by what removing it usually brings."),
                Grid("Common toil and what replaces it", ("", "Toil", "Replace it by"), targets),
            ),
            toil.COMMON_TARGETS_SOURCE,
        ),
        Part(
            "inventory",
            "The inventory",
            (
                Formula("hours a month = minutes each time × times a month ÷ 60"),
                Grid("Frequencies", ("Frequency", "Stands for"), frequencies),
                Grid("Categories of toil", ("Category", "Work"), categories),
                field_grid("Fields of a toil item", fields_of("toil_item")),
                Code("A toil item", example_of("toil_item"), "yaml"),
            ),
            toil.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=190,
    group="Work",
    slug="toil",
    title="Toil",
    lede="Which work a machine should do, which of it first, and how much of it is too much.",
    parts=_parts,
    enforced=(Enforced("toil"),),
    kinds=("toil_item", "team"),
)
