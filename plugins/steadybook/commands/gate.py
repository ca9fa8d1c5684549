"""`steadybook gate`: whether a change to a service may go out now, as its error budget policy says."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.commands._names import check_known
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, visible, wrapped
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.policy import EXCEPTIONS, ChangeKind

if TYPE_CHECKING:
    from steadybook.analysis.gate import Verdict

EXAMPLE = """\
steadybook gate checkout --change feature            # exit 0: go ahead, 1: wait
steadybook gate checkout --change risky --at 2026-11-23T22:00:00+01:00
steadybook gate checkout --change chaos --strict     # an unknown state waits as well
steadybook gate checkout --change security --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("service", metavar="SERVICE", help="the service that would change")
    parser.add_argument(
        "--change",
        required=True,
        choices=[kind.value for kind in ChangeKind],
        help="what kind of change; security, compliance and data-loss never wait",
    )
    parser.add_argument(
        "--at", metavar="INSTANT", help="when it would go out: ISO 8601 with a zone (default: what counts as now)"
    )
    parser.add_argument("--strict", action="store_true", help="wait where the state is unknown (default: warn)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the verdict; 0 to go ahead, 1 to wait."""
    from steadybook.analysis.gate import verdict
    from steadybook.engine.repository import open_repository
    from steadybook.model.plain import plain

    context = open_repository(root_of(arguments), arguments.as_of).context
    check_known(context, "service", arguments.service)
    at = _moment(arguments.at) if arguments.at else _now(arguments.as_of)
    found = verdict(context, arguments.service, ChangeKind(arguments.change), at, strict=arguments.strict)
    if arguments.format == "json":
        answer = {
            "allowed": found.allowed,
            "state": found.state,
            "change": found.change,
            "actions": found.actions,
            "reason": found.reason,
        }
        sys.stdout.write(json.dumps(plain(answer), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_text(found, Painter(coloured(arguments.colour, sys.stdout))))
    return 0 if found.allowed else 1


def _now(as_of: str | None) -> datetime:
    """The moment of the change: a given instant, else the real one.

    A deployment happens now, even where the repository fixes a day for its reports; only the state is of that day.
    """
    from steadybook.model.configuration import parse_as_of

    return parse_as_of(as_of) if as_of and "T" in as_of else datetime.now(UTC)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        help = "Write it with its zone: --at 2026-11-23T22:00:00+01:00."
        raise UsageError(f"`{visible(text)}` is not an instant with a zone", help)
    return moment


def _text(verdict: Verdict, paint: Painter) -> str:
    if not verdict.allowed:
        sign = paint(Style.ERROR, "WAIT")
    elif verdict.uncertain:
        sign = paint(Style.WARNING, "GO AHEAD, WITH CARE")
    else:
        sign = paint(Style.GOOD, "GO AHEAD")
    lines = [f"{sign}  {wrapped(visible(verdict.reason), width())}."]
    if verdict.uncertain and verdict.allowed:
        doubt = "Nobody knows whether there is budget: measure it."
        if verdict.state is not BudgetState.UNKNOWN:
            doubt = "Not every budget is known: measure them all."
        strict = "" if verdict.change in EXCEPTIONS else " (--strict makes this wait.)"
        lines.append(paint(Style.WARNING, doubt + strict))
    if verdict.actions:
        lines.append(f"The policy asks for, while {verdict.state.value}:")
        lines += [wrapped(visible(action), width(), "- ") for action in verdict.actions]
    return "\n".join(lines) + "\n"


COMMAND = Command(
    "gate", "say whether a change may go out now, as the error budget policy has it", EXAMPLE, configure, run
)
