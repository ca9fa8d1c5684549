"""Checks whose proof may stand in a document that cannot be read: that they miss is not known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from steadybook.analysis.hidden import UNKNOWN, may_be_hidden
from steadybook.analysis.readiness.scorecard import Origin, Result
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.readiness import ALWAYS_APPLICABLE

_OF_OBJECTIVES: Final = ("slo", "sli", "error_budget_policy", "measurements")
PROOFS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "slis-measured": _OF_OBJECTIVES,
        "slo-targets-agreed": _OF_OBJECTIVES,
        "error-budget-policy": _OF_OBJECTIVES,
        "alerts-with-runbooks": ("prometheus_rules", "slo", "runbook"),
        "oncall-rotation": ("oncall_rotation",),
        "escalation-paths": ("oncall_rotation",),
        "runbooks-top-failure-modes": ("runbook",),
        "load-tested-2x": ("capacity_model",),
        "auto-scaling": ("capacity_model",),
        "operational-runbook": ("runbook",),
    }
)
"""The kinds of the documents that `derived` asks for a check, beside the service itself."""
SHARED: Final = frozenset({"sli", "error_budget_policy"})
"""Kinds whose documents serve services that they do not name."""
REVIEW: Final = "readiness_review"


def may_be_proved_unseen(context: Context, service: Document[Service], result: Result) -> bool:
    """Whether a check that misses may have its proof, or its attestation, in a broken document about the service."""
    kinds = PROOFS.get(result.check.id, ())
    if any(context.corpus.broken(kind) for kind in SHARED.intersection(kinds)):
        return True
    if SHARED.intersection(kinds) and context.corpus.broken(UNKNOWN):
        return True
    # A review attests what nothing is known of, and says what does not apply, whatever is derived.
    if result.origin is not Origin.DERIVED or result.check.category not in ALWAYS_APPLICABLE:
        kinds = (*kinds, REVIEW)
    model = service.model
    words = {service.id, model.oncall_rotation, *(mode.runbook for mode in model.failure_modes)}
    return any(may_be_hidden(context, word, *kinds) for word in words if word)
