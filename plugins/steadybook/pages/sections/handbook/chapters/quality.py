"""The quality score."""

from __future__ import annotations

from decimal import Decimal

from steadybook.pages.sections.handbook.blocks import Chapter, Formula, Grid, Mark, Part, Prose, percent
from steadybook.sre import quality
from steadybook.sre.numbers import plain, rounded

SHARE = Decimal(70)
"""Percent of evidence, to show how a score comes about."""


def _parts() -> tuple[Part, ...]:
    rows = tuple(
        (Mark("strong", row.name), plain(row.weight), row.low, row.middle, row.full) for row in quality.DIMENSIONS
    )
    first = quality.DIMENSIONS[0]
    score = quality.score_of_share(SHARE)
    return (
        Part(
            "dimensions",
            "Eight weighted dimensions",
            (
                Grid(
                    "Dimensions of the quality score",
                    ("Dimension", "Weight", "0 to 2", "3 to 4", "5"),
                    rows,
                    frozenset({1}),
                ),
            ),
            quality.SOURCE,
        ),
        Part(
            "arithmetic",
            "The arithmetic",
            (
                Formula("score of a dimension = 5 × share of the evidence", "0 to 5"),
                Formula("points = weight × score ÷ 5", "their sum is the quality score, 0 to 100"),
                Prose(
                    f"For example: where {percent(SHARE)} of the evidence for {first.name} is there, its score is "
                    f"{rounded(score, 1)}, which brings {rounded(quality.points(first.id, score), 1)} of its "
                    f"{plain(first.weight)} points. What has no evidence counts as 0, with the reason; never as an "
                    "average."
                ),
            ),
            quality.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=270,
    group="Governance",
    slug="quality",
    title="The quality score",
    lede="How eight weighted dimensions of evidence make a score from 0 to 100.",
    parts=_parts,
)
