"""Evidence on automation, chaos experiments and capacity."""

from __future__ import annotations

from collections.abc import Iterable

from steadybook.analysis.freshness import capacity_review
from steadybook.analysis.quality.evidence import QUARTER, YEAR, Case, Scope, by_checks
from steadybook.analysis.toil_load import share_of, toil_of_team
from steadybook.kinds.auto_remediation.model import AutoRemediation
from steadybook.kinds.capacity_model.model import CapacityModel
from steadybook.kinds.experiment.model import Experiment
from steadybook.model.document import Document
from steadybook.sre.toil import TOIL_BUDGET


def toil_within_budget(scope: Scope) -> Iterable[Case]:
    """A case for each team."""
    for team in scope.teams:
        loads = toil_of_team(scope.context, team.id)
        share = share_of(team.model, loads)
        documents = (team, *(load.document for load in loads))
        if not loads:
            yield Case(team, False, f"no toil_item names the team `{team.id}`: nobody knows how much toil it has")
        elif share is None:
            yield Case(team, False, f"`{team.id}` states no sre_hours_per_month")
        else:
            yield Case(team, share <= TOIL_BUDGET, f"toil takes more than {TOIL_BUDGET} % of `{team.id}`", documents)


def toil_written_down(scope: Scope) -> Iterable[Case]:
    """A case for each team."""
    for team in scope.teams:
        items = tuple(load.document for load in toil_of_team(scope.context, team.id))
        yield Case(team, bool(items), f"no toil_item names the team `{team.id}`", items)


def toil_planned(scope: Scope) -> Iterable[Case]:
    """A case for each item of the teams."""
    for team in scope.teams:
        for load in toil_of_team(scope.context, team.id):
            item = load.document.model
            rated = item.automated or item.automation_difficulty is not None
            yield Case(load.document, rated, f"`{load.document.id}` has no automation_difficulty", (load.document,))


def self_healing(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        found = scope.context.corpus.referrers("service", service.id, AutoRemediation)
        yield Case(service, bool(found), f"no auto_remediation names `{service.id}`", tuple(found))


def auto_scaling(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        models = [d for d in _models(scope, service.id) if d.model.scaling_strategy.auto_scaling]
        yield Case(service, bool(models), f"no capacity_model of `{service.id}` says auto_scaling: true", tuple(models))


def safe_deployment(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return by_checks(scope, "rollback-tested", "canary-deployment")


def _experiments(scope: Scope, service: str) -> list[Document[Experiment]]:
    found = scope.context.corpus.referrers("service", service, Experiment)
    return [document for document in found if document.model.service == service]


def experiments_this_quarter(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        found = [d for d in _experiments(scope, service.id) if any(scope.within(r.date, QUARTER) for r in d.model.runs)]
        yield Case(service, bool(found), f"run an experiment on `{service.id}`: none within a quarter", tuple(found))


def experiments_in_production(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        found = [
            d
            for d in _experiments(scope, service.id)
            if d.model.environment == "production" and any(scope.within(r.date, YEAR) for r in d.model.runs)
        ]
        missing = f"run an experiment on `{service.id}` in production: none within a year"
        yield Case(service, bool(found), missing, tuple(found))


def experiments_with_results(scope: Scope) -> Iterable[Case]:
    """A case for each experiment that was carried out."""
    for service in scope.services:
        for document in _experiments(scope, service.id):
            if document.model.runs:
                written = document.model.results.outcome is not None or all(r.outcome for r in document.model.runs)
                yield Case(document, written, f"write the outcome of `{document.id}`", (document,))


def experiments_automated(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        found = [
            d
            for d in _experiments(scope, service.id)
            if any(run.automated and scope.within(run.date, YEAR) for run in d.model.runs)
        ]
        yield Case(service, bool(found), f"no experiment on `{service.id}` runs by itself", tuple(found))


def _models(scope: Scope, service: str) -> list[Document[CapacityModel]]:
    found = scope.context.corpus.referrers("service", service, CapacityModel)
    return [document for document in found if document.model.service == service]


def capacity_reviewed(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        models = _models(scope, service.id)
        fresh = [d for d in models if (r := capacity_review(scope.context, d)) and not r.is_stale(scope.today)]
        missing = (
            f"review the capacity model of `{service.id}`" if models else f"no capacity_model names `{service.id}`"
        )
        yield Case(service, bool(fresh), missing, tuple(fresh))


def load_tested(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return by_checks(scope, "load-tested-2x")


def capacity_scales(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    return by_checks(scope, "auto-scaling")


def cost_foreseen(scope: Scope) -> Iterable[Case]:
    """A case for each service."""
    for service in scope.services:
        models = [d for d in _models(scope, service.id) if d.model.cost_projection.projected_6mo_monthly is not None]
        yield Case(service, bool(models), f"no capacity_model of `{service.id}` projects its cost", tuple(models))
