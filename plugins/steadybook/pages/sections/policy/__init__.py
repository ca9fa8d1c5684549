"""The page of an error budget policy: its four states with what they ask for, and which services it rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.analysis.budgets import SloBudget, budget_of
from steadybook.analysis.policies import DEFAULT
from steadybook.analysis.policy_scope import ruled_by
from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.policy_states import StateRow, states_of
from steadybook.pages.search_records import record
from steadybook.pages.service_budgets import rank
from steadybook.pages.site import Leaf, Page, Site
from steadybook.sre.policy import EXCEPTION_TEXTS


@dataclass(frozen=True, slots=True)
class PolicyView:
    """What the page shows."""

    id: str
    policy: ErrorBudgetPolicy
    title: str
    is_default: bool
    states: tuple[StateRow, ...]
    exceptions: tuple[str, ...]
    ruled: tuple[tuple[str, tuple[SloBudget, ...]], ...]
    """Services with the budgets of their objectives that it rules, by service; the worst budget of each first."""
    objectives: int
    now: Mapping[str, int]
    """How many objectives each state rules now."""
    mentioned_by: tuple[Document[Any], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(ErrorBudgetPolicy):
        yield Leaf(
            url=address("error_budget_policy", document.id),
            title=document.title,
            template="sections/policy/page.html.j2",
            view=_view(site, document),
            source=document.path,
            parent=section("slo"),
            search=record(document),
        )


def _view(site: Site, document: Document[ErrorBudgetPolicy]) -> PolicyView:
    policy = document.model
    ruled = ruled_by(site.context, document.id)
    budgets = [budget_of(site.context, slo) for slo in ruled]
    services: defaultdict[str, list[SloBudget]] = defaultdict(list)
    for budget in sorted(budgets, key=rank):
        services[budget.slo.model.service].append(budget)
    mentions = site.mentions.get(("error_budget_policy", document.id), ())
    return PolicyView(
        id=document.id,
        policy=policy,
        title=document.title,
        is_default=document.id == DEFAULT,
        states=tuple(states_of(policy)),
        exceptions=policy.exceptions or EXCEPTION_TEXTS,
        ruled=tuple((service, tuple(services[service])) for service in sorted(services)),
        objectives=len(ruled),
        now=Counter(budget.ruling.value for budget in budgets),
        mentioned_by=tuple(d for d in mentions if d not in ruled),
    )


PAGE = Page(leaves=_leaves, kinds=frozenset({"error_budget_policy"}))
