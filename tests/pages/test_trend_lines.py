"""The lines of a trend, by hand: three shifts, of which the middle one says nothing."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from steadybook.analysis.oncall_trend import Trend
from steadybook.pages.trend_lines import TrendLines, trend_lines


def trend(*values: int | None) -> Trend:
    """Values on an axis from 0 to 20, with bounds at 5 and 10."""
    points = [SimpleNamespace(figure=SimpleNamespace(value=None if v is None else Decimal(v))) for v in values]
    metric = SimpleNamespace(healthy_bound=Decimal(5), critical_bound=Decimal(10))
    made: Any = SimpleNamespace(points=points, metric=metric, bottom=Decimal(0), top=Decimal(20))
    return cast("Trend", made)


@pytest.mark.parametrize(
    ("values", "line", "dots"),
    [
        ((), "", ""),
        ((None,), "", ""),
        ((20,), "M50 0", "M50 0h.01"),
        ((0, 10, 20), "M0 100L50 50L100 0", "M0 100h.01M50 50h.01M100 0h.01"),
        ((0, None, 20), "M0 100M100 0", "M0 100h.01M100 0h.01"),
        ((1, 2, None), "M0 95L50 90", "M0 95h.01M50 90h.01"),
    ],
)
def test_the_lines_of_a_trend(values: tuple[int | None, ...], line: str, dots: str) -> None:
    assert trend_lines(trend(*values)) == TrendLines(line, dots, healthy="25", critical="50")
