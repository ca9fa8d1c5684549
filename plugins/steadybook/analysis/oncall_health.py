"""Who is on call, and how healthy that is: the seven figures of a shift, and of several shifts together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from steadybook.analysis.shifts import shifts_of
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.error_budget import HUNDRED
from steadybook.sre.oncall import HEALTH_METRICS, Band, HealthMetric, band

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class HealthFigure:
    """One of the seven metrics with its value; without one (None) the band is None too."""

    metric: HealthMetric
    value: Decimal | None

    @property
    def band(self) -> Band | None:
        """How healthy the value is."""
        return band(self.metric, self.value) if self.value is not None else None


def shift_now(context: Context, rotation: str) -> Document[OncallShift] | None:
    """The shift that covers the moment that counts as now, the one that began last; None where none does.

    Where "now" is a whole day, its last moment counts.
    """
    moment = context.as_of - timedelta(microseconds=1)
    covering = [d for d in context.memo(shifts_of, rotation) if d.model.start <= moment < d.model.end]
    return covering[-1] if covering else None


def health_of(shifts: Sequence[OncallShift]) -> tuple[HealthFigure, ...]:
    """The seven figures over these shifts, in their usual order.

    Pages: mean per shift. Off-hours pages: per week of shift. Times: means over the pages, each shift counted as often
    as it had pages. Rates: shares of all pages, in percent. Satisfaction: mean over shifts. A figure that no shift
    writes, and a share of no pages, has no value.
    """
    values = {
        "pages_per_shift": _ratio((Decimal(s.pages), Decimal(1)) for s in shifts),
        "off_hours_pages": _ratio(
            (Decimal(s.off_hours_pages), _weeks(s)) for s in shifts if s.off_hours_pages is not None
        ),
        "time_to_acknowledge": _ratio(
            (s.time_to_acknowledge_min * s.pages, Decimal(s.pages))
            for s in shifts
            if s.time_to_acknowledge_min is not None
        ),
        "time_to_mitigate": _ratio(
            (s.time_to_mitigate_min * s.pages, Decimal(s.pages)) for s in shifts if s.time_to_mitigate_min is not None
        ),
        "false_positive_rate": _ratio(
            (HUNDRED * s.false_positives, Decimal(s.pages)) for s in shifts if s.false_positives is not None
        ),
        "escalation_rate": _ratio(
            (HUNDRED * s.escalations, Decimal(s.pages)) for s in shifts if s.escalations is not None
        ),
        "satisfaction": _ratio((s.satisfaction, Decimal(1)) for s in shifts if s.satisfaction is not None),
    }
    return tuple(HealthFigure(metric, values[metric.id]) for metric in HEALTH_METRICS)


def _weeks(shift: OncallShift) -> Decimal:
    length = shift.end - shift.start
    # A week in which the clocks change is a week all the same.
    whole = timedelta(days=round(length / DAY)) if length >= DAY else length
    return Decimal(whole // timedelta(seconds=1)) / Decimal(WEEK // timedelta(seconds=1))


def _ratio(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    over = under = Decimal(0)
    for part, whole in parts:
        over += part
        under += whole
    return over / under if under > 0 else None
