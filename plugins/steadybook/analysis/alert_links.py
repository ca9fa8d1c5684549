"""Which runbook answers an alert, and which alerts lead to a runbook: both directions, the same for rules and pages.

An alert leads to a runbook by its annotation `runbook_url` or `runbook` (a path in the repository, or an address on the
site), or because the runbook names it under `alert_name`. Alerts are the rules of Prometheus's rule files and the
burn-rate alerts of the objectives.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from steadybook.kinds.prometheus_rules import ALERTED_SERVICE
from steadybook.kinds.prometheus_rules import KIND as PROMETHEUS_RULES
from steadybook.kinds.runbook import ANSWERED_ALERT
from steadybook.kinds.runbook import KIND as RUNBOOK
from steadybook.kinds.runbook.model import Runbook
from steadybook.kinds.service import KIND as SERVICE
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.wording import closest, is_typo
from steadybook.source.spans import Route

if TYPE_CHECKING:
    from steadybook.kinds.prometheus_rules.model import AlertingRule, PrometheusRules

ANNOTATIONS = ("runbook_url", "runbook")
"""The annotations that lead to a runbook; the first is the habit of the Prometheus community's mixins."""


class Standing(StrEnum):
    """Where a link leads."""

    RUNBOOK = "runbook"
    """To a runbook of this repository."""
    EXTERNAL = "external"
    """To another host: accepted as it is."""
    TEMPLATED = "templated"
    """Prometheus fills it in when the alert fires, so that it cannot be followed here."""
    DANGLING = "dangling"
    """Into this repository or its site, but to no runbook."""


class RunbookLink(NamedTuple):
    """An annotation of an alerting rule that leads to a runbook."""

    key: str
    text: str
    standing: Standing
    runbook: Document[Any] | None = None
    nearest: Document[Any] | None = None
    """For a dangling link: the runbook that was probably meant."""
    is_typo: bool = False
    """It was certainly meant: the link has its name, mistyped at most."""
    id: str = ""
    """For a dangling link: what would be the runbook's id."""


class Alert(NamedTuple):
    """One rule that raises an alert; several may share a name. `route` is the place of the name in its document."""

    name: str
    document: Document[Any]
    route: Route
    severity: str | None
    service: str | None
    links: tuple[RunbookLink, ...]
    runbooks: tuple[Document[Any], ...]
    """Every runbook that answers it, those that its links name first, each once."""

    @property
    def is_answered(self) -> bool:
        """There is a runbook, here or elsewhere."""
        return bool(self.runbooks) or any(
            link.standing in (Standing.EXTERNAL, Standing.TEMPLATED) for link in self.links
        )


def links_of(context: Context, rule: AlertingRule) -> tuple[RunbookLink, ...]:
    """The links to runbooks that a rule's annotations write, each with where it leads."""
    texts = ((key, rule.annotations.get(key, "").strip()) for key in ANNOTATIONS)
    return tuple(_link(context, key, text) for key, text in texts if text)


def runbooks_naming(context: Context, alert: str) -> tuple[Document[Any], ...]:
    """The runbooks that name an alert under `alert_name`, by path."""
    return context.corpus.find(ANSWERED_ALERT, alert)


def alerts_in(context: Context, document: Document[PrometheusRules]) -> Iterator[tuple[Route, AlertingRule, Alert]]:
    """The alerting rules of a file: the rule's route, the rule, and what it leads to."""
    for route, rule in document.model.alerts:
        links = links_of(context, rule)
        linked = [link.runbook for link in links if link.runbook is not None]
        runbooks = _each_once(*linked, *runbooks_naming(context, rule.alert))
        yield route, rule, Alert(rule.alert, document, (*route, "alert"), rule.severity, rule.service, links, runbooks)


def burn_rate_alerts_in(context: Context, document: Document[Slo]) -> Iterator[Alert]:
    """The burn-rate alerts of an objective (written, or the standard set) under their exported names."""
    slo = document.model
    linked = context.corpus.find(RUNBOOK.name, slo.runbook) if slo.runbook else ()
    for name, severity, route in slo.exported_alerts:
        runbooks = _each_once(*linked, *runbooks_naming(context, name))
        yield Alert(name, document, route, severity, slo.service, (), runbooks)


def alerts(context: Context) -> tuple[Alert, ...]:
    """All alerts of the corpus, by file and place."""
    return context.memo(_alerts)


def alerts_of_runbook(context: Context, runbook: str) -> tuple[Alert, ...]:
    """The alerts that lead to the runbook of this id, by file and place."""
    return context.memo(_by_runbook).get(runbook, ())


def alerts_of_service(context: Context, service: str) -> tuple[Alert, ...]:
    """The alerts about the service of this id, by file and place."""
    return context.memo(_of_service, service)


def _of_service(context: Context, service: str) -> tuple[Alert, ...]:
    rules: tuple[Document[PrometheusRules], ...] = context.corpus.read(ALERTED_SERVICE, service)
    slos = context.corpus.referrers(SERVICE.name, service, Slo)
    found = [alert for document in rules for _, _, alert in alerts_in(context, document)]
    found += [alert for document in slos for alert in burn_rate_alerts_in(context, document)]
    return tuple(alert for alert in found if alert.service == service)


def orphaned_names(context: Context, runbook: Runbook) -> Iterator[tuple[Route, str]]:
    """The alert names of a runbook that no alert bears, with their places."""
    names = runbook.alert_names
    for index, name in enumerate(names):
        if not context.corpus.find("alert", name):
            yield ("alert_name", index), name


def _alerts(context: Context) -> tuple[Alert, ...]:
    found = [alert for d in context.corpus.of(PROMETHEUS_RULES) for _, _, alert in alerts_in(context, d)]
    found += [alert for d in context.corpus.of(Slo) for alert in burn_rate_alerts_in(context, d)]
    return tuple(found)


def _by_runbook(context: Context) -> Mapping[str, tuple[Alert, ...]]:
    found: defaultdict[str, list[Alert]] = defaultdict(list)
    for alert in alerts(context):
        for runbook in alert.runbooks:
            found[runbook.id].append(alert)
    return {id: tuple(leading) for id, leading in found.items()}


def _each_once(*documents: Document[Any]) -> tuple[Document[Any], ...]:
    return tuple({document.path: document for document in documents}.values())


def _link(context: Context, key: str, text: str) -> RunbookLink:
    if "{{" in text:
        return RunbookLink(key, text, Standing.TEMPLATED)
    if "://" in text:
        return _of_address(context, key, text)
    path = posixpath.normpath(text.partition("#")[0].lstrip("/") or ".")
    id = posixpath.basename(path).rpartition(".")[0] or posixpath.basename(path)
    named = context.corpus.find(RUNBOOK.name, id) or context.corpus.find(RUNBOOK.name, unquote(id))
    for runbook in named:
        if runbook.path in (path, unquote(path)):
            return RunbookLink(key, text, Standing.RUNBOOK, runbook)
    return _dangling(context, key, text, id, named)


def _of_address(context: Context, key: str, text: str) -> RunbookLink:
    try:
        address, site = urlsplit(text), urlsplit(context.configuration.site_url)
    except ValueError:  # an address such as http://[ that no browser would open either
        return RunbookLink(key, text, Standing.DANGLING)
    base = site.path.rstrip("/") + "/"
    if not site.netloc or address.netloc.lower() != site.netloc.lower() or not f"{address.path}/".startswith(base):
        return RunbookLink(key, text, Standing.EXTERNAL)
    section, _, id = unquote(address.path[len(base) :]).removesuffix("index.html").rstrip("/").partition("/")
    named = context.corpus.find(RUNBOOK.name, id)
    if section == RUNBOOK.url and named:
        return RunbookLink(key, text, Standing.RUNBOOK, named[0])
    return _dangling(context, key, text, id, named)


def _dangling(context: Context, key: str, text: str, id: str, named: Sequence[Document[Any]]) -> RunbookLink:
    near = closest(id, context.corpus.ids(RUNBOOK.name))
    found = named or (context.corpus.find(RUNBOOK.name, near) if near else ())
    certain = bool(named) or (near is not None and is_typo(id, near))
    return RunbookLink(key, text, Standing.DANGLING, nearest=next(iter(found), None), is_typo=certain, id=id)
