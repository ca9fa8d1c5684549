"""Whether users were well again before an incident was called resolved, as far as measurements can show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from steadybook.analysis.measured_series import series_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.slo.model import Slo
from steadybook.measurements.columns import MICROSECOND, microseconds
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.burn_rate import burn_rate
from steadybook.sre.incidents import HEALTHY_BEFORE_RESOLVED


class Recovery(NamedTuple):
    """How fast an objective's budget burned in the 30 minutes before the resolution; at most 1 is healthy."""

    slo: Document[Slo]
    rate: Decimal

    @property
    def is_healthy(self) -> bool:
        """The budget burned no faster than it may."""
        return self.rate <= 1


def recoveries(context: Context, incident: Incident) -> Iterator[Recovery]:
    """The objectives of an incident's services of which measurements cover the whole half hour before its resolution.

    A row longer than half an hour mixes it with what was before, and so says nothing; neither does one without events.
    """
    if incident.resolved_at is None:
        return
    end = microseconds(incident.resolved_at.astimezone(UTC))
    needed = HEALTHY_BEFORE_RESOLVED // MICROSECOND
    for service in dict.fromkeys(incident.services):
        for slo in context.corpus.referrers("service", service, Slo):
            if slo.model.service != service:
                continue
            series = context.memo(series_of, service, slo.model.sli)
            rows = series.rows_between(end - needed, end)
            if any(series.lengths[row] > needed for row in rows):
                continue
            sums = series.sums(end - needed, end)
            if sums.covered == needed and sums.total:
                share = Fraction(100 * sums.bad) / Fraction(sums.total)
                yield Recovery(slo, burn_rate(Decimal(share.numerator) / share.denominator, slo.model.target))
