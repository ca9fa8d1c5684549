"""The tests of an objective's alerts for `promtool test rules`: each alert fires when it must and only then.

Four situations for every alert: a constant share of bad events just over its threshold, and just under it; a burn so
young that only the short window is over; a burn that has ended, so that only the long window still is.

Source of the notation: Prometheus documentation, "Unit testing for rules".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Final

from steadybook.exchange.prometheus.layout import MARK, comment, quoted
from steadybook.exchange.prometheus.objectives import ExportedAlert, Objective, ServiceRules
from steadybook.exchange.prometheus.rules import (
    VALUE,
    alerts_group,
    annotations_of,
    error_ratio,
    labels_of,
    rates_group,
    totals_group,
)
from steadybook.exchange.prometheus.samples import Samples, samples_for
from steadybook.exchange.prometheus.series import BASE, LONGEST_DIRECT, selected, series
from steadybook.exchange.prometheus.thresholds import threshold
from steadybook.sre.durations import format_duration

DIGITS: Final = 3
"""Shares of bad events are written with so many digits: Prometheus shows four of them in an alert."""
OVER, UNDER = Fraction(105, 100), Fraction(95, 100)
STEP: Final = timedelta(minutes=1)
"""Time between samples …"""
EVALUATION: Final = timedelta(minutes=10)
"""… and between evaluations, which cost promtool most of its time; less where a window is shorter than BASE."""
STEADY: Final = timedelta(hours=1)
"""How long a constant share lasts before the alerts are looked at."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of bad events in percent, in few digits, and events a step of which it is a whole number."""

    percent: Decimal

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.percent) / 100

    @property
    def total(self) -> int:
        exponent = self.percent.normalize().as_tuple().exponent
        assert isinstance(exponent, int)
        return int(10 ** (2 + max(0, -exponent)))

    @property
    def bad(self) -> int:
        return int(self.ratio * self.total)

    @property
    def shown(self) -> str:
        """As Prometheus's humanizePercentage writes it."""
        return f"{float(self.percent):.4g}%"


HEALTHY: Final = Share(Decimal(0))
OUTAGE: Final = Share(Decimal(100))


def share(ratio: Fraction, rounding: str) -> Share:
    """The share nearest to a ratio in DIGITS digits, above or below it; a total outage where it exceeds one."""
    if ratio >= 1:
        return OUTAGE
    percent = Decimal(ratio.numerator * 100) / Decimal(ratio.denominator)
    return Share(percent.quantize(Decimal(1).scaleb(percent.adjusted() + 1 - DIGITS), rounding))


@dataclass(frozen=True, slots=True)
class Phase:
    """So many steps with a constant share of bad events."""

    share: Share
    steps: int


def test_file(service: ServiceRules, objective: Objective) -> str:
    """The file as text, the same for the same documents."""
    indicator = objective.indicator
    pace = _pace(objective)
    # The path of a rule file is a pattern: what could be a wildcard in an id stands for itself in brackets.
    rules = re.sub(r"([*?[])", r"[\1]", "../" * objective.test_path.count("/") + service.rule_path)
    lines = [
        f"{MARK} from the SLO {objective.document.id}. Run: promtool test rules FILE",
        "",
        "rule_files:",
        f"  - {quoted(rules)}",
        f"evaluation_interval: {quoted(format_duration(pace[1]))}",
        "group_eval_order:",
        f"  - {quoted(rates_group(indicator))}",
    ]
    if service.totals(indicator):
        lines.append(f"  - {quoted(totals_group(indicator))}")
    lines += [f"  - {quoted(alerts_group(each))}" for each in _rivals(service, objective)]
    lines += ["", "tests:"]
    samples = samples_for(indicator)
    if samples is None:
        lines += comment(
            f"The queries of {indicator.sli} are not of the form sum(rate(selector[$window])): what they would record "
            "is given here, and they themselves are not tested.",
            2,
        )
    writer = _Writer(service, objective, samples, *pace)
    for alert in objective.alerts:
        lines += writer.cases(alert)
    return "\n".join(lines).rstrip("\n") + "\n"


def _pace(objective: Objective) -> tuple[timedelta, timedelta]:
    """Steps between samples and between evaluations: some in every window."""
    shortest = min(alert.short_window for alert in objective.alerts)
    shortest = min([shortest, *(alert.long_window for alert in objective.alerts)])
    if shortest >= BASE:
        return STEP, EVALUATION
    step = max(shortest / 2 // timedelta(milliseconds=1), 1) * timedelta(milliseconds=1)
    return step, 2 * step


def _rivals(service: ServiceRules, objective: Objective) -> tuple[Objective, ...]:
    """The objectives whose alerts the same samples can raise, this one among them."""
    return tuple(o for o in service.objectives if o.indicator == objective.indicator and o.alerts)


@dataclass(frozen=True, slots=True)
class _Writer:
    service: ServiceRules
    objective: Objective
    samples: Samples | None
    step: timedelta
    evaluation: timedelta

    def cases(self, alert: ExportedAlert) -> Iterator[str]:
        """The test cases of an alert."""
        limit = self.objective.threshold(alert)
        rivals = [(o, a) for o in _rivals(self.service, self.objective) for a in o.alerts]
        alike = [(o, a) for o, a in rivals if a.exported_name == alert.exported_name]
        steps = self._steps(STEADY)
        for name, burn in (
            ("fires just over its threshold", share(limit * OVER, ROUND_CEILING)),
            ("is silent just under its threshold", share(limit * UNDER, ROUND_FLOOR)),
        ):
            firing = [(o, a) for o, a in alike if burn.ratio >= o.threshold(a)]
            yield from self._case(alert, name, [Phase(burn, steps)], dict.fromkeys(self._windows(), burn))
            yield from self._alerts(alert, firing, steps, burn)
        if len(alike) == 1:
            yield from self._young(alert, limit)
            yield from self._ended(alert, limit)

    def _young(self, alert: ExportedAlert, limit: Fraction) -> Iterator[str]:
        """Half of the time was healthy: over the whole of it the share is three quarters of the threshold."""
        half = self._steps(alert.short_window)
        burn = share(limit * Fraction(3, 2), ROUND_FLOOR)
        if 2 * half * self.step > alert.long_window or burn.ratio < limit * OVER:
            return
        given = {alert.long_window: share(limit / 2, ROUND_FLOOR), alert.short_window: burn}
        phases = [Phase(HEALTHY, half), Phase(burn, half)]
        yield from self._case(alert, "is silent while only the short window is over", phases, given)
        yield from self._alerts(alert, [], 2 * half, burn)
        yield from self._windows_over(alert, alert.short_window, alert.long_window, 2 * half)

    def _ended(self, alert: ExportedAlert, limit: Fraction) -> Iterator[str]:
        after = self._steps(alert.short_window + 2 * self.evaluation)
        room = int((alert.long_window - after * self.step) / self.step)
        for before in (self._steps(alert.short_window), room):
            burn = share(limit * OVER * OVER * Fraction(before + after, max(before, 1)), ROUND_CEILING)
            if 0 < before <= room and burn.ratio * Fraction(before, before + after) > limit * OVER:
                break
        else:
            yield from comment(
                f"{alert.exported_name}: no burn can keep the long window over the threshold until the short one has "
                "recovered.",
                2,
            )
            return
        given = {alert.long_window: share(limit * OVER, ROUND_CEILING), alert.short_window: HEALTHY}
        phases = [Phase(burn, before), Phase(HEALTHY, after)]
        yield from self._case(alert, "is silent once the short window has recovered", phases, given)
        yield from self._alerts(alert, [], before + after, burn)
        yield from self._windows_over(alert, alert.long_window, alert.short_window, before + after)

    def _windows(self) -> tuple[timedelta, ...]:
        return tuple(w for w in self.service.windows(self.objective.indicator) if w <= LONGEST_DIRECT)

    def _steps(self, duration: timedelta) -> int:
        """Steps that fill a duration up to a whole number of evaluations."""
        return -(-duration // self.evaluation) * (self.evaluation // self.step)

    def _case(
        self, alert: ExportedAlert, name: str, phases: Sequence[Phase], recorded: Mapping[timedelta, Share]
    ) -> Iterator[str]:
        yield f"  - name: {quoted(f'{alert.exported_name} {name}')}"
        yield f"    interval: {quoted(format_duration(self.step))}"
        yield "    input_series:"
        given = self._given(recorded, sum(phase.steps for phase in phases)) if self.samples is None else None
        for written, values in given or _counters(self.samples, phases):
            yield f"      - series: {quoted(written)}"
            yield f"        values: {quoted(values)}"

    def _given(self, recorded: Mapping[timedelta, Share], steps: int) -> list[tuple[str, str]]:
        """The recorded rates of each window."""
        indicator = self.objective.indicator
        return [
            (selected(series(what, "rate", window), indicator.service, indicator.sli), f"{number}x{steps}")
            for window, part in recorded.items()
            for what, number in (("good", part.total - part.bad), ("total", part.total))
        ]

    def _alerts(
        self, alert: ExportedAlert, firing: Sequence[tuple[Objective, ExportedAlert]], steps: int, burn: Share
    ) -> Iterator[str]:
        yield "    alert_rule_test:"
        yield f"      - eval_time: {quoted(format_duration(steps * self.step))}"
        yield f"        alertname: {quoted(alert.exported_name)}"
        if not firing:
            yield "        exp_alerts: []"
            return
        yield "        exp_alerts:"
        for objective, each in firing:
            yield "          - exp_labels:"
            for key, value in labels_of(objective, each).items():
                yield f"              {key}: {quoted(value)}"
            yield "            exp_annotations:"
            for key, value in annotations_of(objective, each).items():
                yield f"              {key}: {quoted(value.replace(VALUE, burn.shown))}"

    def _windows_over(self, alert: ExportedAlert, over: timedelta, under: timedelta, steps: int) -> Iterator[str]:
        """Proves that one window is over the threshold and the other is not."""
        limit = threshold(alert.rate, self.objective.slo.budget)
        yield "    promql_expr_test:"
        for window, expected in ((over, "[{labels: '{}', value: 1}]"), (under, "[]")):
            yield f"      - expr: {quoted(f'count({error_ratio(self.objective.indicator, window)} >= {limit})')}"
            yield f"        eval_time: {quoted(format_duration(steps * self.step))}"
            yield f"        exp_samples: {expected}"


def _counters(samples: Samples | None, phases: Sequence[Phase]) -> Iterator[tuple[str, str]]:
    """The counters of good, bad and all events."""
    assert samples is not None
    most = max(phase.share.total for phase in phases)
    bad = [(int(phase.share.ratio * most), phase.steps) for phase in phases]
    yield samples.good, _counter([(most - number, steps) for number, steps in bad])
    if samples.bad:
        yield samples.bad, _counter(bad)
    if samples.total:
        yield samples.total, _counter([(most, steps) for _, steps in bad])


def _counter(parts: Sequence[tuple[int, int]]) -> str:
    """A counter from 0 that grows by each number so many times, in promtool's notation: `0+5x10 52+2x3`."""
    written: list[str] = []
    value = 0
    for growth, steps in parts:
        if not written:
            written.append(f"0+{growth}x{steps}")
        elif steps:
            written.append(f"{value + growth}+{growth}x{steps - 1}")
        value += growth * steps
    return " ".join(written)
