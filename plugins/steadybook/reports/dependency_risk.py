"""The report on dependencies: objectives that others do not allow, circles, and failures that reach far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from steadybook.analysis.dependencies import circles
from steadybook.analysis.dependency_bounds import DependencyBound, bound_of, strictest_availability
from steadybook.analysis.failure_reach import Reach, reaches
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Note, Report, Table, columns, count
from steadybook.sre.numbers import rounded

DECIMALS = 3
"""Places of a bound; rounded down, so that it never looks like a target that it is below."""
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A service with its strictest availability objective and what its hard dependencies allow."""

    service: Document[Service]
    slo: Document[Slo] | None
    bound: DependencyBound
    percent: str
    """The bound as it is shown, rounded down."""

    @property
    def excess(self) -> Decimal | None:
        """Percentage points by which the target exceeds the bound; negative where there is room."""
        return self.slo.model.target - self.bound.percent if self.slo is not None else None

    @property
    def is_above(self) -> bool:
        """More is promised than the dependencies allow."""
        return self.excess is not None and self.excess > 0


@dataclass(frozen=True, slots=True)
class DependencyRiskView:
    """What the report shows."""

    rows: tuple[BoundRow, ...]
    above: int
    circles: tuple[tuple[str, ...], ...]
    """The services of each circle; the first one stands at the end again."""
    reaches: tuple[Reach, ...]
    services: int

    @property
    def headline(self) -> str:
        """How many objectives, circles and far-reaching services there are."""
        above = count(self.above, "objective") + (" promises" if self.above == 1 else " promise")
        first = f"{above} more than the dependencies allow" if self.above else "No objective is above its dependencies"
        second = count(len(self.circles), "circle") if self.circles else "no circle"
        if not self.reaches:
            return f"{first}, {second}."
        far = self.reaches[0]
        return f"{first}, {second}; {far.service} takes {count(far.size, 'other service')} down with it."


def _view(basis: Basis) -> DependencyRiskView:
    context = basis.context
    services = context.corpus.of(Service)
    rows = sorted(_bounds(basis), key=lambda row: (-(row.excess if row.excess is not None else -100), row.service.id))
    shortest = {frozenset(circle.path): circle.path for circle in reversed(context.memo(circles))}
    return DependencyRiskView(
        rows=tuple(rows),
        above=sum(row.is_above for row in rows),
        circles=tuple(sorted(shortest.values(), key=lambda path: (len(path), path))),
        reaches=context.memo(reaches),
        services=len(services),
    )


def _bounds(basis: Basis) -> Iterator[BoundRow]:
    for service in basis.context.corpus.of(Service):
        bound = bound_of(basis.context, service.id)
        if bound is not None:
            slo = strictest_availability(basis.context, service.id)
            yield BoundRow(service, slo, bound, rounded(bound.percent, DECIMALS, ROUND_FLOOR))


def _figures(view: DependencyRiskView) -> Mapping[str, Any]:
    return {
        "services": view.services,
        "bounds": [
            {
                "service": row.service.id,
                "slo": row.slo.id if row.slo else None,
                "target": row.slo.model.target if row.slo else None,
                "dependencies_allow": row.bound.percent,
                "limits": {limit.service: limit.target for limit in row.bound.limits},
                "above": row.is_above,
            }
            for row in view.rows
        ],
        "circles": [list(path) for path in view.circles],
        "single_points_of_failure": [
            {"service": r.service, "direct": list(r.direct), "through_others": list(r.through_others)}
            for r in view.reaches
        ],
    }


def _blocks(view: DependencyRiskView) -> Iterator[Block]:
    yield Table(
        "What dependencies allow",
        columns("Service", "Objective", "#Target, %", "#Dependencies allow, %", ""),
        tuple(
            (
                Mention("service", row.service.id),
                Mention("slo", row.slo.id) if row.slo else None,
                row.slo.model.target if row.slo else None,
                row.percent,
                "promises more" if row.is_above else "",
            )
            for row in view.rows
        ),
        "No service has a hard dependency with an availability objective.",
    )
    yield Note(tuple(" → ".join(path) for path in view.circles) or ("No service depends on itself.",), "Circles")
    yield Table(
        "What fails with it",
        columns("Service", "#Directly", "#Through others", "#Critical ones"),
        tuple((Mention("service", r.service), len(r.direct), len(r.through_others), r.critical) for r in view.reaches),
        "No service is a hard dependency of another.",
    )


REPORT = Report(
    title="Dependency risk",
    about="Objectives above what their dependencies allow, circular dependencies, and single points of failure.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
