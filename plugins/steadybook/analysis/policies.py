"""Which error budget policy rules an objective."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.kinds.error_budget_policy import KIND as ERROR_BUDGET_POLICY
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document

if TYPE_CHECKING:
    from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy

DEFAULT = "default"
"""The id of the policy that rules whatever has none of its own."""


def policy_of(context: Context, slo: Slo) -> Document[ErrorBudgetPolicy] | None:
    """The policy that an objective names, else its service's own, else `default`; None where none of them exists.

    A named policy that does not exist is the finding of another rule; until it is mended, nothing stands in for it.
    """
    if slo.policy is not None:
        return context.corpus.get(ERROR_BUDGET_POLICY, slo.policy)
    for document in context.corpus.referrers("service", slo.service, ERROR_BUDGET_POLICY):
        if document.model.service == slo.service:
            return document
    return context.corpus.get(ERROR_BUDGET_POLICY, DEFAULT)
