"""Checks whose proof may stand in a document that cannot be read: that they miss is not known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from steadybook.analysis.readiness.scorecard import Origin, Result
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document

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
    if result.origin is not Origin.DERIVED:  # nothing is known of it: somebody may have attested it
        kinds = (*kinds, REVIEW)
    return any(_is_about(document, service) for kind in kinds for document in context.corpus.broken(kind))


def _is_about(document: Document[Any], service: Document[Service]) -> bool:
    model = service.model
    named = {mode.runbook for mode in model.failure_modes} | {model.oncall_rotation}
    return document.facts.kind in SHARED or document.id in named or service.id in document.text
