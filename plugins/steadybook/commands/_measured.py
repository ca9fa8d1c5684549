"""Carries out what `steadybook measure` has planned, service by service, and tells what it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from steadybook.commands._measuring import Target, old_rows, queries_of
from steadybook.measurements.append import SnapshotError, append
from steadybook.measurements.intervals import Interval
from steadybook.measurements.prometheus import SilentError
from steadybook.measurements.prometheus_answers import AnswerError
from steadybook.measurements.prometheus_counts import PrometheusSource
from steadybook.measurements.snapshot import Row
from steadybook.model.plain import plain
from steadybook.model.report import Column, Table
from steadybook.model.terminal import Painter, Style, visible, wrapped

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

    from steadybook.measurements.prometheus import Prometheus
    from steadybook.source.reader import Limits

MOST_SILENCES = 2
"""So many indicators in a row without any answer, and the others are not asked: each would wait as long again."""


@dataclass(slots=True)
class Outcome:
    """What became of one service and indicator."""

    target: Target
    asked: tuple[Interval, ...] = ()
    rows: Sequence[Row] = ()
    """What was added, or would be in a dry run."""
    empty: int = 0
    """Intervals for which the server has no data."""
    reason: str = ""
    """Why something could not be counted; empty where all is well."""
    help: str = ""
    newest: datetime | None = field(default=None)

    @property
    def failed(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be counted, and with what."""

    root: Path
    limits: Limits
    server: Prometheus
    since: datetime | None
    until: datetime
    step: timedelta
    dry_run: bool

    def outcomes(self, targets: Sequence[Target], done: Callable[[int], object]) -> Iterator[Outcome]:
        """Counts and writes one service after the other, so that what is done stays done if the rest fails."""
        source = PrometheusSource(self.server, queries_of(targets), self.step)
        silences = 0
        for path, group in groupby(targets, key=attrgetter("path")):
            outcomes: list[Outcome] = []
            for target in group:
                outcome = Outcome(target, self._asked(target))
                outcomes.append(outcome)
                if target.obstacle:
                    outcome.reason, outcome.help = target.obstacle, target.help
                elif silences >= MOST_SILENCES:
                    outcome.reason = "not asked, because the server does not answer"
                elif outcome.asked:
                    silent = _count(source, outcome, done)
                    silences = silences + silent if silent else 0
            if not self.dry_run:
                self._write(path, outcomes)
            for outcome in outcomes:
                ends = [interval.end for interval in outcome.target.covered]
                outcome.newest = max([*ends, *(row.end for row in outcome.rows)], default=None)
            yield from outcomes

    def asked(self, targets: Iterable[Target]) -> int:
        """How many intervals are to be counted in all."""
        return sum(len(self._asked(target)) for target in targets if not target.obstacle)

    def _asked(self, target: Target) -> tuple[Interval, ...]:
        return () if target.queries is None else target.intervals(self.since, self.until, self.step)

    def _write(self, path: str, outcomes: Sequence[Outcome]) -> None:
        rows = [row for outcome in outcomes for row in outcome.rows]
        if not rows:
            return
        try:
            added = append(self.root / path, rows, lambda data: old_rows(path, data, self.limits), self.limits.bytes)
        except (SnapshotError, OSError) as error:
            reason = error.reason if isinstance(error, SnapshotError) else (error.strerror or str(error)).lower()
            for outcome in outcomes:
                if outcome.rows:
                    outcome.rows = ()
                    outcome.reason = f"`{path}` cannot be written: {reason}"
                    outcome.help = error.help if isinstance(error, SnapshotError) else "Check the permissions."
            return
        for outcome in outcomes:
            outcome.rows = [row for row in added if row.sli == outcome.target.sli]


def _count(source: PrometheusSource, outcome: Outcome, done: Callable[[int], object]) -> int:
    """Counts one indicator; returns how much its silence weighs: 0 where the server answered."""
    target = outcome.target
    try:
        found = source.counted(target.service, target.sli, outcome.asked, target.known_good, done)
    except AnswerError as error:
        outcome.reason, outcome.help = error.reason, error.help
        if isinstance(error, SilentError):
            return MOST_SILENCES if error.final else 1
        return 0
    outcome.rows, outcome.empty = found.rows, len(found.empty)
    if found.doubtful:
        first, why = found.doubtful[0]
        many = (
            f"{len(found.doubtful):,} of {len(outcome.asked):,} intervals left out, the first at {_shown(first.start)}"
        )
        outcome.reason, outcome.help = f"{why} ({many})", found.advice
    elif not found.rows and not target.covered:
        first, last = outcome.asked[0], outcome.asked[-1]
        outcome.reason = f"the total query gives nothing from {_shown(first.start)} to {_shown(last.end)}"
        outcome.help = "Try the query in the server: do its metric and labels exist?"
    return 0


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def table(outcomes: Sequence[Outcome], dry_run: bool) -> Table:
    """What was counted, one line an indicator."""
    rows = tuple(
        (
            outcome.target.service,
            outcome.target.sli,
            f"{len(outcome.rows):,}",
            f"{outcome.empty:,}",
            outcome.newest,
            _state(outcome),
        )
        for outcome in outcomes
    )
    numeric = ("new" if dry_run else "added", "no data")
    heads = ("service", "indicator", *numeric, "newest", "")
    columns = tuple(Column(head, head in numeric) for head in heads)
    return Table("", columns, rows, "No SLO is to be measured.")


def _state(outcome: Outcome) -> str:
    if outcome.failed:
        return "failed"
    if outcome.target.queries is None:
        return "no queries"
    return "up to date" if not outcome.asked else ""


def failures(found: Iterable[tuple[str, str, str]], paint: Painter, width: int) -> Iterator[str]:
    """Each failure (of what, why, what to do); what fails alike is told together."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for subject, reason, help in found:
        grouped.setdefault((reason, help), []).append(subject)
    for (reason, help), alike in grouped.items():
        others = f" and {len(alike) - 1} more" if alike[1:] else ""
        text = visible(f"{alike[0]}{others}: {reason}")
        yield paint(Style.ERROR, "error") + paint.quoted(wrapped(text, width, ": ", "  "))
        if help:
            yield paint(Style.STRONG, "  help:") + paint.quoted(wrapped(visible(help), width - 8, " ", " " * 8))


def failed(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, str, str]]:
    """The indicators that could not be counted in full."""
    for outcome in outcomes:
        if outcome.failed:
            yield f"{outcome.target.service}, {outcome.target.sli}", outcome.reason, outcome.help


def summary(outcomes: Sequence[Outcome], dry_run: bool) -> str:
    """The result in a sentence."""
    rows = sum(len(outcome.rows) for outcome in outcomes)
    files = len({outcome.target.path for outcome in outcomes if outcome.rows})
    asked = [outcome for outcome in outcomes if outcome.target.queries is not None or outcome.failed]
    failed = sum(outcome.failed for outcome in outcomes)
    if rows:
        verb = "Would add" if dry_run else "Added"
        text = f"{verb} {_number(rows, 'row')} to {_number(files, 'file')}"
    elif failed:
        text = "Added nothing"
    else:
        empty = sum(outcome.empty for outcome in outcomes)
        without = f": the server has no data for {_number(empty, 'missing row')}" if empty else ""
        text = f"Nothing to add{without}"
    if failed:
        return f"{text}; {failed} of {_number(len(asked), 'indicator')} could not be counted in full."
    return f"{text}."


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def as_json(outcomes: Sequence[Outcome], work: Work) -> dict[str, Any]:
    """The result for programs. In a dry run it holds the rows."""
    series = []
    for outcome in outcomes:
        entry = {
            "service": outcome.target.service,
            "sli": outcome.target.sli,
            "path": outcome.target.path,
            "missing": len(outcome.asked),
            "added": 0 if work.dry_run else len(outcome.rows),
            "no_data": outcome.empty,
            "newest": outcome.newest,
            "reason": outcome.reason or None,
            "help": outcome.help or None,
        }
        if work.dry_run:
            columns = ("start", "end", "good", "total")
            entry["rows"] = [{column: getattr(row, column) for column in columns} for row in outcome.rows]
        series.append(entry)
    figures = {"version": 1, "until": work.until, "granularity": work.step, "dry_run": work.dry_run, "series": series}
    found: dict[str, Any] = plain(figures)
    return found
