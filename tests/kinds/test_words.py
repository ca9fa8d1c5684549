"""The words that fields accept are those that the arithmetic and the handbook know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import pytest

from steadybook.kinds import _action_item, _timeline
from steadybook.kinds.capacity_model import model as capacity_models
from steadybook.kinds.error_budget_policy import model as policies
from steadybook.kinds.experiment import model as experiments
from steadybook.kinds.game_day.model import Checklist, OnTheDay, PostGame, PreGame
from steadybook.kinds.incident import model as incidents
from steadybook.kinds.maturity_assessment.model import Scores
from steadybook.kinds.oncall_rotation import model as rotations
from steadybook.kinds.oncall_shift.model import Handoff
from steadybook.kinds.postmortem import model as postmortems
from steadybook.kinds.readiness_review import model as reviews
from steadybook.kinds.service.model import Monitoring
from steadybook.kinds.sli import model as slis
from steadybook.kinds.slo import model as slos
from steadybook.kinds.toil_item import model as toil_items
from steadybook.sre import (
    capacity,
    chaos,
    error_budget,
    freshness,
    maturity,
    monitoring,
    oncall,
    policy,
    readiness,
    severity,
    sli,
    toil,
)
from steadybook.sre import incidents as sre_incidents
from steadybook.sre import (
    postmortems as sre_postmortems,
)

WORDS: list[tuple[Any, Iterable[str]]] = [
    (incidents.Severity, severity.Severity),
    (postmortems.Severity, severity.Severity),
    (incidents.AffectedFunction, severity.Function),
    (incidents.AffectedUsers, severity.Users),
    (slos.AlertSeverity, [row.word for row in severity.ALERT_GUIDE]),
    (slos.ReviewCadence, freshness.REVIEW_CADENCES),
    (slis.SliType, sli.TYPES),
    (policies.ChangeType, policy.ChangeKind),
    (policies.StateName, [state for state in error_budget.BudgetState if state != "unknown"]),
    (postmortems.Trigger, sre_postmortems.TRIGGERS),
    (postmortems.FactorCategory, sre_postmortems.FACTOR_CATEGORY_IDS),
    (postmortems.PostmortemStatus, sre_postmortems.POSTMORTEM_STATUSES),
    (_action_item.ActionType, sre_postmortems.ACTION_TYPES),
    (_action_item.ActionPriority, sre_postmortems.ACTION_PRIORITIES),
    (_action_item.ActionStatus, sre_postmortems.ACTION_STATUSES),
    (experiments.FaultType, chaos.FAULT_TYPES),
    (experiments.ExperimentCategory, chaos.CATEGORIES),
    (toil_items.ToilCategory, toil.CATEGORIES),
    (toil_items.Difficulty, toil.Difficulty),
    (toil_items.Frequency, [frequency.word for frequency in toil.FREQUENCIES]),
    (capacity_models.Resource, capacity.RESOURCES),
    (capacity_models.LoadScenario, [test.scenario for test in capacity.LOAD_TESTS]),
    (rotations.Compensation, oncall.COMPENSATIONS),
    (reviews.CheckStatus, readiness.Status),
]
FIELDS: list[tuple[Any, Iterable[str]]] = [
    (incidents.Roles, [role.field for role in sre_incidents.ROLES]),
    (Monitoring, monitoring.GOLDEN_SIGNAL_IDS),
    (Scores, [dimension.id for dimension in maturity.DIMENSIONS]),
    (Handoff, [section.field for section in oncall.HANDOFF_SECTIONS]),
    (Checklist, [checklist.key for checklist in chaos.GAME_DAY]),
    (PreGame, [item.key for item in chaos.GAME_DAY[0].items]),
    (OnTheDay, [item.key for item in chaos.GAME_DAY[1].items]),
    (PostGame, [item.key for item in chaos.GAME_DAY[2].items]),
]


@pytest.mark.parametrize(("literal", "known"), WORDS)
def test_words(literal: Any, known: Iterable[str]) -> None:
    assert set(get_args(literal)) == set(map(str, known))


@pytest.mark.parametrize(("model", "known"), FIELDS)
def test_fields(model: Any, known: Iterable[str]) -> None:
    assert list(model.model_fields) == list(known)


def test_phases_that_a_timeline_needs_can_be_written() -> None:
    assert set(sre_postmortems.REQUIRED_PHASES) < set(get_args(_timeline.Phase))
