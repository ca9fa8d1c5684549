"""Advice on regions: what the availability target of each service calls for, by the decision guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.analysis.dependency_bounds import strictest_availability
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns
from steadybook.sre.regions import DECISION_GUIDE, STRATEGIES, Recommendation, recommended


@dataclass(frozen=True, slots=True)
class Advice:
    """What a service's strictest availability objective calls for; None of both without such an objective."""

    service: Document[Service]
    slo: Document[Slo] | None
    recommendation: Recommendation | None


@dataclass(frozen=True, slots=True)
class RegionsView:
    """What the report shows."""

    rows: tuple[Advice, ...]
    """The strictest target first."""

    @property
    def headline(self) -> str:
        """How many services the guide would have in more than one region."""
        if not self.rows:
            return "No service is written down."
        one = DECISION_GUIDE[0]
        more = sum(row.recommendation not in (None, one) for row in self.rows)
        return f"By their targets {more} of {len(self.rows)} services call for more than one region. This is advice."


def _view(basis: Basis) -> RegionsView:
    found = []
    for service in basis.context.corpus.of(Service):
        if service.model.in_production:
            slo = strictest_availability(basis.context, service.id)
            found.append(Advice(service, slo, recommended(slo.model.target) if slo is not None else None))
    return RegionsView(
        tuple(sorted(found, key=lambda row: (-(row.slo.model.target if row.slo else 0), row.service.id)))
    )


def _figures(view: RegionsView) -> Mapping[str, Any]:
    return {
        "services": [
            {
                "service": row.service.id,
                "slo": row.slo.id if row.slo else None,
                "target": row.slo.model.target if row.slo else None,
                "advice": row.recommendation.advice if row.recommendation else None,
            }
            for row in view.rows
        ]
    }


def _blocks(view: RegionsView) -> Iterator[Block]:
    yield Table(
        "Advice",
        columns("Service", "Tier", "Objective", "#Target, %", "What it calls for"),
        tuple(
            (
                Mention("service", row.service.id),
                row.service.model.tier,
                Mention("slo", row.slo.id) if row.slo else None,
                row.slo.model.target if row.slo else None,
                row.recommendation.advice if row.recommendation else "no availability objective, so no advice",
            )
            for row in view.rows
        ),
        "No service is written down.",
        "By the target alone: data, cost and where the users are decide as well.",
    )
    yield Table(
        "Ways to spread a service",
        columns("Way", "What it means", "Complexity", "Recovery", "Cost"),
        tuple((s.name, s.meaning, s.complexity, s.recovery_time, s.cost) for s in STRATEGIES),
    )


REPORT = Report(
    title="Regions",
    about="How many regions the availability target of each service calls for, as advice.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
