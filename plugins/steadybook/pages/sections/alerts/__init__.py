"""The page of a file of Prometheus rules: each alert with its urgency, its runbook and its expression."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from steadybook.analysis.alert_levels import most_urgent
from steadybook.analysis.alert_links import RunbookLink, Standing, alerts_in
from steadybook.kinds.prometheus_rules.model import PrometheusRules, RecordingRule
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.urls import address, anchor, section
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.sre.severity import AlertGuideRow

SHOWN_ANNOTATIONS = ("summary", "description", "message")
"""The annotations that are drawn as text; the runbook's are links, all others stand in a list."""

MANY = 4
"""Alerts of one file from which on their names stand beside the page as well."""
MOST_NAMED = 3
"""Alerts that a result of the search names."""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alerting rule."""

    name: str
    anchor: str
    group: str
    word: str | None
    """The severity as the rule writes it."""
    guide: AlertGuideRow | None
    """What that severity demands; None where the word is not known, or there is none."""
    service: str | None
    runbooks: tuple[Document[Any], ...]
    outside: tuple[RunbookLink, ...]
    """Links to runbooks elsewhere, or that Prometheus fills in."""
    dangling: tuple[RunbookLink, ...]
    expr: str
    holds: timedelta | None
    keeps: timedelta | None
    texts: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    annotations: tuple[tuple[str, str], ...]

    @property
    def is_answered(self) -> bool:
        """There is a runbook, here or elsewhere."""
        return bool(self.runbooks or self.outside)


@dataclass(frozen=True, slots=True)
class AlertsView:
    """What the page shows."""

    document: Document[PrometheusRules]
    alerts: tuple[AlertRow, ...]
    groups: int
    unanswered: int
    recordings: tuple[RecordingRule, ...]
    mentioned_by: tuple[Document[Any], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(PrometheusRules):
        view = _view(site, document)
        yield Leaf(
            url=address("prometheus_rules", document.id),
            title=document.title,
            template="sections/alerts/page.html.j2",
            view=view,
            source=document.path,
            parent=section("prometheus_rules"),
            search=record(document, _excerpt(view)),
            toc=len(view.alerts) >= MANY,
        )


def _excerpt(view: AlertsView) -> str:
    names = tuple(dict.fromkeys(alert.name for alert in view.alerts))
    if not names:
        return ""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{'Alert' if len(names) == 1 else 'Alerts'} {', '.join(names[:MOST_NAMED])}{more}"


def _view(site: Site, document: Document[PrometheusRules]) -> AlertsView:
    alerts = tuple(_rows(site.context, document))
    groups = [group for _, group in document.model.groups]
    mentions: dict[str, Document[Any]] = {}
    for name in dict.fromkeys(alert.name for alert in alerts):
        mentions.update((d.path, d) for d in site.mentions.get(("alert", name), ()) if d is not document)
    return AlertsView(
        document=document,
        alerts=alerts,
        groups=len(groups),
        unanswered=sum(not alert.is_answered for alert in alerts),
        recordings=tuple(rule for group in groups for rule in group.rules if isinstance(rule, RecordingRule)),
        mentioned_by=tuple(mentions[path] for path in sorted(mentions)),
    )


def _rows(context: Context, document: Document[PrometheusRules]) -> Iterator[AlertRow]:
    groups = dict(document.model.groups)
    seen: set[str] = set()
    for route, rule, alert in alerts_in(context, document):
        shown = {*SHOWN_ANNOTATIONS, *(link.key for link in alert.links)}
        yield AlertRow(
            name=rule.alert,
            anchor=_unique(anchor(rule.alert) or "alert", seen),
            group=groups[route[:-2]].name,
            word=rule.severity,
            guide=most_urgent(context.configuration, [rule.severity] if rule.severity else []),
            service=rule.service,
            runbooks=alert.runbooks,
            outside=tuple(x for x in alert.links if x.standing in (Standing.EXTERNAL, Standing.TEMPLATED)),
            dangling=tuple(x for x in alert.links if x.standing is Standing.DANGLING),
            expr=rule.expr.strip("\n"),
            holds=rule.for_,
            keeps=rule.keep_firing_for,
            texts=tuple((key, rule.annotations[key]) for key in SHOWN_ANNOTATIONS if rule.annotations.get(key)),
            labels=tuple((k, t) for k, t in rule.labels.items() if k not in ("severity", "service")),
            annotations=tuple((k, t) for k, t in rule.annotations.items() if k not in shown),
        )


def _unique(name: str, seen: set[str]) -> str:
    """The first rule of a name has the name's own anchor; further ones are numbered."""
    chosen, number = name, 1
    while chosen in seen:
        number += 1
        chosen = f"{name}-{number}"
    seen.add(chosen)
    return chosen


PAGE = Page(leaves=_leaves, kinds=frozenset({"prometheus_rules"}))
