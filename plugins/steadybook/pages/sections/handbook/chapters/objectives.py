"""Targets: how many nines, what they allow, and how to choose."""

from __future__ import annotations

from decimal import Decimal

from steadybook.pages.sections.handbook.blocks import (
    Bullets,
    Chapter,
    Code,
    Enforced,
    Formula,
    Grid,
    Mark,
    Part,
    Prose,
    percent,
)
from steadybook.pages.sections.handbook.examples import example_of
from steadybook.pages.sections.handbook.fields import field_grid, fields_of
from steadybook.sre import error_budget, freshness
from steadybook.sre.durations import words
from steadybook.sre.numbers import rounded

HARD_DEPENDENCIES = (Decimal("99.95"), Decimal("99.95"), Decimal("99.99"))
"""Targets of three upstream services, to show what they allow together."""


def _parts() -> tuple[Part, ...]:
    guide = tuple(
        (row.nines, Mark("strong", percent(row.target)), words(row.downtime), row.appropriate_for)
        for row in error_budget.TARGET_GUIDE
    )
    product = rounded(error_budget.dependency_bound(HARD_DEPENDENCIES), 3)
    cadences = tuple((Mark("code", word), words(limit)) for word, limit in freshness.REVIEW_CADENCES.items())
    factors = " × ".join(percent(target) for target in HARD_DEPENDENCIES)
    month = words(error_budget.MONTH)
    return (
        Part(
            "downtime",
            "What a target allows",
            (
                Prose(f"Full outage that a target allows in a mean month ({month}), and what such a target is for."),
                Grid(
                    "Targets and downtime",
                    ("Nines", "Target", "Downtime a month", "Good for"),
                    guide,
                    frozenset({1, 2}),
                ),
            ),
            error_budget.TARGET_GUIDE_SOURCE,
        ),
        Part(
            "choosing",
            "Choosing a target",
            (Bullets(error_budget.TARGET_RULES, ordered=True),),
            error_budget.TARGET_RULES_SOURCE,
        ),
        Part(
            "contract",
            "Objective and contract",
            (
                Prose(
                    "The contract (SLA) is what you promise outside; the objective is what you hold yourselves to, "
                    f"and it is the stricter of the two. A margin under {error_budget.SLA_MARGIN} points leaves no "
                    f"time to react; above {error_budget.SLA_MARGIN_WAIVED_ABOVE}\u202f% there is no room for one, "
                    "and nothing is said."
                ),
            ),
            error_budget.TARGET_RULES_SOURCE,
        ),
        Part(
            "dependencies",
            "Objective and dependencies",
            (
                Prose(
                    "A service that cannot answer without others is at most as available as all of them together. The "
                    "bound is the product of their targets; a target above it is a warning. A cache, a queue or a "
                    "fallback makes a dependency soft, and takes it out of the product."
                ),
                Formula(f"{factors} = {percent(product)}", "what three hard dependencies allow together"),
            ),
            'Treynor, Dahlin, Rau and Beyer, "The Calculus of Service Availability", ACM Queue 15(2), 2017',
        ),
        Part(
            "document",
            "The document",
            (
                Prose(
                    f"The usual window is {error_budget.DEFAULT_WINDOW.days} days: four whole weeks, so that each "
                    "window holds the same weekdays. Budget and minutes are computed and may be left out."
                ),
                field_grid("Fields of an SLO", fields_of("slo")),
                Code("An objective", example_of("slo"), "yaml"),
            ),
            error_budget.SOURCE,
        ),
        Part(
            "review",
            "Review",
            (
                Prose("A target is looked at again in the rhythm that its `review_cadence` names."),
                Grid("Review cadences", ("Cadence", "At most this long between two reviews"), cadences),
            ),
            freshness.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=20,
    group="Objectives",
    slug="objectives",
    title="Targets and downtime",
    lede="How many nines to promise, what they allow, and what contracts and dependencies have to say about it.",
    parts=_parts,
    enforced=(Enforced("slo", ("slo", "sla-", "no-error-budget")),),
    kinds=("slo", "service"),
)
