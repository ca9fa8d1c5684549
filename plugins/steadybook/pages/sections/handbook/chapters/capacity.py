"""Capacity: models, forecasts, cadence and load tests."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from steadybook.pages.sections.handbook.blocks import (
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
from steadybook.sre import capacity
from steadybook.sre.durations import words
from steadybook.sre.numbers import plain, rounded

PEAK, GROWTH = Decimal(62), Decimal(4)
"""Utilization and monthly growth (percent) of the example that the page computes."""


def _multiple(value: Decimal | None) -> str:
    return f"{plain(value)}×" if value is not None else "rising"


def _duration(value: timedelta | None) -> str:
    return words(value) if value is not None else "until something breaks"


def _parts() -> tuple[Part, ...]:
    tests = tuple(
        (Mark("code", row.scenario), row.method, _multiple(row.multiple), _duration(row.duration), row.target)
        for row in capacity.LOAD_TESTS
    )
    cadence = tuple((Mark("strong", row.when), row.actions) for row in capacity.CADENCE)
    threshold = capacity.DEFAULT_SCALE_UP
    months = capacity.months_to_threshold(PEAK, threshold, GROWTH)
    ahead = f"{rounded(months, 1)} months" if months is not None else "never"
    return (
        Part(
            "model",
            "The model",
            (
                Formula("demand in n months = demand now × (1 + growth)ⁿ", "growth compounds; months, not years"),
                Formula("headroom = 100 − peak utilization", "in percent of the scarcest resource"),
                Formula("months to threshold = ln(threshold ÷ peak) ÷ ln(1 + growth)"),
                Prose(
                    f"For example: a peak of {percent(PEAK)} that grows by {percent(GROWTH)} a month reaches the "
                    f"scale-up threshold of {percent(threshold)} in {ahead}. A written projection may differ from the "
                    f"computed one by {percent(capacity.PROJECTION_TOLERANCE)}. Capacity is added at "
                    f"{percent(threshold)} and taken away at {percent(capacity.DEFAULT_SCALE_DOWN)} where nothing "
                    "else is written."
                ),
                field_grid("Fields of a capacity model", fields_of("capacity_model")),
                Code("A capacity model", example_of("capacity_model"), "yaml"),
            ),
            capacity.SOURCE,
        ),
        Part(
            "cadence",
            "What to look at how often",
            (Grid("Capacity cadence", ("When", "What"), cadence),),
            capacity.CADENCE_SOURCE,
        ),
        Part(
            "load-tests",
            "Load tests",
            (
                Grid("Load tests", ("Scenario", "Method", "Load", "For", "It shows"), tests, frozenset({2})),
                Prose(
                    f"Before production, a service has held {_multiple(capacity.LOAD_TEST_MULTIPLE)} its expected peak."
                ),
            ),
            capacity.LOAD_TESTS_SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=200,
    group="Work",
    slug="capacity",
    title="Capacity",
    lede="How demand grows, when it reaches the limit, what to look at how often, and which load to test.",
    parts=_parts,
    enforced=(Enforced("capacity"),),
    kinds=("capacity_model",),
)
