"""Checks whose proof may stand in a document that cannot be read: that they miss is not known."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from steadybook.analysis.hidden import UNKNOWN, may_be_hidden
from steadybook.analysis.readiness.scorecard import Origin, Result
from steadybook.kinds.error_budget_policy import KIND as ERROR_BUDGET_POLICY
from steadybook.kinds.service.model import Service
from steadybook.kinds.sli import KIND as SLI
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
SHARED: Final = frozenset({SLI.name, ERROR_BUDGET_POLICY.name})
"""Kinds whose documents serve services that they do not name."""
REVIEW: Final = "readiness_review"
ROTATION: Final = "oncall_rotation"
RUNBOOK: Final = "runbook"
FOLDERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {kind.name: (kind.folder,) for kind in (SLI, ERROR_BUDGET_POLICY)}
)
"""Where the shared kinds are kept, unless the configuration says otherwise."""


def may_be_proved_unseen(context: Context, service: Document[Service], result: Result) -> bool:
    """Whether a check that misses may have its proof, or its attestation, in a broken document.

    That is one about the service, of a kind that can prove the check or of an unknown kind; or any of a kind that
    serves services without naming them.
    """
    kinds = PROOFS.get(result.check.id, ())
    if any(_is_broken(context, kind) for kind in SHARED.intersection(kinds)):
        return True
    # A review attests what nothing is known of, and says what does not apply, whatever is derived.
    if result.origin is not Origin.DERIVED or result.check.category not in ALWAYS_APPLICABLE:
        kinds = (*kinds, REVIEW)
    return any(may_be_hidden(context, word, kind) for kind in kinds for word in _words(service, kind))


def _is_broken(context: Context, kind: str) -> bool:
    """Whether a document of this kind is broken, or one of an unknown kind where this one is kept."""
    if context.corpus.broken(kind):
        return True
    folders = context.configuration.kind_folders.get(kind, FOLDERS.get(kind, ()))
    return any(
        document.path.startswith(f"{folder}/") for document in context.corpus.broken(UNKNOWN) for folder in folders
    )


def _words(service: Document[Service], kind: str) -> tuple[str, ...]:
    """What a document of a kind holds, or has for its id, that is about a service."""
    model = service.model
    if kind == ROTATION:
        return (model.oncall_rotation,) if model.oncall_rotation else ()
    if kind == RUNBOOK:
        return (service.id, *(mode.runbook for mode in model.failure_modes if mode.runbook))
    return (service.id,)
