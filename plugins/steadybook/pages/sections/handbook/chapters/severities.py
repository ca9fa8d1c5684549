"""How severe an incident is."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Enforced, Grid, Mark, Matrix, MatrixRow, Part, Prose
from steadybook.sre import severity
from steadybook.sre.durations import words


def matrix() -> Matrix:
    """The severity matrix, drawn."""
    rows = tuple(
        MatrixRow(
            severity.FUNCTIONS[function],
            function.value,
            tuple((Mark("sev", cell.value), cell.level) for cell in cells.values()),
        )
        for function, cells in severity.MATRIX.items()
    )
    columns = tuple((text, users.value) for users, text in severity.USERS.items())
    return Matrix("What does not work, against whom it reaches", columns, rows)


def _parts() -> tuple[Part, ...]:
    triggers = tuple(
        (Mark("strong", trigger.label[:1].upper() + trigger.label[1:]), Mark("code", trigger.field), trigger.effect)
        for trigger in severity.TRIGGERS
    )
    demands = tuple(
        (
            Mark("sev", level.value),
            "yes" if level in severity.COMMANDED else "no",
            words(interval) if (interval := severity.update_interval(level)) else "none prescribed",
            "yes" if level in severity.COMMANDED else "no",
        )
        for level in severity.SEVERITIES
    )
    return (
        Part(
            "matrix",
            "The matrix",
            (
                Prose(
                    "Find the row for what no longer works and the column for whom it concerns. When in doubt, take "
                    "the worse."
                ),
                matrix(),
            ),
            severity.SOURCE,
        ),
        Part(
            "triggers",
            "What raises it",
            (
                Grid("Triggers that raise the severity", ("When there is", "Field", "It is"), triggers),
                Prose(
                    "They act in this order; the last one raises whatever was reached so far. Declaring an incident "
                    "more severe than computed is always allowed, less severe is an error."
                ),
            ),
            severity.TRIGGERS_SOURCE,
        ),
        Part(
            "demands",
            "What each severity demands",
            (
                Grid(
                    "What each severity demands",
                    ("Severity", "Named commander and communications lead", "Updates at most apart", "Postmortem"),
                    demands,
                ),
            ),
            severity.UPDATE_INTERVALS_SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=90,
    group="Incidents",
    slug="severities",
    title="Severities",
    lede="How bad an incident is follows from what fails and for whom; some circumstances raise it.",
    parts=_parts,
    enforced=(Enforced("incidents", ("severity",)), Enforced("postmortems", ("severity",))),
    kinds=("incident",),
)
