"""The report on dependencies: objectives that others do not allow, circles, and failures that reach far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from steadybook.analysis.dependencies import circles
from steadybook.analysis.dependency_bounds import DependencyBound, bound_of, strictest_availability
from steadybook.analysis.failure_reach import Reach, reaches
from steadybook.analysis.measured_bounds import MeasuredBound, measured_bound_of
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
    measured: MeasuredBound | None
    """What they allowed in their windows up to now."""
    measured_percent: str | None
    """The same as it is shown, rounded down; None where none of them is measured."""

    @property
    def excess(self) -> Decimal | None:
        """Percentage points by which the target exceeds the bound; negative where there is room."""
        return self.slo.model.target - self.bound.percent if self.slo is not None else None

    @property
    def is_above(self) -> bool:
        """More is promised than the dependencies allow."""
        return self.excess is not None and self.excess > 0

    @property
    def is_above_measured(self) -> bool:
        """More is promised than the dependencies delivered."""
        allowed = self.measured.percent if self.measured is not None else None
        return self.slo is not None and allowed is not None and self.slo.model.target > allowed

    @property
    def remark(self) -> str:
        """The verdict for a terminal."""
        if self.is_above:
            return "promises more"
        return "promises more than was delivered" if self.is_above_measured else ""


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
            measured = measured_bound_of(basis.context, service.id)
            percent = measured.percent if measured is not None else None
            yield BoundRow(
                service,
                slo,
                bound,
                rounded(bound.percent, DECIMALS, ROUND_FLOOR),
                measured,
                rounded(percent, DECIMALS, ROUND_FLOOR) if percent is not None else None,
            )


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
                "dependencies_delivered": row.measured.percent if row.measured else None,
                "delivered": {each.service: each.measured for each in row.measured.measured} if row.measured else {},
                "not_measured": {each.service: each.reason for each in row.measured.unmeasured} if row.measured else {},
                "above_delivered": row.is_above_measured,
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
        columns("Service", "Objective", "#Target, %", "#Dependencies allow, %", "#As measured, %", ""),
        tuple(
            (
                Mention("service", row.service.id),
                Mention("slo", row.slo.id) if row.slo else None,
                row.slo.model.target if row.slo else None,
                row.percent,
                row.measured_percent,
                "promises more"
                if row.is_above
                else "promises more than was delivered"
                if row.is_above_measured
                else "",
            )
            for row in view.rows
        ),
        "No service has a hard dependency with an availability objective.",
        "As measured: the product of what its hard dependencies delivered in their windows up to now.",
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
