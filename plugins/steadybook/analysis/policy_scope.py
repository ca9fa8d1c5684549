"""Which objectives an error budget policy rules: the other direction of `policy_of`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from steadybook.analysis.policies import policy_of
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document


def ruled_by(context: Context, policy: str) -> tuple[Document[Slo], ...]:
    """The objectives that the policy of this id rules, by path."""
    return context.memo(_by_policy).get(policy, ())


def _by_policy(context: Context) -> Mapping[str, tuple[Document[Slo], ...]]:
    found: defaultdict[str, list[Document[Slo]]] = defaultdict(list)
    for slo in context.corpus.of(Slo):
        policy = policy_of(context, slo.model)
        if policy is not None:
            found[policy.id].append(slo)
    return {id: tuple(slos) for id, slos in found.items()}
