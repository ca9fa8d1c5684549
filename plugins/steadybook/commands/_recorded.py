"""Budgets from what a server has recorded by the exported rules: window totals alone, without copying any rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from steadybook.analysis.budgets import bounds_for
from steadybook.exchange.prometheus.series import RecordedTotals, recorded_totals
from steadybook.kinds.slo.model import Slo
from steadybook.measurements.prometheus import Prometheus, SilentError
from steadybook.measurements.prometheus_answers import AnswerError
from steadybook.measurements.prometheus_counts import NOISE
from steadybook.model.plain import plain
from steadybook.model.report import Mention, Table, columns
from steadybook.sre.durations import format_duration
from steadybook.sre.error_budget import HUNDRED, MINIMUM_COVERAGE, RANKED_STATES, BudgetState, remaining, state_of
from steadybook.sre.numbers import rounded

if TYPE_CHECKING:
    from steadybook.model.context import Context
    from steadybook.model.document import Document

TOGETHER = 40
"""SLOs that one query asks for: a fleet of thousands needs hundreds of requests, each answered with some kilobytes."""
MISSING = "nothing is recorded for it"
ADVICE = "Load the rules of `steadybook export prometheus` into the server, and wait until they have been evaluated."


@dataclass(frozen=True, slots=True)
class Recorded:
    """The budget of an SLO as the recording rules see it. Percentages from 0 to 100, unrounded."""

    slo: Document[Slo]
    good: Decimal | None = None
    total: Decimal | None = None
    coverage: Decimal | None = None
    remaining: Decimal | None = None
    state: BudgetState = BudgetState.UNKNOWN
    reason: str = ""
    help: str = ""
    failed: bool = False
    """The server could not be read; unlike a window that is too little covered, which is an answer."""


def recorded(
    context: Context, server: Prometheus, slos: Sequence[Document[Slo]], at: datetime, done: Callable[[int], object]
) -> tuple[Recorded, ...]:
    """The budgets of these SLOs at a moment, worst first. `done` hears of each so many."""
    found: list[Recorded] = []
    silence: AnswerError | None = None
    for group in _groups(slos):
        error = silence
        if error is None:
            try:
                found += _read(context, server, group, at)
            except AnswerError as caught:
                error = caught
                silence = caught if isinstance(caught, SilentError) else None
        if error is not None:
            found += [Recorded(slo, reason=error.reason, help=error.help, failed=True) for slo, _ in group]
        done(len(group))
    asked = {recorded.slo.id for recorded in found}
    short = "its window is too short to be recorded: totals begin at 1h"
    found += [Recorded(slo, reason=short) for slo in slos if slo.id not in asked]
    return tuple(sorted(found, key=_rank))


def _groups(slos: Sequence[Document[Slo]]) -> Iterator[list[tuple[Document[Slo], RecordedTotals]]]:
    """SLOs that are asked for together. All have one window, for an answer does not say which it is about."""
    windows: defaultdict[object, list[tuple[Document[Slo], RecordedTotals]]] = defaultdict(list)
    for slo in slos:
        totals = recorded_totals(slo.model.service, slo.model.sli, slo.model.window)
        if totals is not None:
            windows[slo.model.window].append((slo, totals))
    for group in windows.values():
        for first in range(0, len(group), TOGETHER):
            yield group[first : first + TOGETHER]


def _read(
    context: Context, server: Prometheus, group: Sequence[tuple[Document[Slo], RecordedTotals]], at: datetime
) -> Iterator[Recorded]:
    answers = [_series(server, [get(totals) for _, totals in group], at) for get in _QUANTITIES]
    return (_budget(context, slo, *(answer.get(_key(slo), []) for answer in answers)) for slo, _ in group)


_QUANTITIES: tuple[Callable[[RecordedTotals], str], ...] = tuple(map(attrgetter, ("good", "total", "covered")))


def _key(slo: Document[Slo]) -> tuple[str, str]:
    return slo.model.service, slo.model.sli


def _series(
    server: Prometheus, queries: Sequence[str], at: datetime
) -> Mapping[tuple[str | None, str | None], list[Decimal]]:
    found: defaultdict[tuple[str | None, str | None], list[Decimal]] = defaultdict(list)
    for labels, number in server.vector(" or ".join(dict.fromkeys(queries)), at):
        found[labels.get("service"), labels.get("sli")].append(number)
    return found


def _budget(
    context: Context, slo: Document[Slo], good: Sequence[Decimal], total: Sequence[Decimal], covered: Sequence[Decimal]
) -> Recorded:
    every = (good, total, covered)
    if not all(every):
        return Recorded(slo, reason=MISSING, help=ADVICE, failed=True)
    if any(len(numbers) > 1 for numbers in every):
        help = "Let the server remove the replicas' copies, or ask one of them."
        return Recorded(slo, reason="several series are recorded for it", help=help, failed=True)
    (good_events,), (all_events,), (share,) = every
    strange = [number for number in (good_events, all_events, share) if not number.is_finite() or number < 0]
    if strange or share > 1 + NOISE or good_events > all_events * (1 + NOISE):
        numbers = f"{good_events:f} good of {all_events:f} events in a share of {share:f}"
        help = "Look at the series in the server: do the SLI's queries count events, and is each rule loaded once?"
        return Recorded(slo, reason=f"the recorded numbers cannot be: {numbers}", help=help, failed=True)
    good_events, coverage = min(good_events, all_events), HUNDRED * min(share, Decimal(1))
    left = remaining(all_events - good_events, all_events, slo.model.target)
    if coverage < MINIMUM_COVERAGE:
        reason, state = f"less than the {MINIMUM_COVERAGE} % of its window that a state needs", BudgetState.UNKNOWN
    elif left is None:
        reason, state = "no events in its window", BudgetState.UNKNOWN
    else:
        reason, state = "", state_of(left, bounds_for(context, slo.model))
    return Recorded(slo, good_events, all_events, coverage, left, state, reason)


def _rank(budget: Recorded) -> tuple[int, Decimal, str]:
    left = Decimal("Infinity") if budget.remaining is None else budget.remaining
    return RANKED_STATES.index(budget.state), left, budget.slo.id


def table(budgets: Sequence[Recorded]) -> Table:
    """The budgets, short enough for a terminal."""
    rows = tuple(
        (
            Mention("slo", each.slo.id),
            each.state.value,
            _shown(each.remaining) if each.state is not BudgetState.UNKNOWN else None,
            _shown(each.coverage),
            f"{each.total:,.0f}" if each.total is not None else None,
            "" if each.failed else each.reason,
        )
        for each in budgets
    )
    heads = columns("Objective", "State", "#Left, %", "#Covered, %", "#Events", "")
    return Table("", heads, rows, "No SLO has an SLI with Prometheus queries.")


def _shown(percent: Decimal | None) -> str | None:
    if percent is None or percent.is_finite():
        return None if percent is None else rounded(percent, 1)
    return "−∞"


def as_json(budgets: Sequence[Recorded], at: datetime) -> dict[str, Any]:
    """The budgets for programs, unrounded. Whether one is frozen takes its history, which is not read."""
    slos = [
        {
            "slo": each.slo.id,
            "service": each.slo.model.service,
            "sli": each.slo.model.sli,
            "target": each.slo.model.target,
            "window": format_duration(each.slo.model.window),
            "good": each.good,
            "total": each.total,
            "remaining_pct": each.remaining,
            "state": each.state,
            "frozen": None,
            "coverage_pct": each.coverage,
            "reason": each.reason or None,
            "help": each.help or None,
        }
        for each in budgets
    ]
    found: dict[str, Any] = plain({"version": 1, "as_of": at, "slos": slos})
    return found
