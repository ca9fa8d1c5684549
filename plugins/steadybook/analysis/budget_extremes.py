"""How far an error budget went up and down in all that is measured."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from steadybook.analysis.budget_history import left_over_time
from steadybook.analysis.measured_series import percent, series_of
from steadybook.kinds.slo.model import Slo
from steadybook.measurements.columns import MICROSECOND
from steadybook.model.context import Context
from steadybook.model.document import Document


class Extremes(NamedTuple):
    """The budget over the whole history of at least one window."""

    highest: float
    """The most that was ever left, in percent; for telling never from once, not for states."""
    lowest: float
    bad: bool
    """Whether any bad event was counted."""
    measured: Decimal | None
    """Share of good events over the whole history, in percent."""
    span: timedelta
    """The time that is measured."""


def extremes_of(context: Context, slo: Document[Slo]) -> Extremes | None:
    """The extremes of an objective's budget; None where less than a whole window is measured."""
    return context.memo(_extremes, slo)


def _extremes(context: Context, slo: Document[Slo]) -> Extremes | None:
    left = left_over_time(context, slo)
    if not left:
        return None
    series = series_of(context, slo.model.service, slo.model.sli)
    span = series.covered(0, len(series) - 1) * MICROSECOND
    if span < slo.model.window:
        return None
    bad, total = series.bad_so_far[-1], series.total_so_far[-1]
    measured = percent(total - bad, total) if total else None
    return Extremes(max(left), min(left), bool(bad), measured, span)
