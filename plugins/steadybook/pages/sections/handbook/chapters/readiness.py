"""Production readiness: the checks of the review."""

from __future__ import annotations

from typing import get_args

from steadybook.kinds.service.model import Tier
from steadybook.pages.sections.handbook.blocks import (
    Bullets,
    Cell,
    Chapter,
    Code,
    Enforced,
    Grid,
    Mark,
    Part,
    Prose,
    percent,
)
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import freshness, readiness

TIERS: tuple[str, ...] = get_args(Tier)


def _check(check: readiness.Check) -> tuple[Cell, ...]:
    needs: tuple[Cell, ...] = tuple(
        Mark("check", "required", "pass") if tier in check.required_for else ""
        for tier in TIERS
        if readiness.required(tier)
    )
    return Mark("strong", check.text), Mark("code", check.id), "derived" if check.derived else "attested", *needs


def _parts() -> tuple[Part, ...]:
    bound = tuple(tier for tier in TIERS if readiness.required(tier))
    head = ("Check", "Id", "Shown by", *bound)
    tiers = tuple((Mark("strong", tier), str(len(readiness.required(tier)))) for tier in TIERS)
    levels = tuple(
        (Mark("strong", level.value), f"at least {percent(least)}") for level, least in readiness.LEVELS.items()
    )
    always = " and ".join(sorted(readiness.ALWAYS_APPLICABLE))
    categories = tuple(
        Part(
            f"category-{category.lower()}",
            category,
            (
                Grid(
                    f"Checks of {category}",
                    head,
                    tuple(_check(check) for check in readiness.CHECKS if check.category == category),
                    even=True,
                ),
            ),
        )
        for category in readiness.CATEGORIES
    )
    return (
        Part(
            "required",
            f"{len(readiness.CHECKS)} checks, by tier",
            (
                Prose("How many of them a production service of each tier must pass:"),
                Grid("Required checks by tier", ("Tier", "Required checks"), tiers, frozenset({1})),
            ),
            readiness.SOURCE,
        ),
        *categories,
        Part(
            "evidence",
            "Derived and attested",
            (
                Bullets(
                    (
                        "A derived check is answered by this repository itself. Nobody can overrule what it proves.",
                        (
                            "An attested check is answered by somebody, with evidence, in `readiness_review.checks`. "
                            f"The answer holds for {freshness.ATTESTATION_LIMIT.days} days."
                        ),
                        (
                            f"A check may be `{readiness.Status.NOT_APPLICABLE.value}` with a reason, and then does "
                            f"not count; not so those of {always}."
                        ),
                    )
                ),
            ),
            readiness.SOURCE,
        ),
        Part(
            "levels",
            "Levels",
            (
                Prose("The share of the required checks that pass gives the level on the scorecard."),
                Grid("Levels of readiness", ("Level", "Share of required checks"), levels),
            ),
            "Steadybook",
        ),
        Part(
            "document",
            "The document",
            (
                field_grid("Fields of a readiness review", fields_of("readiness_review")),
                Code("A readiness review", example_of("readiness_review"), "yaml"),
            ),
        ),
    )


CHAPTER = Chapter(
    order=240,
    group="Governance",
    slug="readiness",
    title="Production readiness",
    lede="What a service has to show before users depend on it: by category, by tier, proven or attested.",
    parts=_parts,
    enforced=(Enforced("readiness"),),
    kinds=("readiness_review", "service"),
)
