"""`steadybook report`: a report of the site, in the terminal, as Markdown or as JSON."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from steadybook.commands._answers import add_answer, basis_of
from steadybook.commands._arguments import coloured, root_of, say, width
from steadybook.commands._command import Command
from steadybook.commands._names import not_known
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, visible, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from steadybook.model.report import Basis, Headed, Report

EXAMPLE = """\
steadybook report                             # the reports there are, each with its conclusion
steadybook report freshness                   # one report
steadybook report monthly 2026-10             # a month; the newest one without a period
steadybook report monthly 2026-10 --write     # freeze its figures into the document
steadybook report toil --format markdown      # for a wiki or a mail
steadybook report actions --format json       # the figures with their inputs"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the report (default: list all)")
    parser.add_argument("period", nargs="?", metavar="PERIOD", help="for reports of a period, such as 2026-10")
    parser.add_argument("--write", action="store_true", help="monthly: freeze the figures into the document")
    parser.add_argument("--dry-run", action="store_true", help="with --write: show the change, write nothing")
    add_answer(parser)


def run(arguments: Namespace) -> int:
    """Prints the report, or the list."""
    from dataclasses import replace

    from steadybook.engine.past import GitPast
    from steadybook.model.discovery import reports

    known = dict(reports())
    root = root_of(arguments)
    if arguments.name is None:
        return _list(known, root, arguments)
    report = known.get(arguments.name)
    if report is None:
        raise not_known("report", arguments.name, known)
    basis = basis_of(root, arguments.as_of, checked=report.needs_findings)
    past = GitPast(root, len(basis.context.corpus.documents))
    basis = replace(_about(basis, report, arguments.name, arguments.period), past=past)
    view = report.view(basis)
    if arguments.write:
        return _write(root, view, arguments)
    sys.stdout.write(_rendered(report, view, basis, arguments))
    return 0


def _write(root: Path, view: Headed, arguments: Namespace) -> int:
    """Freezes the figures of a month, and says what changed."""
    from steadybook.commands._freeze import freeze
    from steadybook.commands._incident.output import show_changes
    from steadybook.reports.monthly import MonthlyView

    if not isinstance(view, MonthlyView):
        raise UsageError(f"`{arguments.name}` has nothing to freeze", "`steadybook report monthly 2026-10 --write`")
    written = freeze(root, view, arguments.dry_run)
    if written.before == written.after:
        say(f"{written.path}: the figures stand there already")
    else:
        show_changes(arguments, [written])
    return 0


def _about(basis: Basis, report: Report, name: str, period: str | None) -> Basis:
    """The basis for the period that was asked for, else for the newest one. Raises UsageError."""
    from dataclasses import replace

    if report.periods is None:
        if period is not None:
            raise UsageError(f"`{name}` has no periods", f"Write `steadybook report {name}`.")
        return basis
    known = list(report.periods(basis.context))
    if period is not None and period not in known:
        raise _no_period(basis, name, period, known)
    return replace(basis, period=period or (known[0] if known else ""))


def _no_period(basis: Basis, name: str, period: str, known: Sequence[str]) -> UsageError:
    """Why there is no report of a period: it is none, has not begun, or lies before everything that is reported."""
    from steadybook.analysis.review.period import parse_period

    there = f"There are: {', '.join(known)}." if known else "There is none yet."
    try:
        asked = parse_period(period)
    except ValueError:
        return UsageError(f"`{name}` has no period `{visible(period)}`", there)
    if asked.begins >= basis.context.as_of:
        return UsageError(f"no data: {period} has not begun, today is {basis.context.today}", there)
    if known and len(known[-1]) == len(period) and period < known[-1]:
        return UsageError(f"no data: `{name}` goes back to {known[-1]}, and {period} is before that", there)
    return UsageError(f"`{name}` has no period `{visible(period)}`", there)


def _rendered(report: Report, view: Headed, basis: Basis, arguments: Namespace) -> str:
    from steadybook.commands import _tables
    from steadybook.model.plain import plain

    if arguments.format == "json":
        figures = {"version": 1, "report": arguments.name, "as_of": plain(basis.context.as_of)}
        return json.dumps({**figures, **plain(report.figures(view))}, ensure_ascii=False, indent=2) + "\n"
    if arguments.format == "markdown":
        head = f"# {report.title}\n\n{view.headline} As of {basis.context.today}.\n\n"
        return head + _tables.markdown(report.blocks(view))
    paint = Painter(coloured(arguments.colour, sys.stdout))
    asof = paint(Style.FAINT, f"as of {basis.context.today}")
    head = f"{paint(Style.STRONG, report.title)}  {asof}\n{wrapped(view.headline, width())}\n\n"
    return head + _tables.text(report.blocks(view), paint, width())


def _list(known: dict[str, Report], root: Path, arguments: Namespace) -> int:
    basis = basis_of(root, arguments.as_of, checked=any(report.needs_findings for report in known.values()))
    entries = []
    for name, report in known.items():
        view = report.view(_about(basis, report, name, None))
        entries.append((name, report, view.headline))
    if arguments.format == "json":
        listed = [{"report": name, "title": r.title, "about": r.about, "headline": h} for name, r, h in entries]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
        return 0
    if arguments.format == "markdown":
        sys.stdout.write("".join(f"- **{r.title}** (`{name}`): {headline}\n" for name, r, headline in entries))
        return 0
    paint = Painter(coloured(arguments.colour, sys.stdout))
    widest = max(map(len, known))
    for name, _, headline in entries:
        label = paint(Style.NAME, f"{name:<{widest}}")
        lines = wrapped(headline, max(width() - widest - 2, 40)).split("\n")
        sys.stdout.write(f"{label}  {lines[0]}\n" + "".join(f"{' ' * (widest + 2)}{line}\n" for line in lines[1:]))
    return 0


COMMAND = Command("report", "print a report: toil, freshness, action items and more", EXAMPLE, configure, run)
