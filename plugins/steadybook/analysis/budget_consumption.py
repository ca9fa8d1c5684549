"""What an incident took of an error budget, as measured; the same answer however long ago it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from steadybook.analysis.budgets import left_of
from steadybook.analysis.measured_series import Sums, series_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.slo.model import Slo
from steadybook.measurements.columns import MICROSECOND, microseconds
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.error_budget import HUNDRED, MINIMUM_COVERAGE


class Consumption(NamedTuple):
    """The part of an objective's whole budget that an incident took, in percent; may exceed 100."""

    slo: Document[Slo]
    percent: Decimal


def consumption_of(context: Context, slo: Document[Slo], incident: Incident) -> Decimal | None:
    """Percent of the budget that the bad events between start and mitigation (else resolution) took.

    The whole budget is that of the objective's window that ends with the incident, so that the number does not change
    while time goes on; where up to a fifth of the window is not measured, the rest stands for it.

    None where that window, or the incident itself, is not measured well enough, where the incident is still going on,
    and where there is no budget (a target of 100).
    """
    over = incident.mitigated_at or incident.resolved_at
    if over is None or slo.model.target == HUNDRED:
        return None
    series = context.memo(series_of, slo.model.service, slo.model.sli)
    start, end = microseconds(incident.started_at.astimezone(UTC)), microseconds(over.astimezone(UTC))
    window = slo.model.window // MICROSECOND
    whole, during = series.sums(end - window, end), series.sums(start, end)
    if not whole.total or HUNDRED * whole.covered < MINIMUM_COVERAGE * window:
        return None
    if HUNDRED * during.covered < MINIMUM_COVERAGE * (end - start):
        return None
    expected = whole.total * Fraction(window, whole.covered)
    left = left_of(Sums(during.bad, expected, window), slo.model.target)
    return None if left is None else HUNDRED - left


def consumptions(context: Context, incident: Incident) -> tuple[Consumption, ...]:
    """What an incident took of each measured objective of its services, the largest part first."""
    found = sorted(_consumptions(context, incident), key=lambda each: (-each.percent, each.slo.id))
    return tuple(found)


def _consumptions(context: Context, incident: Incident) -> Iterator[Consumption]:
    for service in dict.fromkeys(incident.services):
        for slo in context.corpus.referrers("service", service, Slo):
            if slo.model.service == service:
                percent = consumption_of(context, slo, incident)
                if percent is not None:
                    yield Consumption(slo, percent)
