"""The quality score and the proposals for maturity: all evidence counts, and without it nothing does."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.analysis.maturity_proposal import Proposal, proposals, proposed_score
from steadybook.analysis.quality.score import MEASURES, Counted, Quality, quality_of_fleet, quality_of_service, scope_of
from steadybook.engine.repository import Repository, open_repository
from steadybook.kinds.service.model import Service
from steadybook.sre.maturity import DIMENSIONS as MATURITY
from steadybook.sre.quality import CRITERIA, DIMENSIONS, TOIL_CRITERIA, Criterion
from tests.analysis.altered import altered, flagged_of
from tests.rules.organisation import AS_OF, write

BARE = "service:\n  name: {id}\n  tier: {tier}\n  owner_team: {team}\n"


@cache
def whole() -> tuple[Repository, frozenset[str]]:
    repository = altered({})
    return repository, flagged_of(repository)


@cache
def fleet() -> Quality:
    return quality_of_fleet(whole()[0].context, whole()[1])


def counted_of(quality: Quality, criterion: Criterion) -> Counted:
    (found,) = [c for scored in quality.dimensions for c in scored.criteria if c.criterion is criterion]
    return found


def taken_away(counted: Counted) -> dict[str, bytes | None]:
    """Changes that take away all evidence of a criterion; services stay, with nothing but what they must have."""
    changes: dict[str, bytes | None] = {}
    for case in counted.cases:
        for document in case.evidence:
            if case.counts and document.facts.kind == "service":
                service: Service = document.model
                bare = BARE.format(id=document.id, tier=service.tier, team=service.owner_team)
                changes[document.path] = bare.encode()
            elif case.counts:
                changes[document.path] = None
    return changes


def test_the_criteria_of_each_dimension_make_five_points() -> None:
    for dimension in DIMENSIONS:
        assert sum(c.points for c in CRITERIA if c.dimension == dimension.id) == 5
    assert sum(c.points for c in TOIL_CRITERIA) == 5
    assert set(MEASURES) == {criterion.id for criterion in (*CRITERIA, *TOIL_CRITERIA)}


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.id)
def test_without_its_evidence_a_criterion_brings_nothing_and_names_what_is_missing(criterion: Criterion) -> None:
    before = counted_of(fleet(), criterion)
    assert before.met, "the example organisation has evidence for every criterion"
    assert all(case.evidence for case in before.cases if case.counts)
    changed = altered(taken_away(before))
    after = counted_of(quality_of_fleet(changed.context, whole()[1]), criterion)
    assert after.score == 0
    assert after.reason or all(case.missing for case in after.cases)


def test_the_total_is_the_sum_that_the_page_shows() -> None:
    quality = fleet()
    by_hand = sum(
        dimension.dimension.weight / 5 * counted.criterion.points * counted.met / len(counted.cases)
        for dimension in quality.dimensions
        for counted in dimension.criteria
        if counted.cases
    )
    assert abs(quality.total - by_hand) < Decimal("1e-20")
    assert 0 < quality.total < 100


def test_an_improvement_gains_what_it_says() -> None:
    """Worked example: 109 alerts share 2 points of 5 at a weight of 15; one answered alert more is 15/5 × 2/109."""
    quality = fleet()
    gains = [improvement.gain for improvement in quality.improvements]
    assert gains == sorted(gains, reverse=True)
    best = quality.improvements[0]
    counted = counted_of(quality, best.criterion)
    assert best.gain == best.dimension.weight * best.criterion.points / 5 / len(counted.cases)
    assert sum(gains) + quality.total <= 100 + Decimal("1e-20")


def test_no_data_is_nothing_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path, {})
    context = open_repository(tmp_path, AS_OF).context
    service = context.corpus.get(Service, "checkout")
    assert service is not None
    quality = quality_of_service(context, service, frozenset())
    postmortems = counted_of(quality, next(c for c in CRITERIA if c.id == "postmortems-on-time"))
    assert postmortems.score == 0
    assert postmortems.reason.startswith("no data: there is nothing to count (incidents of SEV1 and SEV2")


def proposal_of(repository: Repository) -> dict[str, Proposal]:
    context = repository.context
    paths = tuple(document.path for document in context.corpus.of(Service))
    return {p.dimension.id: p for p in proposals(scope_of(context, paths, whole()[1]))}


@pytest.mark.parametrize("dimension", [dimension.id for dimension in MATURITY])
def test_without_evidence_the_lowest_score_is_proposed(dimension: str) -> None:
    before = proposal_of(whole()[0])[dimension]
    assert before.score > 1
    assert before.evidence
    changes: dict[str, bytes | None] = {}
    for counted in before.criteria:
        changes.update(taken_away(counted))
    after = proposal_of(altered(changes))[dimension]
    assert after.score == 1
    assert after.missing or all(counted.reason for counted in after.criteria)


@given(st.lists(st.decimals(0, 5, places=2), max_size=4))
def test_a_proposal_lies_between_one_and_five_and_grants_nothing(scores: list[Decimal]) -> None:
    within = [score / max(1, len(scores)) for score in scores]
    proposed = proposed_score(within)
    assert 1 <= proposed <= 5
    assert Decimal(proposed - 1) / 4 <= sum(within, Decimal(0)) / 5 < Decimal(proposed) / 4 or proposed == 5
