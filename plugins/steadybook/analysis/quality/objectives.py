"""Evidence on objectives and monitoring."""

from __future__ import annotations

from collections.abc import Iterable

from steadybook.analysis.alert_links import alerts_of_service
from steadybook.analysis.budgets import budgets_of
from steadybook.analysis.freshness import slo_review
from steadybook.analysis.quality.evidence import Case, Scope, by_checks
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.document import Document
from steadybook.sre.error_budget import MINIMUM_COVERAGE, BudgetState


def _slos(scope: Scope, service: str) -> list[Document[Slo]]:
    return [d for d in scope.context.corpus.referrers("service", service, Slo) if d.model.service == service]


def _with_slos(scope: Scope, services: Iterable[Document[Service]]) -> Iterable[Case]:
    for service in services:
        slos = _slos(scope, service.id)
        yield Case(service, bool(slos), f"write an SLO for `{service.id}` under slos/", tuple(slos))


def critical_services_with_slos(scope: Scope) -> Iterable[Case]:
    """A case for each critical service; for each service where none is critical."""
    critical = [service for service in scope.services if service.model.tier == "critical"]
    return _with_slos(scope, critical or scope.services)


def services_with_slos(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return _with_slos(scope, scope.services)


def slos_measured(scope: Scope) -> Iterable[Case]:
    """A case for each objective."""
    for service in scope.services:
        for budget in budgets_of(scope.context, service.id):
            measured = budget.as_of is not None and budget.state is not BudgetState.UNKNOWN
            reason = budget.reason or f"less than {MINIMUM_COVERAGE} % of the window is covered"
            yield Case(budget.slo, measured, f"`{budget.slo.id}` is not measured: {reason}", (budget.slo,))


def slos_reviewed(scope: Scope) -> Iterable[Case]:
    """A case for each objective."""
    for service in scope.services:
        for slo in _slos(scope, service.id):
            review = slo_review(slo)
            fresh = review is not None and not review.is_stale(scope.today)
            yield Case(slo, fresh, f"review `{slo.id}` and write last_reviewed and review_cadence", (slo,))


def golden_signals(scope: Scope) -> Iterable[Case]:
    """A case for each of the four signals of each service."""
    for service in scope.services:
        for name, signal in service.model.monitoring.signals:
            shown = signal.dashboard is not None
            yield Case(service, shown, f"`{service.id}` names no dashboard for {name} under monitoring", (service,))


def alerts_with_runbooks(scope: Scope) -> Iterable[Case]:
    """A case for each alert about the services."""
    for service in scope.services:
        for alert in alerts_of_service(scope.context, service.id):
            missing = f"write a runbook for the alert {alert.name} (alert_name), or link it there"
            yield Case(alert.document, alert.is_answered, missing, alert.runbooks)


def logs_and_traces(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        links = service.model.links
        absent = [key for key in ("logs", "tracing") if getattr(links, key) is None]
        yield Case(service, not absent, f"`{service.id}` has no {' and '.join(absent)} under links", (service,))


def structured_logging(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return by_checks(scope, "structured-logging")
