from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.agenda import total_minutes
from steadybook.sre.oncall import HANDOFF_SECTIONS, HEALTH_METRICS, PRACTICES, WEEKLY_REVIEW, Band, HealthMetric, band


@pytest.mark.parametrize(
    ("metric", "healthy", "near", "far"),
    [
        ("pages_per_shift", "1.9", 2, 5),
        ("off_hours_pages", "0.9", 1, 3),
        ("time_to_acknowledge", "4.9", 5, 15),
        ("time_to_mitigate", "29.9", 30, 60),
        ("false_positive_rate", "9.9", 10, 30),
        ("escalation_rate", "19.9", 20, 40),
        ("satisfaction", "4.1", 4, 3),
    ],
)
def test_a_boundary_is_the_worse_band(metric: str, healthy: str, near: int, far: int) -> None:
    assert band(metric, Decimal(healthy)) is Band.HEALTHY
    assert band(metric, Decimal(near)) is Band.WARNING
    assert band(metric, (Decimal(near) + Decimal(far)) / 2) is Band.WARNING
    assert band(metric, Decimal(far)) is Band.CRITICAL


@given(st.sampled_from(HEALTH_METRICS), st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_a_worse_value_is_never_in_a_better_band(metric: HealthMetric, one: Decimal, other: Decimal) -> None:
    better, worse = sorted((one, other), reverse=metric.higher_is_better)
    order = list(Band)
    assert order.index(band(metric, better)) <= order.index(band(metric.id, worse))


def test_an_unknown_metric_is_an_error() -> None:
    with pytest.raises(KeyError):
        band("coffee", Decimal(1))


def test_bands_are_said_in_words() -> None:
    texts = {metric.id: list(metric.texts().values()) for metric in HEALTH_METRICS}
    assert texts["pages_per_shift"] == ["under 2", "2 to under 5", "5 or more"]
    assert texts["satisfaction"] == ["over 4", "over 3, up to 4", "3 or less"]
    assert len(texts) == 7


def test_the_lists_of_the_specification() -> None:
    assert total_minutes(WEEKLY_REVIEW) == 30
    assert [item.minutes for item in WEEKLY_REVIEW] == [5, 10, 5, 10]
    assert len(PRACTICES) == 6
    assert [section.field for section in HANDOFF_SECTIONS] == [
        "open_issues", "recent_changes", "known_risks", "scheduled_maintenance", "runbook_updates",
    ]  # fmt: skip
