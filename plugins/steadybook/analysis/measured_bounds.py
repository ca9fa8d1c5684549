"""The availability that the hard dependencies of a service allowed, as measured, beside what their targets allow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from steadybook.analysis.budgets import SloBudget, budget_of
from steadybook.analysis.dependency_bounds import strictest_availability
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.sre.error_budget import BudgetState, dependency_bound


@dataclass(frozen=True, slots=True)
class MeasuredDependency:
    """A service that is called, with the budget of its strictest availability objective."""

    service: str
    budget: SloBudget
    measured: Decimal
    """Its availability over that objective's window, in percent."""


@dataclass(frozen=True, slots=True)
class UnmeasuredDependency:
    """A service that is called and of which no availability is known."""

    service: str
    reason: str
    """Why not, for readers, without a stop."""


@dataclass(frozen=True, slots=True)
class MeasuredBound:
    """What the direct hard dependencies of a service allowed together, as measured."""

    percent: Decimal | None
    """The product of their measured availabilities, in percent; None where none of them is measured."""
    measured: tuple[MeasuredDependency, ...]
    """The least available one first."""
    unmeasured: tuple[UnmeasuredDependency, ...]
    """They are not counted, so that the truth may be lower still."""

    @property
    def limiting(self) -> MeasuredDependency | None:
        """The dependency that limited most."""
        return self.measured[0] if self.measured else None


def measured_bound_of(context: Context, service: str) -> MeasuredBound | None:
    """What the direct hard dependencies of a service allowed; None where it has none."""
    return context.memo(_bound, service)


def _bound(context: Context, service: str) -> MeasuredBound | None:
    document = context.corpus.get(Service, service)
    if document is None:
        return None
    measured: list[MeasuredDependency] = []
    unmeasured: list[UnmeasuredDependency] = []
    for upstream in dict.fromkeys(id for id in document.model.hard_upstream if id != service):
        found = _dependency(context, upstream)
        if isinstance(found, MeasuredDependency):
            measured.append(found)
        else:
            unmeasured.append(found)
    if not measured and not unmeasured:
        return None
    measured.sort(key=lambda dependency: (dependency.measured, dependency.service))
    percent = dependency_bound([dependency.measured for dependency in measured]) if measured else None
    return MeasuredBound(percent, tuple(measured), tuple(unmeasured))


def _dependency(context: Context, service: str) -> MeasuredDependency | UnmeasuredDependency:
    slo = strictest_availability(context, service)
    if slo is None:
        return UnmeasuredDependency(service, "it has no availability objective")
    budget = budget_of(context, slo)
    if budget.measured is None or budget.state is BudgetState.UNKNOWN:
        return UnmeasuredDependency(service, f"{slo.id}: {budget.reason}")
    return MeasuredDependency(service, budget, budget.measured)
