"""The gate: whether a change to a service must wait for its error budget, and what the policy asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfoNotFoundError

from steadybook.analysis.budgets import SloBudget, budgets_of
from steadybook.analysis.policies import policy_of
from steadybook.kinds.error_budget_policy.model import BudgetState as WrittenState
from steadybook.kinds.error_budget_policy.model import ErrorBudgetPolicy
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.numbers import rounded
from steadybook.sre.policy import (
    BUSINESS_HOURS,
    DEFAULT_ACTIONS,
    DEFAULT_BLOCKS,
    EXCEPTIONS,
    Block,
    ChangeKind,
    must_wait,
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds for an objective in the state of its budget."""

    policy: Document[ErrorBudgetPolicy] | None
    """None where there is none: the usual actions and blocks hold."""
    state: BudgetState
    """The state that rules: exhausted while the budget is frozen."""
    actions: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a change may go ahead now."""

    allowed: bool
    state: BudgetState
    """The state that rules the service: that of its worst objective."""
    change: ChangeKind
    actions: tuple[str, ...]
    """What the policy asks for in this state."""
    reason: str
    """A sentence for people, without its stop."""
    worst: SloBudget | None
    """The budget that decides; None for a service without objectives."""
    exception: bool
    """The change passes though others must wait, because of what it is for."""
    uncertain: bool = False
    """A state is unknown: whatever is allowed is allowed for want of knowledge, which deserves a warning."""


def ruling_of(context: Context, budget: SloBudget) -> Ruling:
    """Actions and blocks of the policy that rules an objective; where it is silent, the usual ones."""
    policy, state = policy_of(context, budget.slo.model), budget.ruling
    written = _written(policy, state)
    if written is None:
        return Ruling(policy, state, DEFAULT_ACTIONS.get(state, ()), DEFAULT_BLOCKS[state])
    blocks = DEFAULT_BLOCKS[state] if written.blocks is None else tuple(Block(ChangeKind(b)) for b in written.blocks)
    return Ruling(policy, state, written.actions, blocks)


def _written(policy: Document[ErrorBudgetPolicy] | None, state: BudgetState) -> WrittenState | None:
    if policy is None:
        return None
    return next((written for name, written in policy.model.budget_states.written if name == state.value), None)


def verdict(context: Context, service: str, change: ChangeKind, at: datetime, *, strict: bool = False) -> Verdict:
    """Whether a change to a service may go ahead at a moment (with its zone).

    The service's worst objective decides. Where the state of any is unknown, or there is none, a change that need not
    wait for another passes, and the verdict is `uncertain`; `strict` makes it wait. Exceptions (security, compliance,
    data loss) always pass. The reason also tells which rows are in no number, for what they say might be worse.
    """
    budgets = budgets_of(context, service)
    if not budgets:
        reason = f"{service} has no objectives, so nothing is known of its reliability"
        return _uncertain(change, (), reason, None, strict)
    worst = budgets[0]
    ruling = ruling_of(context, worst)
    if ruling.state is BudgetState.UNKNOWN:
        reason = f"the state of {worst.slo.id} is unknown: {worst.reason}"
        return _uncertain(change, ruling.actions, reason, worst, strict)
    zone, place = _zone(context, service)
    local = at.astimezone(zone)
    waits = must_wait(change, ruling.blocks, local)
    excepted = change in EXCEPTIONS and bool(ruling.blocks)
    state = _in_words(worst)
    if excepted:
        reason = f"{state}; a {change} change is an exception of the policy and never waits"
    elif waits:
        hours = any(block.change == change and block.outside_business_hours_only for block in ruling.blocks)
        always = any(block.change == change and not block.outside_business_hours_only for block in ruling.blocks)
        first, end = BUSINESS_HOURS
        until = f" outside Mon-Fri {first:02}-{end:02} {place} (it is {local:%a %H:%M})" if hours and not always else ""
        reason = f"{state}: a {change} change must wait{until}"
    else:
        reason = f"{state}: a {change} change may go ahead"
    unknown = not waits and any(budget.ruling is BudgetState.UNKNOWN for budget in budgets)
    if unknown and strict and change not in EXCEPTIONS:
        waits, reason = True, f"{state}, but not every budget of {service} is known: a {change} change must wait"
    reason = "; ".join((reason, *_remarks(budgets)))
    return Verdict(not waits, ruling.state, change, ruling.actions, reason, worst, excepted, uncertain=unknown)


def _remarks(budgets: Sequence[SloBudget]) -> Iterator[str]:
    """What is not known of the objectives of a service, and which rows are in no number of theirs."""
    for budget in budgets:
        if budget.ruling is BudgetState.UNKNOWN:
            yield f"the state of {budget.slo.id} is unknown: {budget.reason}"
        elif budget.reason is not None:
            yield f"{budget.slo.id}: {budget.reason}"


def _uncertain(
    change: ChangeKind, actions: tuple[str, ...], reason: str, worst: SloBudget | None, strict: bool
) -> Verdict:
    excepted = strict and change in EXCEPTIONS
    allowed = not strict or excepted
    return Verdict(allowed, BudgetState.UNKNOWN, change, actions, reason, worst, excepted, uncertain=True)


def _in_words(budget: SloBudget) -> str:
    left = budget.remaining
    if left is None:
        number = "nothing is known of what is left"
    elif left.is_finite():
        number = f"{rounded(left, 1)}% of its budget is left"
    else:
        number = "its target of 100 is missed"
    if budget.frozen and budget.state is not BudgetState.EXHAUSTED:
        return f"{budget.slo.id} is frozen since {budget.frozen_since:%Y-%m-%d}: exhausted then, {number} now"
    return f"{budget.slo.id} is {budget.ruling} ({number})"


def _zone(context: Context, service: str) -> tuple[tzinfo, str]:
    """The time zone of the service's team: that of its first rotation, else UTC."""
    document = context.corpus.get(Service, service)
    if document is not None:
        team = document.model.owner_team
        for rotation in context.corpus.referrers("team", team, OncallRotation):
            if rotation.model.team == team:
                try:
                    return rotation.model.zone, rotation.model.timezone
                except ZoneInfoNotFoundError:  # a machine without the time zone database
                    break
    return UTC, "UTC"
