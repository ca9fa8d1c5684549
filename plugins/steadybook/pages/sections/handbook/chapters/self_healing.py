"""Repairs that machines make alone."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Code, Enforced, Grid, Mark, Part, Prose
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import remediation


def _parts() -> tuple[Part, ...]:
    rows = tuple(
        (Mark("code", row.trigger), Mark("code", row.condition), row.action, row.escalate_if)
        for row in remediation.EXAMPLES
    )
    return (
        Part(
            "examples",
            "Repairs to begin with",
            (
                Prose(
                    "A machine may repair what is well understood, safe to repeat and cheap to be wrong about. It "
                    "counts its attempts, and calls a person when they do not help."
                ),
                Grid("Automatic repairs", ("Trigger", "When", "The machine", "A person takes over when"), rows),
            ),
            remediation.SOURCE,
        ),
        Part(
            "document",
            "The document",
            (
                field_grid("Fields of an automatic remediation", fields_of("auto_remediation")),
                Code("Automatic remediation", example_of("auto_remediation"), "yaml"),
            ),
            remediation.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=170,
    group="Resilience",
    slug="self-healing",
    title="Self-healing",
    lede="What machines may repair alone, and when they have to call somebody after all.",
    parts=_parts,
    enforced=(Enforced("references", ("dangling-reference",)),),
    kinds=("auto_remediation",),
)
