"""What the hard dependencies of a service allow: no service is more available than all that it cannot do without."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from steadybook.kinds.service.model import Service
from steadybook.kinds.sli.model import Sli
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.error_budget import dependency_bound

AVAILABILITY = "availability"
"""The type of SLI that dependencies and contracts speak of."""


class DependencyLimit(NamedTuple):
    """A service that is called, and the strictest availability objective that it has."""

    service: str
    slo: Document[Slo]

    @property
    def target(self) -> Decimal:
        """The objective's target, in percent."""
        return self.slo.model.target


class DependencyBound(NamedTuple):
    """What the direct hard dependencies of a service allow together."""

    percent: Decimal
    """The product of their targets, in percent."""
    limits: tuple[DependencyLimit, ...]
    """The dependencies with an availability objective, the laxest first; never empty."""
    without_objective: tuple[str, ...]
    """Hard dependencies that have none: they are not counted, so that the truth may be lower still."""

    @property
    def limiting(self) -> DependencyLimit:
        """The dependency that limits most."""
        return self.limits[0]


def is_availability(context: Context, slo: Slo) -> bool:
    """Whether an objective is about availability."""
    sli = context.corpus.get(Sli, slo.sli)
    return sli is not None and sli.model.type == AVAILABILITY


def strictest_availability(context: Context, service: str) -> Document[Slo] | None:
    """The availability objective of a service with the highest target; None where it has none."""
    return context.memo(_strictest, service)


def bound_of(context: Context, service: str) -> DependencyBound | None:
    """What the direct hard dependencies of a service allow; None where none of them has an availability objective."""
    return context.memo(_bound, service)


def _strictest(context: Context, service: str) -> Document[Slo] | None:
    found = [d for d in context.corpus.referrers("service", service, Slo) if is_availability(context, d.model)]
    return max(found, key=lambda d: d.model.target, default=None)


def _bound(context: Context, service: str) -> DependencyBound | None:
    document = context.corpus.get(Service, service)
    if document is None:
        return None
    limits = []
    without = []
    # A service that names itself is the finding of another rule; here it would limit itself.
    for upstream in dict.fromkeys(id for id in document.model.hard_upstream if id != service):
        slo = strictest_availability(context, upstream)
        if slo is None:
            without.append(upstream)
        else:
            limits.append(DependencyLimit(upstream, slo))
    if not limits:
        return None
    limits.sort(key=lambda limit: (limit.target, limit.service))
    return DependencyBound(dependency_bound([limit.target for limit in limits]), tuple(limits), tuple(without))
