"""What `steadybook measure` is to count: each SLO's service and indicator, what is covered, and where rows go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from steadybook.kinds.measurements.model import Measurements
from steadybook.kinds.measurements.rows import decode, locate
from steadybook.kinds.service.model import Service
from steadybook.kinds.sli.model import PrometheusQueries, Sli
from steadybook.kinds.slo.model import Slo
from steadybook.measurements.append import OldRow, SnapshotError
from steadybook.measurements.intervals import Interval, ceiling, floor, missing
from steadybook.measurements.prometheus_counts import Queries
from steadybook.model.errors import UsageError
from steadybook.model.wording import closest
from steadybook.sre.promql import PlaceholderError, filled

if TYPE_CHECKING:
    from steadybook.engine.repository import Repository
    from steadybook.model.document import Document
    from steadybook.source.reader import Limits

LOOK_BACK = timedelta(days=28)
"""How far back a series is begun, unless one of its SLOs has a longer window."""


@dataclass(frozen=True, slots=True)
class Target:
    """One service and indicator to count."""

    service: str
    sli: str
    queries: PrometheusQueries | None
    window: timedelta
    """The longest window of its SLOs."""
    path: str
    """The snapshot that its rows go to, from the repository's root."""
    covered: tuple[Interval, ...]
    """What the snapshots hold already, whichever file it stands in."""
    known_good: bool
    """Some row has good events."""
    obstacle: str = ""
    """Why no rows can be written."""
    help: str = ""

    def intervals(self, since: datetime | None, until: datetime, step: timedelta) -> tuple[Interval, ...]:
        """What is to be counted: everything missing from `since`, or else from where the series has to be continued.

        A series without rows begins its SLO's window ago, and 28 days at least. One with rows is continued from its
        newest row, and gaps are filled as far back as a new series would begin.
        """
        if since is None:
            begin = until - max(self.window, LOOK_BACK)
            if self.covered:
                begin = max(begin, self.covered[0].start)
                begin = min(begin, max(interval.end for interval in self.covered))
            since = floor(begin, step)
        return tuple(missing(self.covered, ceiling(since, step), until, step))


def slos_of(repository: Repository, services: Collection[str], with_queries: bool = False) -> tuple[Document[Slo], ...]:
    """All SLOs, or those of some services; on request only those whose SLI has queries. Raises UsageError."""
    corpus = repository.context.corpus
    slos = corpus.of(Slo)
    measured = sorted({slo.model.service for slo in slos})
    for name in services:
        if name not in measured:
            near = closest(name, measured)
            did = f"Did you mean `{near}`? " if near else ""
            raise UsageError(f"no SLO is for a service `{name}`", f"{did}There are: {', '.join(measured) or 'none'}.")
    chosen = tuple(slo for slo in slos if not services or slo.model.service in services)
    if not with_queries:
        return chosen
    indicators = {slo.model.sli: corpus.get(Sli, slo.model.sli) for slo in chosen}
    return tuple(
        slo
        for slo in chosen
        if (indicator := indicators[slo.model.sli]) is not None and indicator.model.prometheus is not None
    )


def targets(repository: Repository, services: Collection[str]) -> tuple[Target, ...]:
    """The services and indicators of all SLOs, or of those of some services, by service and SLI. Raises UsageError."""
    corpus = repository.context.corpus
    slos = slos_of(repository, services)
    windows: defaultdict[tuple[str, str], timedelta] = defaultdict(timedelta)
    for slo in slos:
        key = (slo.model.service, slo.model.sli)
        windows[key] = max(windows[key], slo.model.window)
    snapshots = corpus.of(Measurements)
    broken = [each for each in corpus.documents if _is_snapshot(each) and each.problems]
    return tuple(_target(repository, key, windows[key], snapshots, broken) for key in sorted(windows))


def _is_snapshot(document: Document[Any]) -> bool:
    return document.kind is not None and document.kind.name == "measurements"


def _target(
    repository: Repository,
    key: tuple[str, str],
    window: timedelta,
    snapshots: Sequence[Document[Measurements]],
    broken: Sequence[Document[Any]],
) -> Target:
    service, sli = key
    indicator = repository.context.corpus.get(Sli, sli)
    series = [each for document in snapshots for each in document.model.series if (each.service, each.sli) == key]
    covered = sorted(Interval(start, end) for each in series for start, end in zip(each.starts, each.ends, strict=True))
    path = f"{_folder(repository)}/{service}.csv"
    obstacle, help = _obstacle(repository, service, path, broken)
    queries = indicator.model.prometheus if indicator is not None else None
    if indicator is None:
        obstacle, help = f"there is no SLI `{sli}`, or it has errors", "`steadybook check` says more."
    elif queries is not None and not obstacle:
        try:
            for query in (queries.good, queries.total):
                filled(query, service, window)
        except PlaceholderError as error:
            obstacle, help = str(error), "Write the query without $service, or give the service another id."
    known_good = any(good for each in series for good in each.good)
    return Target(service, sli, queries, window, path, tuple(covered), known_good, obstacle, help)


def _folder(repository: Repository) -> str:
    from steadybook.kinds.measurements import KIND

    return repository.configuration.kind_folders.get(KIND.name, (KIND.folder,))[0]


def _obstacle(repository: Repository, service: str, path: str, broken: Sequence[Document[Any]]) -> tuple[str, str]:
    """Why rows of a service cannot be written, if so."""
    if repository.context.corpus.get(Service, service) is None:
        return f"there is no service `{service}`, or it has errors", "`steadybook check` says more."
    root = repository.root.resolve()
    if not (root / path).resolve().is_relative_to(root):
        return f"`{path}` lies outside the repository", "Make it a regular file."
    for document in broken:
        if document.path == path or f"{service}," in document.text:
            line = document.problems[0]
            return f"`{document.path}` has errors: {line.message}", "`steadybook check` shows where; mend them first."
    return "", ""


def queries_of(targets: Sequence[Target]) -> Callable[[str, str], Queries]:
    """What fills in the queries of these targets."""
    known = {(target.service, target.sli): target.queries for target in targets}

    def queries(service: str, sli: str) -> Queries:
        pair = known[service, sli]
        assert pair is not None
        return Queries(
            lambda window: filled(pair.good, service, window), lambda window: filled(pair.total, service, window)
        )

    return queries


def old_rows(path: str, data: bytes, limits: Limits) -> tuple[OldRow, ...]:
    """All rows of a snapshot's content. Raises SnapshotError where some cannot be read."""
    decoded = decode(data, limits)
    if decoded.problems or decoded.value is None:
        what = decoded.problems[0].message if decoded.problems else "it cannot be read"
        raise SnapshotError(f"`{path}` has errors: {what}", "`steadybook check` shows where; mend them first.")
    return tuple(
        sorted(
            (
                OldRow(
                    series.service,
                    series.sli,
                    Interval(start, end),
                    locate(decoded.text, ("rows", number)).line,
                )
                for series in decoded.value.series
                for start, end, number in zip(series.starts, series.ends, series.rows, strict=True)
            ),
            key=lambda row: row.line,
        )
    )
