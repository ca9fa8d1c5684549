"""What is exported: services with their indicators, objectives and alerts, and what has to be left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from steadybook.analysis.alert_links import burn_rate_alerts_in
from steadybook.exchange.prometheus.layout import TESTS, literal
from steadybook.exchange.prometheus.queries import flaw
from steadybook.exchange.prometheus.series import BASE, SHORTEST_TOTAL
from steadybook.exchange.prometheus.thresholds import exact
from steadybook.kinds.runbook import KIND as RUNBOOK
from steadybook.kinds.sli.model import PrometheusQueries, Sli
from steadybook.kinds.slo import KIND as SLO
from steadybook.kinds.slo.model import BurnRateAlert, Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.export import LeftOut
from steadybook.model.urls import address
from steadybook.sre import burn_rate
from steadybook.sre.burn_rate import fires, highest_rate, possible_alerts, standard_alerts
from steadybook.sre.durations import format_duration
from steadybook.sre.numbers import plain, rounded
from steadybook.sre.promql import PlaceholderError, filled

_PLAIN: Final = re.compile(r"[\w.:/@-]+")
"""What an id may hold to be a label's value as it stands, in rules, tests and templates alike."""


@dataclass(frozen=True, slots=True)
class ExportedAlert:
    """A burn-rate alert as it is exported."""

    exported_name: str
    name: str
    burn_rate: Decimal
    long_window: timedelta
    short_window: timedelta
    severity: str
    runbook: tuple[str, str] | None
    """The annotation that leads to the runbook: its key and value."""

    @property
    def rate(self) -> Fraction:
        """The burn rate without rounding."""
        return exact(self.burn_rate)


@dataclass(frozen=True, slots=True)
class Indicator:
    """The queries of an SLI for one service."""

    service: str
    sli: str
    queries: PrometheusQueries

    def good(self, window: timedelta) -> str:
        """The query for the rate of good events."""
        return filled(self.queries.good, self.service, window)

    def total(self, window: timedelta) -> str:
        """The query for the rate of all events."""
        return filled(self.queries.total, self.service, window)


@dataclass(frozen=True, slots=True)
class Objective:
    """An SLO with the alerts that are exported, and remarks on those that are not."""

    document: Document[Slo]
    indicator: Indicator
    alerts: tuple[ExportedAlert, ...]
    remarks: tuple[str, ...]
    page: str
    """The address of its page; empty where the site has none."""

    @property
    def slo(self) -> Slo:
        return self.document.model

    @property
    def test_path(self) -> str:
        return f"{TESTS}/{self.document.id}.test.yaml"

    def threshold(self, alert: ExportedAlert) -> Fraction:
        """The share of bad events at which an alert's windows are over."""
        return alert.rate * Fraction(self.slo.budget) / 100


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """All objectives of a service that can be exported, by id."""

    service: str
    objectives: tuple[Objective, ...]

    @property
    def rule_path(self) -> str:
        return f"{self.service}.rules.yaml"

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple({objective.indicator: None for objective in self.objectives})

    def windows(self, indicator: Indicator) -> tuple[timedelta, ...]:
        """The windows of an indicator's rates, the shortest first."""
        alerts = [a for o in self.objectives if o.indicator == indicator for a in o.alerts]
        return tuple(sorted({BASE, *(a.long_window for a in alerts), *(a.short_window for a in alerts)}))

    def totals(self, indicator: Indicator) -> tuple[timedelta, ...]:
        """The windows over which its events are totalled, the shortest first."""
        windows = {o.slo.window for o in self.objectives if o.indicator == indicator}
        return tuple(sorted(window for window in windows if window >= SHORTEST_TOTAL))


def services_of(context: Context) -> tuple[tuple[ServiceRules, ...], tuple[LeftOut, ...]]:
    """Everything that can be exported, by service and SLO, and everything that cannot."""
    found: defaultdict[str, dict[str, Objective]] = defaultdict(dict)
    left_out: list[LeftOut] = []
    for document in context.corpus.of(Slo):
        slo = document.model
        if document.id in found[slo.service]:
            reason = "an SLO of this id is exported already"
            left_out.append(LeftOut(document.path, "the SLO", reason, "Give it another file name."))
            continue
        indicator = _indicator(context, document)
        if isinstance(indicator, LeftOut):
            left_out.append(indicator)
            continue
        objective, missing = _objective(context, document, indicator)
        found[slo.service][document.id] = objective
        left_out += missing
    services = (ServiceRules(name, tuple(found[name].values())) for name in sorted(found) if found[name])
    return tuple(services), tuple(left_out)


def _indicator(context: Context, document: Document[Slo]) -> Indicator | LeftOut:
    slo = document.model

    def missing(reason: str, help: str) -> LeftOut:
        return LeftOut(document.path, "the SLO", reason, help)

    for what, id in (("service", slo.service), ("SLI", slo.sli), ("SLO", document.id)):
        if not _PLAIN.fullmatch(id):
            return missing(
                f"the id of its {what}, `{id}`, cannot be a label's value",
                "Use letters, digits, hyphens, underscores and dots.",
            )
    sli = context.corpus.get(Sli, slo.sli)
    if sli is None:
        return missing(f"there is no SLI `{slo.sli}`", "`steadybook check` says more.")
    queries = sli.model.prometheus
    if queries is None:
        return missing(
            f"its SLI `{slo.sli}` has no Prometheus queries",
            f"Write `prometheus: {{good: …, total: …}}` in {sli.path}.",
        )
    indicator = Indicator(slo.service, slo.sli, queries)
    for which, text in (("good", queries.good), ("total", queries.total)):
        try:
            what = flaw(filled(text, slo.service, BASE))
        except PlaceholderError as error:
            return missing(f"the {which} query of `{slo.sli}`: {error}", "Write the query without $service.")
        if what:
            return missing(f"the {which} query of `{slo.sli}` is no PromQL: {what}", f"Mend it in {sli.path}.")
    return indicator


def _objective(
    context: Context, document: Document[Slo], indicator: Indicator
) -> tuple[Objective, tuple[LeftOut, ...]]:
    """The objective, and which of its written alerts cannot be exported."""
    slo = document.model
    site = context.configuration.site_url
    page = f"{site}{address(SLO.name, document.id)}" if site else ""
    if slo.budget == 0:
        reason = "a target of 100 leaves no budget that could burn"
        missing = LeftOut(document.path, "its alerts", reason, "Set a target below 100.")
        return Objective(document, indicator, (), (f"No alerts: {reason}.",), page), (missing,)
    alerts: list[ExportedAlert] = []
    remarks: list[str] = []
    left_out: list[LeftOut] = []
    standard = not slo.burn_rate_alerts
    if standard:
        remarks += _standard_remarks(slo)
    written: Sequence[BurnRateAlert | burn_rate.BurnRateAlert] = slo.burn_rate_alerts
    if standard:
        written = possible_alerts(slo.window, slo.target)
    seen: set[tuple[str, timedelta, timedelta]] = set()
    for alert, link in zip(written, burn_rate_alerts_in(context, document), strict=True):
        key = (link.name, alert.long_window, alert.short_window)
        reason, help = _obstacle(slo, alert)
        if not reason and key in seen:
            reason, help = "an earlier alert has the same name and windows", "Give it a name of its own."
        if reason:
            remarks.append(f"Left out, {alert.name}: {reason}.")
            left_out.append(LeftOut(document.path, f"the alert `{alert.name}`", reason, help))
            continue
        seen.add(key)
        runbook = _runbook(context, link.runbooks[0]) if link.runbooks else None
        windows = (alert.long_window, alert.short_window)
        alerts.append(ExportedAlert(link.name, alert.name, alert.burn_rate, *windows, alert.severity, runbook))
    return Objective(document, indicator, tuple(alerts), tuple(remarks), page), tuple(left_out)


def _standard_remarks(slo: Slo) -> list[str]:
    """Which alerts of the standard set this objective cannot have."""
    remarks = ["The SLO writes no alerts of its own: these are of the standard set."]
    possible = {alert.name for alert in possible_alerts(slo.window, slo.target)}
    standard = {alert.name: alert for alert in standard_alerts(slo.window)}
    for row in burn_rate.ALERT_WINDOWS:
        if row.name in possible:
            continue
        if row.name in standard:
            reason = _obstacle(slo, standard[row.name])[0]
        else:
            reason = f"its window of {format_duration(row.long_window)} does not fit into the SLO's"
        remarks.append(f"Left out, {row.name}: {reason}.")
    return remarks


def _obstacle(slo: Slo, alert: BurnRateAlert | burn_rate.BurnRateAlert) -> tuple[str, str]:
    """Why an alert cannot do its work, and what to do; two empty texts where it can."""
    rate = rounded(alert.burn_rate)
    if alert.burn_rate == 0:
        return "a burn rate of 0 is over at all times", "Write a rate above 0."
    if not fires(alert.burn_rate, slo.target):
        highest = rounded(highest_rate(slo.target))
        reason = f"it can never fire, for even a total outage burns a budget of {plain(slo.budget)} %"
        return f"{reason} only {highest} times as fast as sustainable, not {rate} times", "Write a lower rate."
    if alert.long_window > slo.window:
        windows = f"{format_duration(alert.long_window)} exceeds the SLO's window of {format_duration(slo.window)}"
        return f"its long window of {windows}", "Write a shorter one."
    return "", ""


def _runbook(context: Context, runbook: Document[Any]) -> tuple[str, str]:
    site = context.configuration.site_url
    if site:
        return "runbook_url", f"{site}{address(RUNBOOK.name, runbook.id)}"
    return "runbook", literal(runbook.path)
