"""`steadybook capacity`: how long the capacity of services lasts, at their growth or at one that is supposed."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from decimal import Decimal

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, root_of, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, visible

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
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the forecasts."""
    from steadybook.analysis.capacity_forecast import forecast_of, forecasts
    from steadybook.commands import _tables
    from steadybook.engine.repository import open_repository
    from steadybook.model.plain import plain
    from steadybook.reports.capacity import forecast_figures, forecast_table

    growth = _growth(arguments.growth) if arguments.growth is not None else None
    context = open_repository(root_of(arguments), arguments.as_of).context
    if arguments.service is None:
        found = forecasts(context, growth)
    else:
        known = context.corpus.ids("service")
        if arguments.service not in known:
            raise _unknown(arguments.service, known)
        forecast = forecast_of(context, arguments.service, growth)
        if forecast is None:
            help = "Write one: `steadybook new capacity_model`."
            raise UsageError(f"no data: no capacity model names `{arguments.service}`", help)
        found = (forecast,)
    if arguments.format == "json":
        answer = {"version": 1, "as_of": context.as_of, "services": [forecast_figures(forecast) for forecast in found]}
        sys.stdout.write(json.dumps(plain(answer), ensure_ascii=False, indent=2) + "\n")
    elif arguments.format == "markdown":
        sys.stdout.write(_tables.markdown([forecast_table(found)]))
    else:
        sys.stdout.write(
            _tables.text([forecast_table(found)], Painter(coloured(arguments.colour, sys.stdout)), width())
        )
    return 0


def _growth(text: str) -> Decimal:
    match = GROWTH.fullmatch(text.strip())
    growth = Decimal(match[1]) if match else None
    if growth is None or growth < -100:
        help = "Write percent a month, from -100, such as --growth 8% or --growth=-2.5."
        raise UsageError(f"`{visible(text)}` is no growth", help)
    return growth


def _unknown(service: str, known: tuple[str, ...]) -> UsageError:
    from steadybook.model.wording import closest

    near = closest(service, known)
    did = f"Did you mean `{near}`? " if near else ""
    return UsageError(f"there is no service `{visible(service)}`", f"{did}There are: {', '.join(known[:20])}.")


COMMAND = Command("capacity", "forecast when services run short, and ask what if", EXAMPLE, configure, run)
