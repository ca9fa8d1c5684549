"""When burn-rate alerts burned by what was measured: a server with finer numbers may have fired them elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from steadybook.analysis.measured_series import MeasuredSeries, series_of
from steadybook.analysis.rolling_windows import rolling
from steadybook.kinds.slo.model import BurnRateAlert, Slo
from steadybook.measurements.columns import MICROSECOND, instant
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre import burn_rate
from steadybook.sre.error_budget import HUNDRED


class BurnEpisode(NamedTuple):
    """A time in which the windows of an alert burned at its rate or faster."""

    slo: Document[Slo]
    alert: str
    """The name under which it is exported."""
    severity: str
    first: datetime
    """The end of the first row at which it did."""
    last: datetime
    """The end of the last one."""


def episodes_in(context: Context, begins: datetime, ends: datetime) -> tuple[BurnEpisode, ...]:
    """The episodes of all objectives that reach into a time, the earliest first."""
    found = (episode for slo in context.corpus.of(Slo) for episode in episodes(context, slo))
    reaching = (episode for episode in found if episode.first < ends and episode.last > begins)
    return tuple(sorted(reaching, key=lambda episode: (episode.first, episode.slo.id, episode.alert)))


def episodes(context: Context, slo: Document[Slo]) -> tuple[BurnEpisode, ...]:
    """The episodes of an objective's alerts over all that is measured up to now."""
    return context.memo(_episodes, slo)


def _episodes(context: Context, document: Document[Slo]) -> tuple[BurnEpisode, ...]:
    slo = document.model
    series = series_of(context, slo.service, slo.sli)
    if not series or slo.budget == 0:
        return ()
    written: Sequence[BurnRateAlert | burn_rate.BurnRateAlert] = slo.burn_rate_alerts
    if not written:
        written = burn_rate.possible_alerts(slo.window, slo.target)
    return tuple(
        BurnEpisode(document, name, severity, instant(series.ends[first]), instant(series.ends[last]))
        for alert, (name, severity, _) in zip(written, slo.exported_alerts, strict=True)
        for first, last in _runs(_rows(series, slo, alert))
    )


def _rows(series: MeasuredSeries, slo: Slo, alert: BurnRateAlert | burn_rate.BurnRateAlert) -> list[int]:
    """The rows at whose end an alert burns; where they are longer than the short window, the long one rules."""
    share = Fraction(alert.burn_rate) * Fraction(slo.budget) / Fraction(HUNDRED)
    rows = _burning(series, alert.long_window, share)
    if rows is None:
        return []
    short = _burning(series, alert.short_window, share) if rows else None
    return sorted(rows if short is None else rows & short)


def _burning(series: MeasuredSeries, window: timedelta, share: Fraction) -> set[int] | None:
    """The rows at whose end so large a share of a window's events is bad; None where rows are longer than it."""
    length = window // MICROSECOND
    if series.longest(range(len(series))) > length:
        return None
    over = rolling(series, length, length)
    high, low = share.as_integer_ratio()
    return {
        row
        for row, (bad, total, covered) in enumerate(zip(over.bad, over.total, over.covered, strict=True), over.first)
        if bad and covered >= length and bad * low >= high * total
    }


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of neighbouring rows."""
    first = last = -2
    for row in rows:
        if row != last + 1:
            if last >= 0:
                yield first, last
            first = row
        last = row
    if last >= 0:
        yield first, last
