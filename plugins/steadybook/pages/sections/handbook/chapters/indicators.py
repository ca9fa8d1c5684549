"""Service level indicators: what to measure, and how to write it down."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Bullets, Chapter, Code, Enforced, Formula, Grid, Mark, Part, Prose
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import sli


def _parts() -> tuple[Part, ...]:
    selection = tuple((row.service_type, Mark("strong", row.primary), row.secondary) for row in sli.SELECTION)
    types = tuple((Mark("code", name), meaning) for name, meaning in sli.TYPES.items())
    return (
        Part(
            "selection",
            "What to measure for which sort of service",
            (
                Prose("Begin with the primary indicator. Add a secondary one when users notice it and act on it."),
                Grid("Indicators by sort of service", ("Sort of service", "First", "Then"), selection),
            ),
            sli.SOURCE,
        ),
        Part("types", "Types", (Grid("Types of indicators", ("Type", "It measures"), types),)),
        Part(
            "specification",
            "Specification",
            (
                Prose(
                    "An indicator is a share of events: those that were good, out of all that count. Whoever reads the "
                    "specification must be able to count them again and arrive at the same number."
                ),
                Formula(sli.AGGREGATION),
                field_grid("Fields of an SLI", fields_of("sli")),
                Code("An indicator", example_of("sli"), "yaml"),
            ),
            sli.SOURCE,
        ),
        Part(
            "exclusions",
            "What usually does not count",
            (Prose("Leave out what no user has sent or felt, and say so:"), Bullets(sli.USUAL_EXCLUSIONS)),
            sli.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=10,
    group="Objectives",
    slug="indicators",
    title="Indicators",
    lede="What to measure for which sort of service, and how to write an indicator so that anybody can count it again.",
    parts=_parts,
    enforced=(Enforced("slo", ("sli-",)),),
    kinds=("sli",),
)
