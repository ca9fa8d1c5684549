from __future__ import annotations

from steadybook.sre.agenda import total_minutes
from steadybook.sre.postmortems import (
    ACTION_PRIORITIES,
    ACTION_STATUSES,
    ACTION_TYPES,
    FACTOR_CATEGORIES,
    FACTOR_CATEGORY_IDS,
    FIVE_WHYS_EXAMPLE,
    ISHIKAWA_CATEGORIES,
    LASTING_ACTION_TYPES,
    REVIEW_AGENDA,
    TRIGGERS,
)


def test_the_review_takes_an_hour() -> None:
    assert [item.minutes for item in REVIEW_AGENDA] == [15, 15, 20, 10]
    assert total_minutes(REVIEW_AGENDA) == 60


def test_categories_of_factors() -> None:
    assert [c.id for c in FACTOR_CATEGORIES] == ["trigger", "propagation", "detection", "resolution", "process"]
    assert [c.id for c in ISHIKAWA_CATEGORIES] == [
        "people", "process", "technology", "environment", "monitoring", "testing",
    ]  # fmt: skip
    assert len(FACTOR_CATEGORY_IDS) == 10
    assert all(c.questions for c in (*FACTOR_CATEGORIES, *ISHIKAWA_CATEGORIES))


def test_words_of_actions_and_triggers() -> None:
    assert list(ACTION_TYPES) == ["prevent", "detect", "mitigate", "process"]
    assert set(LASTING_ACTION_TYPES) < set(ACTION_TYPES)
    assert list(ACTION_PRIORITIES) == ["P0", "P1", "P2"]
    assert ACTION_STATUSES == ("open", "in-progress", "done")
    assert " ".join(TRIGGERS) == "deployment configuration capacity dependency hardware data security external unknown"


def test_the_example_asks_five_times() -> None:
    assert len(FIVE_WHYS_EXAMPLE) == 5
    assert all(step.why.startswith("Why ") and step.why.endswith("?") for step in FIVE_WHYS_EXAMPLE)
