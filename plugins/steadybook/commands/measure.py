"""`steadybook measure`: counts the events of SLIs with Prometheus and keeps them as snapshots."""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

from steadybook.commands._arguments import add_colour, add_root, coloured, root_of, say, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from tqdm import tqdm

    from steadybook.commands._measured import Outcome, Work
    from steadybook.commands._measuring import Target
    from steadybook.engine.repository import Repository
    from steadybook.measurements.prometheus import Prometheus

EXAMPLE = """\
steadybook measure --prometheus http://localhost:9090             # add the hours that are missing
steadybook measure --prometheus https://prom.example checkout     # of one service only
steadybook measure --prometheus https://prom.example --dry-run    # show the rows, write nothing
steadybook measure --prometheus https://mimir.example --recorded  # budgets of a fleet whose numbers stay there"""

VARIABLE = "STEADYBOOK_PROMETHEUS_TOKEN"
SETTLING = timedelta(minutes=5)
"""An interval is counted only so long after its end: scrapes and remote writes may arrive until then."""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.description = DESCRIPTION
    parser.add_argument("services", nargs="*", metavar="SERVICE", help="only SLOs of these services (default: all)")
    parser.add_argument("--prometheus", metavar="URL", required=True, help="the server: Prometheus, Thanos, Mimir, …")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument("--since", metavar="WHEN", help="fill in from this day or instant on")
    begin.add_argument("--days", metavar="N", help="fill in the last N days")
    parser.add_argument("--granularity", metavar="STEP", default="1h", help="length of a row, such as 5m (default: 1h)")
    parser.add_argument(
        "--recorded",
        action="store_true",
        help="write nothing: print the budgets from what the rules of `steadybook export prometheus` have recorded",
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be added; write nothing")
    parser.add_argument("--timeout", metavar="TIME", default="30s", help="for each answer (default: 30s)")
    parser.add_argument("--tenant", metavar="ID", default="", help="sent as X-Scope-OrgID, for Mimir and Cortex")
    parser.add_argument(
        "--as-of", metavar="WHEN", help="count up to this day or instant (default: now, less 5m for late samples)"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_root(parser)
    add_colour(parser)


DESCRIPTION = f"""\
Counts good and all events of every SLO's indicator with the queries in its SLI, hour by hour, and adds the rows that
are missing to the snapshots in slos/measurements. Running it again adds nothing twice. The exit code is 1 where an
indicator could not be counted; the others are written all the same.

With --recorded no rows are copied: the totals of each SLO's window are read as the server has recorded them by the
exported rules, and the budgets are printed. It is for fleets that have too many rows for a repository.

A bearer token is taken from the variable {VARIABLE}."""


def run(arguments: Namespace) -> int:
    """Counts and writes; 1 where an indicator could not be counted in full."""
    from steadybook.commands._measured import Work
    from steadybook.commands._measuring import targets
    from steadybook.engine.repository import open_repository
    from steadybook.measurements.intervals import floor

    step, now, since = _granularity(arguments.granularity), _until(arguments.as_of), _since(arguments)
    until = floor(now, step)
    server = _server(arguments)
    repository = open_repository(root_of(arguments))
    if arguments.recorded:
        return _print_recorded(repository, server, now, arguments)
    wanted = targets(repository, frozenset(arguments.services))
    limits = repository.configuration.limits
    work = Work(repository.root, limits, server, since(until), until, step, arguments.dry_run)
    _warn(repository, server, work.until)
    return _finish(list(_with_progress(work, wanted)), work, arguments)


def _print_recorded(repository: Repository, server: Prometheus, at: datetime, arguments: Namespace) -> int:
    from steadybook.commands import _recorded, _tables
    from steadybook.commands._measuring import slos_of
    from steadybook.model.terminal import Painter

    if arguments.dry_run or arguments.since is not None or arguments.days is not None or arguments.granularity != "1h":
        help = "Leave out --dry-run, --since, --days and --granularity, or leave out --recorded."
        raise UsageError("--recorded reads the totals of whole windows and writes no rows", help)
    slos = slos_of(repository, frozenset(arguments.services), with_queries=True)
    _warn(repository, server, None)
    with _bar(len(slos), "SLO") as bar:
        budgets = _recorded.recorded(repository.context, server, slos, at, bar.update)
    failed = [(each.slo.id, each.reason, each.help) for each in budgets if each.failed]
    if arguments.format == "json":
        sys.stdout.write(json.dumps(_recorded.as_json(budgets, at), ensure_ascii=False, indent=2) + "\n")
        return int(bool(failed))
    paint = Painter(coloured(arguments.colour, sys.stdout))
    sys.stdout.write(_tables.text([_recorded.table(budgets)], paint, width()))
    sys.stdout.flush()
    _report(failed, arguments)
    return int(bool(failed))


def _report(failed: Sequence[tuple[str, str, str]], arguments: Namespace) -> None:
    from steadybook.commands._measured import failures
    from steadybook.model.terminal import Painter

    if failed:
        paint = Painter(coloured(arguments.colour, sys.stderr))
        sys.stderr.writelines(f"{line}\n" for line in ("", *failures(failed, paint, width())))


def _bar(total: int, unit: str) -> tqdm[NoReturn]:
    from tqdm import tqdm

    # Without a terminal, or where all is done at once, there is no bar.
    return tqdm(total=total, unit=unit, desc="measuring", leave=False, file=sys.stderr, disable=None, delay=0.5)


def _with_progress(work: Work, targets: Sequence[Target]) -> Iterator[Outcome]:
    with _bar(work.asked(targets), "row") as bar:
        yield from work.outcomes(targets, bar.update)


def _finish(outcomes: Sequence[Outcome], work: Work, arguments: Namespace) -> int:
    from steadybook.commands import _measured, _tables
    from steadybook.measurements.append import written
    from steadybook.model.terminal import Painter

    failed = any(outcome.failed for outcome in outcomes)
    if arguments.format == "json":
        sys.stdout.write(json.dumps(_measured.as_json(outcomes, work), ensure_ascii=False, indent=2) + "\n")
        return int(failed)
    # The rows of a dry run are the result; what is said about them then goes where remarks go.
    stream = sys.stderr if work.dry_run else sys.stdout
    if work.dry_run:
        sys.stdout.writelines(
            f"{outcome.target.path}: {written(row)}\n" for outcome in outcomes for row in outcome.rows
        )
        sys.stdout.flush()
    stream.write(
        _tables.text([_measured.table(outcomes, work.dry_run)], Painter(coloured(arguments.colour, stream)), width())
    )
    stream.flush()
    _report(list(_measured.failed(outcomes)), arguments)
    stream.write(f"\n{_measured.summary(outcomes, work.dry_run)}\n")
    return int(failed)


def _warn(repository: Repository, server: Prometheus, until: datetime | None) -> None:
    """Says what may surprise: a fixed present, a token that everybody on the way can read."""
    from steadybook.kinds.slo.model import Slo
    from steadybook.model.configuration import parse_as_of
    from steadybook.model.kind import kind_of

    fixed = repository.configuration.as_of
    if fixed is not None and until is not None and parse_as_of(fixed) < until:
        say(f"note: the configuration fixes as_of = {fixed}: budgets do not see rows after it")
    if server.token and not server.is_private:
        say("warning: the token goes over http, unencrypted; use https")
    broken = sum(
        document.facts.kind == kind_of(Slo) and not document.intact for document in repository.context.corpus.documents
    )
    if broken:
        say(f"warning: {broken} SLO{'s' if broken > 1 else ''} with errors left out; `steadybook check` shows them")


def _server(arguments: Namespace) -> Prometheus:
    from steadybook.measurements.prometheus import AddressError, Prometheus, address, is_header_value

    try:
        url = address(arguments.prometheus)
    except AddressError as error:
        help = f"Write --prometheus https://prometheus.example; a token goes into the variable {VARIABLE}."
        raise UsageError(str(error), help) from None
    token = os.environ.get(VARIABLE, "").strip()
    for what, value in ((f"the value of {VARIABLE}", token), ("the tenant", arguments.tenant)):
        if value and not is_header_value(value):
            raise UsageError(f"{what} cannot be sent: it has spaces or other unusual characters", "Copy it again.")
    timeout = _duration(arguments.timeout, "--timeout", "30s")
    if not timedelta(0) < timeout <= timedelta(hours=1):
        raise UsageError("this is no time that one could wait", "Write --timeout 30s, or up to 1h.")
    return Prometheus(url, token, arguments.tenant, timeout.total_seconds())


def _granularity(text: str) -> timedelta:
    from steadybook.measurements.intervals import is_granularity

    step = _duration(text, "--granularity", "1h")
    if not is_granularity(step):
        message = f"a day cannot be cut into steps of {text}" if step < timedelta(days=1) else f"{text} is too long"
        raise UsageError(message, "Write --granularity 1h, 30m, 15m, 5m or another such part of a day, from 1m to 1d.")
    return step


def _duration(text: str, option: str, example: str) -> timedelta:
    from steadybook.sre.durations import DurationError, parse_duration

    try:
        return parse_duration(text)
    except DurationError as error:
        raise UsageError(f"`{text}` is not a duration", f"{error} For example {option} {example}.") from None


def _until(text: str | None) -> datetime:
    """Up to when to count: as asked, else until what has settled. The configured `as_of` is about judging, not this."""
    from steadybook.model.configuration import parse_as_of

    if text is None:
        return datetime.now(UTC) - SETTLING
    try:
        return parse_as_of(text)
    except ValueError:
        message = f"`{text}` is not a date or an instant with a zone"
        raise UsageError(message, "Write --as-of 2026-11-22 or --as-of 2026-11-22T06:00:00Z.") from None


def _since(arguments: Namespace) -> Callable[[datetime], datetime | None]:
    """The beginning that was asked for, given the end; None where each series begins where it needs to."""
    if arguments.days is not None:
        if not re.fullmatch(r"[1-9][0-9]{0,3}", arguments.days):
            raise UsageError(f"`{arguments.days}` is no number of days", "Write --days 28, from 1 to 9999.")
        length = timedelta(days=int(arguments.days))
        return lambda until: until - length
    if arguments.since is None:
        return lambda _: None
    begin = _instant(arguments.since)
    return lambda _: begin


def _instant(text: str) -> datetime:
    """A moment; of a day, its beginning."""
    try:
        moment = datetime.fromisoformat(text if "T" in text else f"{date.fromisoformat(text)}T00:00:00Z")
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year < 1970:
        message = f"`{text}` is not a date or an instant with a zone"
        raise UsageError(message, "Write --since 2026-11-22 or --since 2026-11-22T06:00:00Z.")
    return moment.astimezone(UTC)


COMMAND = Command("measure", "count good and all events with Prometheus, for the snapshots", EXAMPLE, configure, run)
