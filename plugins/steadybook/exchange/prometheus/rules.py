"""A service's rule file: recorded rates and totals of its indicators, and the alerts of its objectives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from steadybook.exchange.prometheus.layout import MARK, block, comment, flow, literal, quoted
from steadybook.exchange.prometheus.objectives import ExportedAlert, Indicator, Objective, ServiceRules
from steadybook.exchange.prometheus.queries import summed
from steadybook.exchange.prometheus.series import BASE, LONGEST_DIRECT, selected, series
from steadybook.exchange.prometheus.thresholds import threshold
from steadybook.sre.burn_rate import consumed, time_to_exhaustion
from steadybook.sre.durations import NARROW_SPACE, format_duration, words
from steadybook.sre.numbers import plain, rounded

RATES_INTERVAL: Final = timedelta(minutes=1)
"""How often rates and alerts are evaluated: an alert is at most so much later than it could be."""
TOTALS_INTERVAL: Final = timedelta(minutes=2)
"""How often totals are evaluated: seldom, for they read whole weeks, but before Prometheus forgets a value (5 m)."""
VALUE: Final = "{{ $value | humanizePercentage }}"


def rule_file(service: ServiceRules) -> str:
    """The file as text, the same for the same documents."""
    lines = [
        f"{MARK} from the SLOs of {service.service}. Change those and export again: changes here are lost.",
        "",
        "groups:",
    ]
    for indicator in service.indicators:
        lines += _rates(service, indicator)
        lines += _totals(service, indicator)
    for objective in service.objectives:
        lines += _alerts(objective)
    return "\n".join(lines).rstrip("\n") + "\n"


def _group(name: str, interval: timedelta) -> list[str]:
    return [f"  - name: {quoted(name)}", f"    interval: {quoted(format_duration(interval))}", "    rules:"]


def rates_group(indicator: Indicator) -> str:
    """The name of the group that records an indicator's rates."""
    return f"{indicator.service}/{indicator.sli}/rates"


def totals_group(indicator: Indicator) -> str:
    """The name of the group that records an indicator's totals."""
    return f"{indicator.service}/{indicator.sli}/totals"


def alerts_group(objective: Objective) -> str:
    """The name of the group that holds an objective's alerts."""
    return f"{objective.document.id}/alerts"


def _rates(service: ServiceRules, indicator: Indicator) -> Iterator[str]:
    windows = service.windows(indicator)
    yield from comment(
        f"Good and all events a second by {indicator.sli}, and the share of bad ones, over every window of an alert.", 2
    )
    if windows[-1] > LONGEST_DIRECT:
        yield from comment(
            f"Windows above {format_duration(LONGEST_DIRECT)} are means of the recorded {format_duration(BASE)} rates: "
            "a query over days of raw series would cost much every minute.",
            2,
        )
    yield from _group(rates_group(indicator), RATES_INTERVAL)
    for window in windows:
        good, total = rate_queries(indicator, window)
        yield from _record(series("good", "rate", window), good, indicator)
        yield from _record(series("total", "rate", window), total, indicator)
        yield from _record(series("error_ratio", "rate", window), _error_ratio(indicator, window), indicator)
    yield ""


def rate_queries(indicator: Indicator, window: timedelta) -> tuple[str, str]:
    """The queries for good and all events a second over a window."""
    if window <= LONGEST_DIRECT:
        return summed(indicator.good(window)), summed(indicator.total(window))
    good, total = _base(indicator, "good"), _base(indicator, "total")
    over = format_duration(window)
    # Where there are no good events their series may be absent: the sum is divided by the number of all rates.
    return f"sum_over_time({good}[{over}]) / count_over_time({total}[{over}])", f"avg_over_time({total}[{over}])"


def _error_ratio(indicator: Indicator, window: timedelta) -> str:
    """The share of bad events: nothing while there are no events, and 1 where the series of good ones is absent."""
    good = selected(series("good", "rate", window), indicator.service, indicator.sli)
    total = selected(series("total", "rate", window), indicator.service, indicator.sli)
    return f"clamp_min(\n  1 - ({good} or 0 * {total})\n    / ({total} > 0),\n  0\n)"


def _base(indicator: Indicator, what: str) -> str:
    return selected(series(what, "rate", BASE), indicator.service, indicator.sli)


def _totals(service: ServiceRules, indicator: Indicator) -> Iterator[str]:
    windows = service.totals(indicator)
    if not windows:
        return
    seconds = _seconds(RATES_INTERVAL)
    yield from comment(
        "Events within the window of an SLO, and the share of it that was measured. Each recorded rate stands for the "
        f"{seconds} s until the next one, so both groups need the intervals that they have here.",
        2,
    )
    yield from _group(totals_group(indicator), TOTALS_INTERVAL)
    for window in windows:
        over = f"[{format_duration(window)}]"
        for what in ("good", "total"):
            expression = f"sum_over_time({_base(indicator, what)}{over}) * {seconds}"
            yield from _record(series(what, "increase", window), expression, indicator)
        covered = f"clamp_max(count_over_time({_base(indicator, 'total')}{over}) * {seconds} / {_seconds(window)}, 1)"
        yield from _record(series("covered", "ratio", window), covered, indicator)
    yield ""


def _seconds(window: timedelta) -> str:
    whole, rest = divmod(window, timedelta(seconds=1))
    return f"{whole}.{rest // timedelta(milliseconds=1):03}".rstrip("0").rstrip(".") if rest else str(whole)


def _record(name: str, expression: str, indicator: Indicator) -> Iterator[str]:
    yield f"      - record: {name}"
    head, *more = block(expression, 10)
    yield f"        expr:{head}"
    yield from more
    yield f"        labels: {flow({'service': indicator.service, 'sli': indicator.sli})}"


def _alerts(objective: Objective) -> Iterator[str]:
    slo = objective.slo
    yield from comment(
        f"{objective.document.id}: {plain(slo.target)} % of {slo.sli} over {format_duration(slo.window)}, which allows "
        f"{plain(slo.budget)} % bad events.",
        2,
    )
    for remark in objective.remarks:
        yield from comment(remark, 2)
    if objective.alerts:
        yield from _group(alerts_group(objective), RATES_INTERVAL)
        for alert in objective.alerts:
            yield from _alert(objective, alert)
    yield ""


def _alert(objective: Objective, alert: ExportedAlert) -> Iterator[str]:
    slo = objective.slo
    limit = threshold(alert.rate, slo.budget)
    yield f"      - alert: {quoted(alert.exported_name)}"
    yield from comment(f"{rounded(alert.burn_rate)} times the {plain(slo.budget)} % that the target allows.", 8)
    yield "        expr: |"
    yield f"          {error_ratio(objective.indicator, alert.long_window)} >= {limit}"
    yield "          and"
    yield f"          {error_ratio(objective.indicator, alert.short_window)} >= {limit}"
    yield "        labels:"
    for key, value in labels_of(objective, alert).items():
        yield f"          {key}: {quoted(value)}"
    yield "        annotations:"
    for key, value in annotations_of(objective, alert).items():
        yield f"          {key}: {quoted(value)}"


def error_ratio(indicator: Indicator, window: timedelta) -> str:
    """The recorded share of bad events over a window."""
    return selected(series("error_ratio", "rate", window), indicator.service, indicator.sli)


def labels_of(objective: Objective, alert: ExportedAlert) -> dict[str, str]:
    """An alert's labels beside its name."""
    slo = objective.slo
    return {
        "service": slo.service,
        "sli": slo.sli,
        "slo": objective.document.id,
        "team": literal(slo.owner),
        "severity": alert.severity,
        "long_window": format_duration(alert.long_window),
        "short_window": format_duration(alert.short_window),
    }


def annotations_of(objective: Objective, alert: ExportedAlert) -> dict[str, str]:
    """What an alert says: how much was bad, what that costs, how long the budget lasts, and where to look."""
    slo = objective.slo
    long_window, window = _spelled(alert.long_window), _spelled(slo.window)
    rate = rounded(alert.burn_rate)
    spent = rounded(consumed(alert.burn_rate, alert.long_window, slo.window))
    lasts = time_to_exhaustion(alert.burn_rate, slo.window)
    pace = f"At {rate} times the sustainable rate, {long_window} use{'s' if _is_one(alert.long_window) else ''} up"
    end = f", and a full budget lasts {_spelled(lasts)}" if lasts is not None else ""
    found = {
        "summary": f"{slo.service} burns the error budget of {objective.document.id} "
        f"at {rate} times the sustainable rate or faster",
        "description": f"In the last {long_window}, {VALUE} of the events that {slo.sli} counts were bad; "
        f"the target of {plain(slo.target)} % allows {plain(slo.budget)} %. "
        f"{pace} {spent} % of the budget of {window}{end}.",
    }
    if alert.runbook is not None:
        found[alert.runbook[0]] = alert.runbook[1]
    if objective.page:
        found["slo_url"] = objective.page
    return found


def _is_one(window: timedelta) -> bool:
    return window in (timedelta(hours=1), timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1))


def _spelled(duration: timedelta) -> str:
    """A duration for people, with plain spaces: pagers show them everywhere. Whole days stay days."""
    days, rest = divmod(duration, timedelta(days=1))
    return f"{days} d" if days and not rest else words(duration).replace(NARROW_SPACE, " ")
