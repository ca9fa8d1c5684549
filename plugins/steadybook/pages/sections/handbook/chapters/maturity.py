"""Maturity: eight dimensions and what their total says."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Code, Enforced, Grid, Mark, Part, Prose
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.sre import maturity


def _parts() -> tuple[Part, ...]:
    dimensions = tuple(
        (Mark("strong", row.name), row.ad_hoc, row.defined, row.optimized) for row in maturity.DIMENSIONS
    )
    bands = tuple((f"{band.least}–{band.most}", Mark("strong", band.name), band.advice) for band in maturity.BANDS)
    return (
        Part(
            "dimensions",
            "Eight dimensions",
            (
                Prose(
                    f"Each is scored from {maturity.LOWEST_SCORE} to {maturity.HIGHEST_SCORE}; 2 and 4 lie between "
                    "their neighbours."
                ),
                Grid("Dimensions of maturity", ("Dimension", "1: ad hoc", "3: defined", "5: optimised"), dimensions),
            ),
            maturity.SOURCE,
        ),
        Part(
            "bands",
            "What the total says",
            (Grid("Bands of maturity", ("Total", "Band", "Where to begin"), bands),),
            maturity.SOURCE,
        ),
        Part(
            "document",
            "The document",
            (
                Prose("Dated assessments make a history: begin a new document for each."),
                Code("An assessment", example_of("maturity_assessment"), "yaml"),
            ),
        ),
    )


CHAPTER = Chapter(
    order=260,
    group="Governance",
    slug="maturity",
    title="Maturity",
    lede="Where a team stands in eight dimensions, and what to work on next.",
    parts=_parts,
    enforced=(Enforced("maturity"),),
    kinds=("maturity_assessment",),
)
