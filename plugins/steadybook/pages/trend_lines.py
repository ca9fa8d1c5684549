"""The lines of the small charts of on-call health, made here: every rotation has seven of them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from steadybook.analysis.oncall_trend import Trend


class TrendLines(NamedTuple):
    """A trend as paths of SVG in a square of 100; heights count from below."""

    line: str
    """From point to point; what no shift says is a gap."""
    dots: str
    """A dot for each point."""
    healthy: str
    """The height at which the warning band begins."""
    critical: str
    """The height at which the critical band begins."""


def trend_lines(trend: Trend) -> TrendLines:
    """The lines of a trend, points from left to right."""
    last = len(trend.points) - 1
    bottom, height = trend.bottom, float(trend.top - trend.bottom)

    def up(value: Decimal) -> str:
        return _short(100 * float(value - bottom) / height)

    line, dots = [], []
    pen_is_down = False
    for index, point in enumerate(trend.points):
        value = point.figure.value
        if value is None:
            pen_is_down = False
            continue
        place = f"{_short(100 * index / last) if last else '50'} {_down(up(value))}"
        line.append(("L" if pen_is_down else "M") + place)
        dots.append(f"M{place}h.01")
        pen_is_down = True
    metric = trend.metric
    return TrendLines("".join(line), "".join(dots), up(metric.healthy_bound), up(metric.critical_bound))


def _down(up: str) -> str:
    """A height as SVG counts it, from above."""
    return _short(100 - float(up))


def _short(number: float) -> str:
    return f"{number:.4g}"
