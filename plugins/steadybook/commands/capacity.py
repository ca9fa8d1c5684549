"""`steadybook capacity`: how long the capacity of services lasts, at their growth or at one that is supposed."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from decimal import Decimal

from steadybook.commands._answers import add_answer, basis_of, write_answer
from steadybook.commands._arguments import root_of
from steadybook.commands._command import Command
from steadybook.commands._names import check_known
from steadybook.model.errors import UsageError
from steadybook.model.terminal import visible

EXAMPLE = """\
steadybook capacity                          # every service, the one that runs short first
steadybook capacity checkout --growth 8%     # what if it grew by 8 % a month?
steadybook capacity --format json"""

GROWTH = re.compile(r"([+-]?[0-9]{1,6}(?:\.[0-9]{1,6})?)\s*%?")


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("service", nargs="?", metavar="SERVICE", help="the service (default: all)")
    parser.add_argument(
        "--growth", metavar="PERCENT", help="growth a month to suppose, such as 8%% (default: each model's)"
    )
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the forecasts."""
    from steadybook.analysis.capacity_forecast import forecast_of, forecasts
    from steadybook.reports.capacity import forecast_figures, forecast_table

    growth = _growth(arguments.growth) if arguments.growth is not None else None
    context = basis_of(root_of(arguments), arguments.as_of, checked=False).context
    if arguments.service is None:
        found = forecasts(context, growth)
    else:
        check_known(context, "service", arguments.service)
        forecast = forecast_of(context, arguments.service, growth)
        if forecast is None:
            help = "Write one: `steadybook new capacity_model`."
            raise UsageError(f"no data: no capacity model names `{arguments.service}`", help)
        found = (forecast,)
    figures = {"services": [forecast_figures(forecast) for forecast in found]}
    write_answer(arguments, context, figures, [forecast_table(found)])
    return 0


def _growth(text: str) -> Decimal:
    match = GROWTH.fullmatch(text.strip())
    growth = Decimal(match[1]) if match else None
    if growth is None or growth < -100:
        help = "Write percent a month, from -100, such as --growth 8% or --growth=-2.5."
        raise UsageError(f"`{visible(text)}` is no growth", help)
    return growth


COMMAND = Command("capacity", "forecast when services run short, and ask what if", EXAMPLE, configure, run)
