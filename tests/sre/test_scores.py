"""Maturity and quality: two scores over eight dimensions each."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre import maturity, quality

SCORES = st.fixed_dictionaries({name: st.integers(1, 5) for name in maturity.DIMENSION_IDS})
QUALITY = st.fixed_dictionaries({row.id: st.decimals(0, 5, places=2) for row in quality.DIMENSIONS})


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (8, "firefighting"), (16, "firefighting"), (17, "foundation"), (24, "foundation"), (25, "maturing"),
        (32, "maturing"), (33, "advanced"), (40, "advanced"),
    ],
)  # fmt: skip
def test_bands_of_maturity(total: int, band: str) -> None:
    assert maturity.band_of(total).name == band


@given(SCORES)
def test_every_assessment_has_a_band(scores: dict[str, int]) -> None:
    band = maturity.band_of(maturity.total(scores))
    assert band.least <= sum(scores.values()) <= band.most


def test_an_incomplete_or_impossible_assessment_has_no_total() -> None:
    scores = dict.fromkeys(maturity.DIMENSION_IDS, 3)
    assert maturity.total(scores) == 24
    with pytest.raises(ValueError, match="exactly these"):
        maturity.total({**scores, "coffee": 3})
    with pytest.raises(ValueError, match="between 1 and 5: slos"):
        maturity.total({**scores, "slos": 6})
    with pytest.raises(ValueError, match="between 8 and 40"):
        maturity.band_of(41)


def test_scores_between_the_described_ones_say_so() -> None:
    row = maturity.DIMENSIONS[0]
    assert [row.text(score) for score in (1, 3, 5)] == [row.ad_hoc, row.defined, row.optimized]
    assert row.defined in row.text(2)
    assert row.optimized in row.text(4)
    with pytest.raises(ValueError, match="between 1 and 5"):
        row.text(0)


def test_weights_of_quality_make_a_hundred() -> None:
    assert [row.weight for row in quality.DIMENSIONS] == [20, 15, 15, 15, 10, 10, 10, 5]
    assert sum(quality.WEIGHTS.values()) == 100
    assert quality.total(dict.fromkeys(quality.WEIGHTS, Decimal(5))) == 100


def test_the_worked_example_of_quality() -> None:
    # Three of five in SLO coverage bring 20 × 3 / 5 = 12 points; what is not scored brings none.
    assert quality.points("slo_coverage", Decimal(3)) == 12
    assert quality.total({"slo_coverage": Decimal(3), "documentation": Decimal(5)}) == 17
    with pytest.raises(ValueError, match="between 0 and 5"):
        quality.points("monitoring", Decimal("5.1"))


@given(QUALITY, st.sampled_from(quality.DIMENSIONS), st.decimals(0, 5, places=2))
def test_a_better_score_never_lowers_the_total(
    scores: dict[str, Decimal], row: quality.Dimension, better: Decimal
) -> None:
    improved = {**scores, row.id: max(scores[row.id], better)}
    assert 0 <= quality.total(scores) <= quality.total(improved) <= 100


@pytest.mark.parametrize(("share", "score"), [(0, 0), (50, "2.5"), (100, 5), (120, 5), (-3, 0)])
def test_shares_become_scores(share: int, score: int | str) -> None:
    assert quality.score_of_share(Decimal(share)) == Decimal(score)
