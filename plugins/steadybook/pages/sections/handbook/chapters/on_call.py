"""On call: health, practice and handoff."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Cell, Chapter, Code, Enforced, Grid, Mark, Part, Prose, Rules
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import oncall
from steadybook.sre.durations import words


def _parts() -> tuple[Part, ...]:
    health: tuple[tuple[Cell, ...], ...] = tuple(
        (Mark("strong", metric.name), metric.unit, *(metric.texts()[band] for band in oncall.Band))
        for metric in oncall.HEALTH_METRICS
    )
    handoff = tuple(
        (Mark("strong", section.title), Mark("code", section.field), section.each)
        for section in oncall.HANDOFF_SECTIONS
    )
    note = "\n\n".join(f"{section.title}\n- {section.each}" for section in oncall.HANDOFF_SECTIONS)
    compensations = tuple((Mark("code", word), meaning) for word, meaning in oncall.COMPENSATIONS.items())
    return (
        Part(
            "health",
            "Health",
            (
                Grid(
                    "Bands of on-call health",
                    ("Figure", "Unit", *(band.value for band in oncall.Band)),
                    health,
                ),
                Prose("A value on a boundary belongs to the worse band."),
            ),
            oncall.HEALTH_METRICS_SOURCE,
        ),
        Part(
            "practice",
            "Good practice",
            (
                Rules(tuple((row.rule, row.reason) for row in oncall.PRACTICES)),
                Prose(f"A shift is usually {words(oncall.SHIFT_LENGTH)} long."),
                Grid("Compensation", ("Word", "It means"), compensations),
            ),
            oncall.PRACTICES_SOURCE,
        ),
        Part(
            "handoff",
            "Handoff",
            (
                Grid("Sections of a handoff", ("Section", "Field", "For each"), handoff),
                Code("A handoff to fill in", f"On-call handoff\n\n{note}\n"),
            ),
            oncall.HANDOFF_SOURCE,
        ),
        Part(
            "documents",
            "The documents",
            (
                field_grid("Fields of an on-call rotation", fields_of("oncall_rotation")),
                Code("A rotation", example_of("oncall_rotation"), "yaml"),
                field_grid("Fields of an on-call shift", fields_of("oncall_shift")),
                Code("A shift", example_of("oncall_shift"), "yaml"),
            ),
            oncall.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=210,
    group="Work",
    slug="on-call",
    title="On call",
    lede="What a healthy rotation looks like in figures, how to run one, and what is handed over.",
    parts=_parts,
    enforced=(Enforced("oncall"), Enforced("references", ("oncall",))),
    kinds=("oncall_rotation", "oncall_shift"),
)
