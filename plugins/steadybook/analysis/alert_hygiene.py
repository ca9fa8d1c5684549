"""Whether alerts are worth their noise: what is wrong with their rules, and how often they call somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from steadybook.analysis.alert_levels import most_urgent
from steadybook.analysis.alert_links import Alert, alerts, alerts_in
from steadybook.analysis.oncall_health import HealthFigure, health_of
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.kinds.prometheus_rules.model import PrometheusRules
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.alert_wording import cause_words, is_single_threshold
from steadybook.sre.monitoring import MAX_PAGES_PER_WEEK
from steadybook.sre.severity import AlertSeverity

WEEK = timedelta(days=7)
PERIOD = 13
"""Weeks up to now that volume and false alarms are counted over: a quarter."""
CALLING = frozenset({AlertSeverity.P0, AlertSeverity.P1})
"""Levels that call somebody away from other work."""


class Flaw(StrEnum):
    """What may be wrong with the rule of an alert."""

    NO_RUNBOOK = "no-runbook"
    NO_SEVERITY = "no-severity"
    CAUSE = "cause"
    SINGLE_THRESHOLD = "single-threshold"


@dataclass(frozen=True, slots=True)
class Flawed:
    """An alert with something wrong about it."""

    flaw: Flaw
    alert: Alert
    level: AlertSeverity | None
    """How loud it is; None where its severity is missing or means nothing."""
    detail: str
    advice: str
    is_calling: bool
    """It calls somebody, or nobody can tell; what goes to a ticket may stay as it is."""


@dataclass(frozen=True, slots=True)
class Volume:
    """How often a service called somebody, by week."""

    service: str
    weeks: tuple[Decimal, ...]
    """Pages in each of the weeks, the oldest first."""
    shifts: tuple[Document[OncallShift], ...]
    """The shifts that counted them, of the loudest week."""
    calling: tuple[str, ...]
    """The names of its alerts that can page."""

    @property
    def worst(self) -> Decimal:
        """The most pages in a week."""
        return max(self.weeks)

    @property
    def mean(self) -> Decimal:
        """Pages a week over the weeks."""
        return sum(self.weeks, Decimal(0)) / len(self.weeks)

    @property
    def loud_weeks(self) -> int:
        """Weeks with more pages than people keep reading."""
        return sum(pages > MAX_PAGES_PER_WEEK for pages in self.weeks)


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """The pages of a rotation that needed nobody."""

    rotation: str
    pages: int
    """Of the shifts that say how many were false."""
    false: int
    rate: HealthFigure
    shifts: tuple[Document[OncallShift], ...]
    """The shifts with false alarms, the latest first."""
    silent: int
    """Shifts that do not say."""


def flawed(context: Context) -> tuple[Flawed, ...]:
    """What is wrong with the rules of alerts: by flaw, those that call somebody first, then by name."""
    return context.memo(_flawed)


def weeks_of(context: Context) -> tuple[date, ...]:
    """The Mondays (UTC) of the weeks that are counted, the oldest first; the last is that of today."""
    monday = context.today - timedelta(days=context.today.weekday())
    return tuple(monday - WEEK * back for back in range(PERIOD - 1, -1, -1))


def volumes(context: Context) -> tuple[Volume, ...]:
    """The services that paged, the loudest first. A shift belongs to the week in which it starts.

    Of a shift longer than a week its pages of a week count: `pages` divided by its weeks.
    """
    mondays = weeks_of(context)
    found: defaultdict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * len(mondays))
    sources: defaultdict[tuple[str, int], list[Document[OncallShift]]] = defaultdict(list)
    for document in _recent(context):
        shift = document.model
        place = mondays.index(_monday(shift))
        length = max(Decimal(1), Decimal((shift.end - shift.start) // timedelta(hours=1)) / Decimal(24 * 7))
        # A week in which clocks change has an hour more or less, and is a week all the same.
        weeks = length if length > Decimal("1.1") else Decimal(1)
        for service, pages in (shift.pages_by_service or {}).items():
            if pages:
                found[service][place] += pages / weeks
                sources[service, place].append(document)
    calling = _calling(context)
    rows = []
    for service, weeks_ in found.items():
        _, loudest = max((pages, index) for index, pages in enumerate(weeks_))
        rows.append(Volume(service, tuple(weeks_), tuple(sources[service, loudest]), calling.get(service, ())))
    return tuple(sorted(rows, key=lambda row: (-row.worst, -row.mean, row.service)))


def uncounted(context: Context) -> tuple[Document[OncallShift], ...]:
    """The shifts of these weeks with pages that do not say of which services."""
    return tuple(d for d in _recent(context) if d.model.pages and not d.model.pages_by_service)


def false_alarms(context: Context) -> tuple[FalseAlarms, ...]:
    """The rotations with shifts in these weeks, the one with the highest rate first."""
    by_rotation: defaultdict[str, list[Document[OncallShift]]] = defaultdict(list)
    for document in _recent(context):
        by_rotation[document.model.rotation].append(document)
    rows = [_false(rotation, shifts) for rotation, shifts in by_rotation.items()]
    return tuple(sorted(rows, key=lambda row: (-(row.rate.value or Decimal(-1)), row.rotation)))


def _false(rotation: str, shifts: Sequence[Document[OncallShift]]) -> FalseAlarms:
    telling = [d.model for d in shifts if d.model.false_positives is not None]
    (rate,) = (figure for figure in health_of(telling) if figure.metric.id == "false_positive_rate")
    return FalseAlarms(
        rotation=rotation,
        pages=sum(shift.pages for shift in telling),
        false=sum(shift.false_positives or 0 for shift in telling),
        rate=rate,
        shifts=tuple(reversed([d for d in shifts if d.model.false_positives])),
        silent=len(shifts) - len(telling),
    )


def _recent(context: Context) -> tuple[Document[OncallShift], ...]:
    """The shifts that started in these weeks and before now, by start."""
    return context.memo(_shifts)


def _shifts(context: Context) -> tuple[Document[OncallShift], ...]:
    mondays = frozenset(weeks_of(context))
    known = frozenset(context.corpus.ids("oncall_rotation"))
    found = (
        d
        for d in context.corpus.of(OncallShift)
        if d.model.start < context.as_of
        and d.model.start < d.model.end
        and _monday(d.model) in mondays
        and d.model.rotation in known
    )
    return tuple(sorted(found, key=lambda d: (d.model.start, d.path)))


def _monday(shift: OncallShift) -> date:
    day = shift.start.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def _calling(context: Context) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for alert in alerts(context):
        if alert.service and _level(context, alert) in CALLING:
            found[alert.service][alert.name] = None
    return {service: tuple(names) for service, names in found.items()}


def _level(context: Context, alert: Alert) -> AlertSeverity | None:
    row = most_urgent(context.configuration, [alert.severity] if alert.severity else [])
    return row.severity if row is not None else None


def _flawed(context: Context) -> tuple[Flawed, ...]:
    order = list(Flaw)
    found = [*_of_all(context), *_of_rules(context)]
    return tuple(
        sorted(found, key=lambda f: (order.index(f.flaw), not f.is_calling, f.alert.name, f.alert.document.path))
    )


def _of_all(context: Context) -> Iterator[Flawed]:
    """What rules and the burn-rate alerts of objectives are asked alike."""
    for alert in alerts(context):
        level = _level(context, alert)
        if not alert.is_answered:
            dangling = [link.text for link in alert.links]
            detail = f"its link leads nowhere: {dangling[0]}" if dangling else "no link, and no runbook names it"
            advice = f"Write one with `steadybook new runbook`, and name {alert.name} under `alert_name`."
            yield Flawed(Flaw.NO_RUNBOOK, alert, level, detail, advice, level in CALLING or level is None)
        if level is None:
            detail = f"`{alert.severity}` means nothing here" if alert.severity else "no label `severity`"
            advice = (
                "Write page, urgent, ticket or log, or explain the word under `alert_severities` in the configuration."
            )
            yield Flawed(Flaw.NO_SEVERITY, alert, None, detail, advice, True)


def _of_rules(context: Context) -> Iterator[Flawed]:
    """What only a rule with an expression of its own can be asked."""
    objectives = _objectives(context)
    for document in context.corpus.of(PrometheusRules):
        for _, rule, alert in alerts_in(context, document):
            level = _level(context, alert)
            is_calling = level in CALLING or level is None
            if words := cause_words(alert.name):
                detail = f"its name speaks of a cause: {', '.join(words)}"
                if is_calling:
                    advice = "Page on what users notice, and let this open a ticket."
                else:
                    advice = "As a ticket it may stay."
                yield Flawed(Flaw.CAUSE, alert, level, detail, advice, is_calling)
            slos = objectives.get(alert.service or "", ())
            if slos and is_single_threshold(rule.expr):
                named = ", ".join(slo.id for slo in slos[:3])
                advice = f"Page on the burn rate of {named}, and let this open a ticket."
                if not is_calling:
                    advice = f"As a ticket it may stay: the burn rate of {named} pages."
                yield Flawed(Flaw.SINGLE_THRESHOLD, alert, level, "one window against one bound", advice, is_calling)


def _objectives(context: Context) -> Mapping[str, tuple[Document[Any], ...]]:
    found: defaultdict[str, list[Document[Any]]] = defaultdict(list)
    for document in context.corpus.of(Slo):
        found[document.model.service].append(document)
    return {service: tuple(documents) for service, documents in found.items()}
