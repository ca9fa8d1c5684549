"""`steadybook budget`: what is left of the error budgets, how fast they go, and what spent them."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, visible, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steadybook.analysis.budgets import SloBudget
    from steadybook.model.context import Context

STYLES = {"exhausted": Style.ERROR, "critical": Style.ERROR, "warning": Style.WARNING, "healthy": Style.GOOD}

EXAMPLE = """\
steadybook budget                               # every objective, the worst first
steadybook budget checkout                      # one service: budgets, incidents, what the policy asks for
steadybook budget --as-of 2026-11-01T06:00:00Z  # as it was then
steadybook budget --format json"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("service", nargs="?", metavar="SERVICE", help="the service (default: all)")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the budgets."""
    from steadybook.analysis.budgets import all_budgets, budgets_of
    from steadybook.commands import _tables
    from steadybook.engine.repository import open_repository
    from steadybook.model.plain import plain
    from steadybook.reports.error_budgets import budget_figures, budget_table

    context = open_repository(root_of(arguments), arguments.as_of).context
    if arguments.service is None:
        budgets = all_budgets(context)
    else:
        if arguments.service not in context.corpus.ids("service"):
            raise _unknown(arguments.service, context.corpus.ids("service"))
        budgets = budgets_of(context, arguments.service)
    if arguments.format == "json":
        answer = {"version": 1, "as_of": context.as_of, "slos": [budget_figures(budget) for budget in budgets]}
        sys.stdout.write(json.dumps(plain(answer), ensure_ascii=False, indent=2) + "\n")
        return 0
    table = budget_table(budgets)
    if arguments.format == "markdown":
        sys.stdout.write(_tables.markdown([table]))
        return 0
    paint = Painter(coloured(arguments.colour, sys.stdout))
    sys.stdout.write(_tables.text([table], paint, width()))
    sys.stdout.write("".join(f"{line}\n" for line in _remarks(budgets, paint)))
    if arguments.service is not None and budgets:
        sys.stdout.write("".join(f"{line}\n" for line in _in_detail(context, budgets[0], paint)))
    return 0


def _remarks(budgets: Sequence[SloBudget], paint: Painter) -> Iterator[str]:
    """Up to when it is measured, and what is not known."""
    newest = max((b.as_of for b in budgets if b.as_of is not None), default=None)
    if newest is not None:
        yield paint(Style.FAINT, f"Measured up to {newest:%Y-%m-%d %H:%M} UTC.")
    for budget in budgets:
        if budget.reason:
            yield wrapped(visible(f"{budget.slo.id}: {budget.reason}."), width(), "", "  ")


def _in_detail(context: Context, worst: SloBudget, paint: Painter) -> Iterator[str]:
    """What the policy asks for in the worst objective's state, and the incidents that spent its budget."""
    from steadybook.analysis.gate import ruling_of
    from steadybook.sre.numbers import rounded

    ruling = ruling_of(context, worst)
    state = paint(STYLES.get(ruling.state.value, Style.STRONG), ruling.state.value)
    policy = f" (policy `{ruling.policy.id}`)" if ruling.policy is not None else ""
    yield ""
    yield f"{paint(Style.STRONG, 'What holds now')}: {worst.slo.id} is {state}{policy}"
    yield from (wrapped(visible(action), width(), "- ") for action in ruling.actions)
    if worst.incidents:
        yield ""
        yield paint(Style.STRONG, "Incidents that spent it")
    for share in worst.incidents:
        line = f"{rounded(share.share, 1):>5} %  {share.incident.id}: {share.incident.title}"
        yield wrapped(visible(line), width(), "", " " * 9)


def _unknown(service: str, known: tuple[str, ...]) -> UsageError:
    from steadybook.model.wording import closest

    near = closest(service, known)
    did = f"Did you mean `{near}`? " if near else ""
    return UsageError(f"there is no service `{visible(service)}`", f"{did}`steadybook budget` lists all objectives.")


COMMAND = Command("budget", "show what is left of the error budgets, and what spent them", EXAMPLE, configure, run)
