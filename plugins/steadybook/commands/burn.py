"""`steadybook burn`: what an error rate does to an error budget, explained."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from steadybook.commands._arguments import add_colour, coloured, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, visible, wrapped

if TYPE_CHECKING:
    from steadybook.model.report import Table
    from steadybook.sre.burn_rate import BurnRateAlert, WorkedExample

EXAMPLE = """\
steadybook burn --target 99.9 --window 28d --error-rate 0.5%
steadybook burn --target 99.95 --error-rate 2 --format json"""

PERCENTAGE = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,20})?|\.[0-9]{1,20})\s*%?", re.ASCII)


INDENT = 15
"""Columns of the heads in front of the explanation."""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("--target", metavar="PERCENT", required=True, help="the objective, such as 99.9")
    parser.add_argument("--window", metavar="TIME", default="28d", help="its rolling window (default: 28d)")
    parser.add_argument("--error-rate", metavar="PERCENT", required=True, help="the share of bad events, such as 0.5%%")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the calculation."""
    from steadybook.sre.burn_rate import WorkedExample

    target = _percentage(arguments.target, "--target 99.9")
    window = _window(arguments.window)
    case = WorkedExample(target, window, _percentage(arguments.error_rate, "--error-rate 0.5%"))
    if arguments.format == "json":
        sys.stdout.write(json.dumps(_figures(case), indent=2) + "\n")
        return 0
    from steadybook.commands import _tables

    columns = min(width(), 100)
    for head, text in _explained(case):
        sys.stdout.write(wrapped(text, columns, f"{head:<{INDENT}}") + "\n")
    sys.stdout.write("\n")
    sys.stdout.write(_tables.text([_table(case)], Painter(coloured(arguments.colour, sys.stdout)), columns))
    return 0


def _explained(case: WorkedExample) -> Iterator[tuple[str, str]]:
    from steadybook.sre.durations import from_minutes, words
    from steadybook.sre.error_budget import budget, budget_minutes
    from steadybook.sre.numbers import plain, rounded

    allowed, window = budget(case.target), _spelled(case.window)
    if allowed == 0:
        yield "Error budget", "none: a target of 100 % allows no bad event, and what is not there cannot burn."
        yield "Now", f"{plain(case.error_rate)} % of the events are bad."
        return
    minutes = words(from_minutes(budget_minutes(case.target, case.window)))
    share = f"100 % − {plain(case.target)} % = {plain(allowed)} % of the events may be bad"
    yield "Error budget", f"{share}, as many as in {minutes} of full outage within {window}."
    rates = f"{plain(case.error_rate)} % bad / {plain(allowed)} % allowed"
    yield "Burn rate", f"{rates} = {rounded(case.rate)}: {_judged(case.rate)}"
    if case.lasts is None:
        yield "Exhaustion", "never, at this rate."
        return
    days, rest = divmod(Decimal(case.lasts // timedelta(seconds=1)), 86_400)
    also = f", which is {rounded(days + rest / 86_400)} days" if days >= 2 and rest else ""
    yield "Exhaustion", f"{window} / {rounded(case.rate)}: a full budget lasts {_spelled(case.lasts)}{also}."


def _judged(rate: Decimal) -> str:
    from steadybook.sre.numbers import rounded

    if rate > 1:
        return f"the budget burns {rounded(rate)} times as fast as is sustainable."
    return "just sustainable." if rate == 1 else "less than the budget allows."


def _spelled(window: timedelta) -> str:
    from steadybook.sre.durations import words

    days, rest = divmod(window, timedelta(days=1))
    return f"{days}\u202fd" if days and not rest else words(window)


def _table(case: WorkedExample) -> Table:
    from steadybook.model.report import Table, columns
    from steadybook.sre.burn_rate import SOURCE, consumed, time_to_exhaustion
    from steadybook.sre.durations import format_duration
    from steadybook.sre.numbers import rounded

    rows = []
    for alert, possible, would_fire in _alerts(case):
        lasts = time_to_exhaustion(alert.burn_rate, case.window)
        rows.append(
            (
                alert.name,
                rounded(alert.burn_rate),
                f"{format_duration(alert.long_window)} and {format_duration(alert.short_window)}",
                alert.severity,
                f"{rounded(consumed(alert.burn_rate, alert.long_window, case.window))} %",
                "" if lasts is None else _spelled(lasts),
                ("fires" if would_fire else "stays silent") if possible else "can never fire",
            )
        )
    titles = columns("alert", "#burn rate", "windows", "severity", "#spends", "budget lasts", "at this error rate")
    note = (
        "An alert fires when its long and its short window both burn at its rate; until then it has spent that much of "
        f"the budget. Source: {SOURCE}."
    )
    return Table(
        "The standard alerts",
        titles,
        tuple(rows),
        "None: there is no budget, or the window is too short for them.",
        note,
    )


def _alerts(case: WorkedExample) -> Iterator[tuple[BurnRateAlert, bool, bool]]:
    """The standard alerts of the window: whether each can fire at all, and whether it would at this error rate."""
    from steadybook.sre.burn_rate import fires, standard_alerts
    from steadybook.sre.error_budget import budget

    if budget(case.target) == 0:
        return
    for alert in standard_alerts(case.window):
        yield alert, fires(alert.burn_rate, case.target), case.rate >= alert.burn_rate


def _figures(case: WorkedExample) -> dict[str, Any]:
    from steadybook.model.plain import plain
    from steadybook.sre.burn_rate import consumed, time_to_exhaustion
    from steadybook.sre.durations import format_duration
    from steadybook.sre.error_budget import budget, budget_minutes

    figures: dict[str, Any] = plain(
        {
            "version": 1,
            "target": case.target,
            "window": format_duration(case.window),
            "error_rate_pct": case.error_rate,
            "error_budget_pct": budget(case.target),
            "error_budget_minutes": budget_minutes(case.target, case.window),
            "burn_rate": case.rate,
            "reason": "a target of 100 leaves no budget to burn" if budget(case.target) == 0 else None,
            "exhausted_after_seconds": case.lasts,
            "alerts": [
                {
                    "name": alert.name,
                    "burn_rate": alert.burn_rate,
                    "long_window": format_duration(alert.long_window),
                    "short_window": format_duration(alert.short_window),
                    "severity": alert.severity,
                    "consumed_pct": consumed(alert.burn_rate, alert.long_window, case.window),
                    "exhausted_after_seconds": time_to_exhaustion(alert.burn_rate, case.window),
                    "can_fire": possible,
                    "fires": would_fire,
                }
                for alert, possible, would_fire in _alerts(case)
            ],
        }
    )
    return figures


def _percentage(text: str, example: str) -> Decimal:
    if not PERCENTAGE.fullmatch(text.strip()) or (number := Decimal(text.strip().rstrip("%").strip())) > 100:
        raise UsageError(f"`{visible(text)}` is not a percentage from 0 to 100", f"For example {example}.")
    return number


def _window(text: str) -> timedelta:
    from steadybook.model.fields import LONGEST
    from steadybook.sre.durations import DurationError, parse_duration

    try:
        window = parse_duration(text)
    except DurationError as error:
        raise UsageError(f"`{visible(text)}` is not a duration", str(error)) from None
    if not timedelta(0) < window <= LONGEST:
        raise UsageError(f"a window of {visible(text)} cannot be", "Write a longer or shorter one, usually 28d or 30d.")
    return window


COMMAND = Command("burn", "compute what an error rate does to an error budget", EXAMPLE, configure, run)
