"""Error budget policies: the conditions they write, whether those cover every case, and what a state blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

from steadybook.sre.error_budget import HUNDRED, RECOVERY_POINT, BudgetBounds, BudgetState
from steadybook.sre.patterns import Pattern

SOURCE: Final = "SRE & Incident Management Platform, phase 3; Google SRE Workbook, appendix B (example policy)"

REQUIRED_STATES: Final = (
    BudgetState.HEALTHY,
    BudgetState.WARNING,
    BudgetState.CRITICAL,
    BudgetState.EXHAUSTED,
)
"""The four states that a policy describes, best first."""

SUBJECT: Final = "remaining_budget"
_NUMBER = r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*%?"
_COMPARISON: Final = Pattern(rf"(?:{SUBJECT}\s*)?(<=|>=|<|>|≤|≥)\s*{_NUMBER}")
_RANGE: Final = Pattern(rf"(?:{SUBJECT}\s*)?{_NUMBER}\s*(?:-|\u2013|\bto\b)\s*{_NUMBER}")
_CHAIN: Final = Pattern(rf"{_NUMBER}\s*(<=|<|≤)\s*{SUBJECT}\s*(<=|<|≤)\s*{_NUMBER}")
_EXAMPLES: Final = f"Write for example `{SUBJECT} > 50%`, `{SUBJECT} 25-50%` or `{SUBJECT} <= 0`."
_LOWEST: Final = Decimal("-Infinity")


class ConditionError(ValueError):
    """A condition that cannot be read: `reason` says why not, `suggestion` what to write instead."""

    def __init__(self, text: str, reason: str, suggestion: str) -> None:
        super().__init__(f"{reason}. {suggestion}")
        self.text = text
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Interval:
    """Remaining percents that a condition holds for: `low` (perhaps minus infinity) to `high` (at most 100)."""

    low: Decimal
    high: Decimal
    low_included: bool = True
    high_included: bool = True

    def __contains__(self, percent: Decimal) -> bool:
        above = percent > self.low or (self.low_included and percent == self.low)
        below = percent < self.high or (self.high_included and percent == self.high)
        return above and below

    def touches(self, percent: Decimal) -> bool:
        """Whether the percent lies inside or on an end point, included or not."""
        return self.low <= percent <= self.high


class CoverageProblem(NamedTuple):
    """Remaining percents from `low` to `high` for which no state (a gap) or two states (an overlap) are written."""

    kind: str
    low: Decimal
    high: Decimal
    states: tuple[str, ...]

    def __str__(self) -> str:
        span = f"{percent_text(self.high)} or less" if self.low == _LOWEST else f"{self.low}% to {self.high}%"
        if self.kind == "overlap":
            return f"{' and '.join(self.states)} both cover a remaining budget of {span}"
        return f"no state covers a remaining budget of {span}"


def percent_text(percent: Decimal) -> str:
    """A percentage as policies write it: `50%`, `0%`."""
    return f"{percent}%"


@lru_cache(maxsize=1024)  # a fleet has few policies, and every budget asks for the conditions of its own
def parse_condition(text: str) -> Interval:
    """The remaining percents that a condition means. Both ends of a range are included; nothing exceeds 100.

    Read: `remaining_budget > 50%`, `remaining_budget 25-50%`, `<= 0`, `25% < remaining_budget <= 50%`.
    Raises ConditionError for everything else and for conditions that nothing can meet.
    """
    written = text.strip()
    if not written:
        raise ConditionError(text, "the condition is empty", _EXAMPLES)
    if match := _COMPARISON.fullmatch(written):
        interval = _compared(match.group(1), Decimal(match.group(2)))
    elif match := _CHAIN.fullmatch(written):
        low, first, second, high = match.groups()
        interval = Interval(Decimal(low), Decimal(high), first != "<", second != "<")
    elif match := _RANGE.fullmatch(written):
        low, high = match.groups()
        interval = Interval(Decimal(low), Decimal(high))
        if interval.low > interval.high:
            raise ConditionError(text, "the range runs backwards", f"Write `{SUBJECT} {high}-{low}%`.")
    else:
        raise ConditionError(text, "the condition cannot be read", _EXAMPLES)
    return _possible(text, interval)


def _compared(operator: str, bound: Decimal) -> Interval:
    if operator in (">", ">=", "≥"):
        return Interval(bound, HUNDRED, low_included=operator != ">")
    return Interval(_LOWEST, bound, low_included=False, high_included=operator != "<")


def _possible(text: str, interval: Interval) -> Interval:
    if interval.high > HUNDRED:
        raise ConditionError(text, "more than 100% of a budget cannot remain", "Write percentages up to 100.")
    empty = interval.low == interval.high and not (interval.low_included and interval.high_included)
    if interval.low > interval.high or empty:
        raise ConditionError(text, "nothing can meet this condition", _EXAMPLES)
    return interval


def gaps_and_overlaps(states: Mapping[str, Interval]) -> tuple[CoverageProblem, ...]:
    """Where the conditions leave remaining budgets out, or claim them twice, from the lowest percent up.

    Shared end points are right, whichever side includes them: a boundary value belongs to the worse state. What must
    be covered reaches from minus infinity (overspent) to 100.
    """
    problems: list[CoverageProblem] = []
    ordered = sorted(states.items(), key=lambda item: (item[1].low, item[1].high, item[0]))
    reached, holder = _LOWEST, ""
    for name, interval in ordered:
        if interval.low > reached:
            around = (holder, name) if holder else (name,)
            problems.append(CoverageProblem("gap", reached, interval.low, around))
        elif holder and interval.low < min(reached, interval.high):
            low, high = interval.low, min(reached, interval.high)
            problems.append(CoverageProblem("overlap", low, high, (holder, name)))
        if interval.high > reached or not holder:
            reached, holder = interval.high, name
    if reached < HUNDRED:
        problems.append(CoverageProblem("gap", reached, HUNDRED, (holder,) if holder else ()))
    return tuple(problems)


def missing_states(states: Iterable[str]) -> tuple[BudgetState, ...]:
    """The required states that a policy does not describe, best first."""
    written = set(states)
    return tuple(state for state in REQUIRED_STATES if state.value not in written)


def misordered_states(states: Mapping[str, Interval]) -> tuple[tuple[BudgetState, BudgetState], ...]:
    """Neighbouring states (better, worse) whose conditions stand the wrong way round."""
    known = [state for state in REQUIRED_STATES if state.value in states]
    return tuple(
        (better, worse)
        for better, worse in pairwise(known)
        if (states[better].low, states[better].high) < (states[worse].low, states[worse].high)
    )


def ruling_state(remaining_percent: Decimal, states: Mapping[str, Interval]) -> str | None:
    """The name of the state whose condition rules; on a boundary the worse one, in a gap None."""
    touching = [
        (interval.low, interval.high, name) for name, interval in states.items() if interval.touches(remaining_percent)
    ]
    return min(touching)[2] if touching else None


def bounds_of(states: Mapping[str, Interval]) -> BudgetBounds:
    """The bounds of a policy that has the four states; KeyError names a missing one."""
    return BudgetBounds(
        states[BudgetState.HEALTHY].low, states[BudgetState.WARNING].low, states[BudgetState.CRITICAL].low
    )


class ChangeKind(StrEnum):
    """What kind of change somebody asks the gate about."""

    FEATURE = "feature"
    RISKY = "risky"
    CHAOS = "chaos"
    SECURITY = "security"
    COMPLIANCE = "compliance"
    DATA_LOSS = "data-loss"


CHANGE_KINDS: Final = MappingProxyType(
    {
        ChangeKind.FEATURE: "Ordinary product work",
        ChangeKind.RISKY: "A change that is large, hard to take back, or touches data or traffic",
        ChangeKind.CHAOS: "An experiment that injects faults on purpose",
        ChangeKind.SECURITY: "A fix for a weakness in security",
        ChangeKind.COMPLIANCE: "A change that a law or regulator demands",
        ChangeKind.DATA_LOSS: "A change that keeps data from being lost",
    }
)

EXCEPTIONS: Final = frozenset({ChangeKind.SECURITY, ChangeKind.COMPLIANCE, ChangeKind.DATA_LOSS})
"""Changes that pass in every state: waiting would cost more than the budget."""

EXCEPTION_TEXTS: Final = (
    "A security fix never waits.",
    "What regulation demands never waits.",
    "Whatever keeps data from being lost never waits.",
)


class Block(NamedTuple):
    """A kind of change that must wait, always or only outside business hours."""

    change: ChangeKind
    outside_business_hours_only: bool = False


BUSINESS_HOURS: Final = (9, 17)
"""Hours of the day, Monday to Friday in the team's time zone: from the first up to, not including, the second."""

_FREEZE: Final = (Block(ChangeKind.FEATURE), Block(ChangeKind.RISKY), Block(ChangeKind.CHAOS))

DEFAULT_BLOCKS: Final[Mapping[BudgetState, tuple[Block, ...]]] = MappingProxyType(
    {
        BudgetState.HEALTHY: (),
        BudgetState.WARNING: (Block(ChangeKind.CHAOS), Block(ChangeKind.RISKY, outside_business_hours_only=True)),
        BudgetState.CRITICAL: _FREEZE,
        BudgetState.EXHAUSTED: _FREEZE,
        BudgetState.UNKNOWN: (),
    }
)

DEFAULT_ACTIONS: Final[Mapping[BudgetState, tuple[str, ...]]] = MappingProxyType(
    {
        BudgetState.HEALTHY: (
            "Ship at the usual pace; features come first",
            "Chaos experiments may run",
        ),
        BudgetState.WARNING: (
            "Watch the service more closely",
            "Go through the latest changes and look for risk",
            "Deploy what is risky during business hours only",
            "Run no chaos experiments",
        ),
        BudgetState.CRITICAL: (
            "Freeze features and work on reliability alone",
            "Let SRE approve each deployment",
            "Demand a rollback plan for each change",
            "Look at the budget every day",
        ),
        BudgetState.EXHAUSTED: (
            "Stop deploying",
            "Put the whole team on reliability",
            "Tell the VP of engineering",
            "Write a postmortem about the exhausted budget",
            f"Keep the freeze until {RECOVERY_POINT}% of the budget is back",
        ),
    }
)


def in_business_hours(local: datetime) -> bool:
    """Whether a time in the team's own zone lies in business hours."""
    first, end = BUSINESS_HOURS
    return local.weekday() < 5 and first <= local.hour < end


def must_wait(change: ChangeKind, blocks: Iterable[Block], local: datetime) -> bool:
    """Whether a change asked for at `local` (the team's time zone) must wait. Exceptions never wait."""
    if change in EXCEPTIONS:
        return False
    return any(
        block.change == change and not (block.outside_business_hours_only and in_business_hours(local))
        for block in blocks
    )
