"""The draft of an objective for a service: indicator, a modest target, and the budget that follows."""

from __future__ import annotations

from decimal import Decimal

from steadybook.commands._drafts.text import TODO, body
from steadybook.commands._names import check_known
from steadybook.kinds.service.model import Service
from steadybook.kinds.sli.model import Sli
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.emit import entry
from steadybook.sre.durations import format_duration
from steadybook.sre.error_budget import (
    DEFAULT_WINDOW,
    SLA_MARGIN,
    TARGET_GUIDE,
    TARGET_RULES,
    budget,
    budget_minutes,
)
from steadybook.sre.numbers import plain, rounded

FIRST_TARGETS = {"critical": Decimal("99.9"), "important": Decimal("99.5"), "standard": Decimal(99)}
"""A modest first target by tier, from the target guide; every other tier begins with the guide's lowest."""


def draft(context: Context, service: str) -> tuple[str, str]:
    """The id and the text of the draft. Raises UsageError for a service that is not known."""
    check_known(context, "service", service)
    document = context.corpus.get(Service, service)
    sli = _sli(context, service)
    target = _target(document.model) if document is not None else TARGET_GUIDE[0].target
    kind = sli.model.type if sli is not None else "availability"
    lines = [
        entry("service", service, 0),
        f"{entry('sli', sli.id if sli is not None else f'{TODO}: the id of an SLI under slos/', 0)}",
        f"target: {plain(target)}  # {TARGET_RULES[0]}",
        f"window: {format_duration(DEFAULT_WINDOW)}",
        f"error_budget: {plain(budget(target))}",
        f"error_budget_minutes: {plain(budget_minutes(target, DEFAULT_WINDOW))}",
        "review_cadence: monthly",
        "# last_reviewed: the day on which it was agreed",
        entry("owner", document.model.owner_team if document is not None else TODO, 0),
        entry("stakeholders", [f"{TODO}: who agrees to it"], 0),
    ]
    lines += _remarks(context, service, target)
    return f"{service}-{kind}", body("slo", lines)


def _target(service: Service) -> Decimal:
    """The first target of the tier; where the contract asks for more, the guide's next one above it."""
    first = FIRST_TARGETS.get(service.tier, TARGET_GUIDE[0].target)
    if service.sla is None or first >= service.sla + SLA_MARGIN:
        return first
    stricter = (row.target for row in TARGET_GUIDE if row.target >= (service.sla or Decimal(0)) + SLA_MARGIN)
    return next(stricter, TARGET_GUIDE[-1].target)


def _sli(context: Context, service: str) -> Document[Sli] | None:
    """An availability SLI that the service has no objective on; one that serves several services first."""
    taken = {d.model.sli for d in context.corpus.referrers("service", service, Slo) if d.model.service == service}
    free = [d for d in context.corpus.of(Sli) if d.id not in taken]
    return min(
        free,
        key=lambda d: (
            d.model.type != "availability",
            d.model.prometheus is None or "$service" not in d.model.prometheus.good,
            d.id,
        ),
        default=None,
    )


def _remarks(context: Context, service: str, target: Decimal) -> list[str]:
    """What the repository knows that bears on the target."""
    from steadybook.analysis.dependency_bounds import bound_of

    bound = bound_of(context, service)
    if bound is None or bound.percent >= target:
        return []
    return [
        f"# Its hard dependencies allow {rounded(bound.percent, 3)} % together ({bound.limiting.service} limits most):",
        "# agree on less, or say in a waiver what makes up for it (retries, a cache, a queue).",
    ]
