from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.chaos import CATEGORIES, FAULT_TYPES, GAME_DAY, LEVELS, LIBRARY, Run, level_of

RUNS = st.builds(Run, st.sampled_from(["staging", "production"]), st.booleans(), st.booleans())


@pytest.mark.parametrize(
    ("runs", "level"),
    [
        ([], 0),
        ([Run("staging")], 1),
        ([Run("staging"), Run("staging", scheduled=True)], 2),
        ([Run("production")], 3),
        ([Run("production", scheduled=True, automated=True), Run("staging")], 4),
        ([Run("staging", automated=True)], 2),
    ],
)
def test_what_ran_proves_a_level(runs: list[Run], level: int) -> None:
    assert level_of(runs).level == level


@given(st.lists(RUNS, max_size=6), RUNS)
def test_a_further_run_never_lowers_the_level(runs: list[Run], another: Run) -> None:
    assert level_of([*runs, another]).level >= level_of(runs).level


def test_levels_count_up() -> None:
    assert [level.name for level in LEVELS] == ["None", "Exploratory", "Systematic", "Production", "Continuous"]
    assert all(other.level == one.level + 1 for one, other in pairwise(LEVELS))


def test_the_library() -> None:
    counts = [sum(entry.category == category for entry in LIBRARY) for category in CATEGORIES]
    assert counts == [3, 3, 2, 2, 1, 1]
    assert set(FAULT_TYPES) == {"network", "compute", "storage", "dependency", "data"}


def test_the_checklists_have_the_keys_of_the_documents() -> None:
    assert {checklist.key: [item.key for item in checklist.items] for checklist in GAME_DAY} == {
        "pre_game": [
            "experiment_reviewed", "steady_state_identified", "abort_conditions_defined", "participants_briefed",
            "rollbacks_tested", "stakeholders_notified",
        ],
        "game_day": [
            "steady_state_verified", "announced", "fault_injected", "observed", "abort_honoured",
            "planned_duration_run", "fault_removed", "recovery_verified",
        ],
        "post_game": ["results_documented", "surprises_noted", "action_items_created", "findings_shared"],
    }  # fmt: skip
