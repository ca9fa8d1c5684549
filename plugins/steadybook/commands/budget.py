"""`steadybook budget`: what is left of the error budgets, how fast they go, and what spent them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from steadybook.commands._answers import add_answer, basis_of, write_answer
from steadybook.commands._arguments import coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.commands._names import check_known
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
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the budgets."""
    from steadybook.analysis.budgets import all_budgets, budgets_of
    from steadybook.reports.error_budgets import budget_figures, budget_table

    context = basis_of(root_of(arguments), arguments.as_of, checked=False).context
    if arguments.service is None:
        budgets = all_budgets(context)
    else:
        check_known(context, "service", arguments.service, "`steadybook budget` lists all objectives.")
        budgets = budgets_of(context, arguments.service)
    write_answer(arguments, context, {"slos": [budget_figures(b) for b in budgets]}, [budget_table(budgets)])
    if arguments.format == "text":
        paint = Painter(coloured(arguments.colour, sys.stdout))
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


COMMAND = Command("budget", "show what is left of the error budgets, and what spent them", EXAMPLE, configure, run)
