from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

from steadybook.sre import burn_rate, dashboard, incidents, logs


def test_the_worked_example_is_the_one_of_the_specification() -> None:
    case = burn_rate.WORKED_EXAMPLE
    assert case.rate == 5
    assert case.lasts == timedelta(days=28) / 5


def test_lowest_target_and_highest_rate_are_inverse() -> None:
    for rate in (Decimal("14.4"), Decimal(6), Decimal("13.44")):
        lowest = burn_rate.lowest_target(rate)
        assert abs(burn_rate.highest_rate(lowest) - rate) < Decimal("1e-20")
        assert burn_rate.fires(rate, lowest + Decimal("0.001"))
        assert not burn_rate.fires(rate, lowest - Decimal("0.001"))
    assert burn_rate.lowest_target(Decimal("0.5")) == 0


def test_the_example_record_has_every_field_of_the_standard_once() -> None:
    assert set(logs.EXAMPLE) == {field.name for field in logs.FIELDS}
    assert logs.EXAMPLE["level"] in logs.LEVELS
    assert json.loads(json.dumps(dict(logs.EXAMPLE))) == dict(logs.EXAMPLE)


def test_measured_times_run_forward_between_instants() -> None:
    order = incidents.INSTANT_ORDER
    for time in incidents.MEASURED_TIMES:
        assert order.index(time.begins) < order.index(time.ends)


def test_the_dashboard_has_the_six_figures() -> None:
    assert len(dashboard.FIGURES) == 6
    assert [window.total_seconds() / 3600 for window in dashboard.BURN_RATE_WINDOWS] == [1, 6, 24]
