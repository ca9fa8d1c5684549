"""How the seven figures of a rotation move from shift to shift, and how evenly it is shared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from steadybook.analysis.oncall_health import HealthFigure, health_of
from steadybook.analysis.oncall_load import Fairness, MemberLoad, fairness_of, loads_of
from steadybook.analysis.shifts import shifts_of
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.oncall import HEALTH_METRICS, Band, HealthMetric

MOST_SHIFTS = 53
"""Shifts that count: a year of weeks."""
ROOM = Decimal("1.25")
"""The axis of a figure reaches so much beyond its critical bound."""
SCALE = (Decimal(1), Decimal(5))
"""The ends of the scale of satisfaction."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One figure of one shift."""

    shift: Document[OncallShift]
    figure: HealthFigure


@dataclass(frozen=True, slots=True)
class Trend:
    """One of the seven metrics over the shifts, the oldest first."""

    metric: HealthMetric
    overall: HealthFigure
    points: tuple[TrendPoint, ...]

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The values that shifts write."""
        return tuple(point.figure.value for point in self.points if point.figure.value is not None)

    @property
    def bottom(self) -> Decimal:
        """Start of the axis."""
        return SCALE[0] if self.metric.higher_is_better else Decimal(0)

    @property
    def top(self) -> Decimal:
        """End of the axis."""
        if self.metric.higher_is_better:
            return SCALE[1]
        return max([self.metric.critical_bound * ROOM, *self.values])

    @property
    def change(self) -> Decimal | None:
        """Mean of the later half of the values less that of the earlier half; None for fewer than four."""
        values, half = self.values, len(self.values) // 2
        if half < 2:
            return None
        return sum(values[-half:], Decimal(0)) / half - sum(values[:half], Decimal(0)) / half

    @property
    def gets_worse(self) -> bool:
        """The later half is worse than the earlier one by over a tenth of the way between the two bounds."""
        if self.change is None:
            return False
        worse = -self.change if self.metric.higher_is_better else self.change
        return worse > abs(self.metric.critical_bound - self.metric.healthy_bound) / 10


@dataclass(frozen=True, slots=True)
class RotationHealth:
    """How a rotation does, over its last shifts."""

    rotation: Document[OncallRotation]
    shifts: tuple[Document[OncallShift], ...]
    """The shifts that have begun, the oldest first."""
    trends: tuple[Trend, ...]
    loads: tuple[MemberLoad, ...]
    fairness: Fairness | None

    @property
    def figures(self) -> tuple[HealthFigure, ...]:
        """The seven figures over all these shifts."""
        return tuple(trend.overall for trend in self.trends)

    @property
    def critical(self) -> tuple[HealthFigure, ...]:
        """The figures in the worst band."""
        return tuple(figure for figure in self.figures if figure.band is Band.CRITICAL)

    @property
    def worsening(self) -> tuple[Trend, ...]:
        """The metrics that get worse."""
        return tuple(trend for trend in self.trends if trend.gets_worse)


def rotation_health(context: Context, rotation: Document[OncallRotation]) -> RotationHealth:
    """The figures, their course and the shares of the people, over the last shifts that have begun."""
    begun = [d for d in context.memo(shifts_of, rotation.id) if d.model.start < context.as_of][-MOST_SHIFTS:]
    loads = loads_of(rotation.model.members, [d.model for d in begun])
    return RotationHealth(rotation, tuple(begun), tuple(_trends(begun)), loads, fairness_of(loads))


def _trends(shifts: list[Document[OncallShift]]) -> Iterator[Trend]:
    overall = health_of([d.model for d in shifts])
    single = [(d, health_of([d.model])) for d in shifts]
    for index, metric in enumerate(HEALTH_METRICS):
        yield Trend(metric, overall[index], tuple(TrendPoint(d, figures[index]) for d, figures in single))
