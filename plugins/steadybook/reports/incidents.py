"""The report on incidents: how long they took, what set them off, what came again and where luck helped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from steadybook.analysis.incident_statistics import (
    FactorGroup,
    Repeat,
    Slice,
    TriggerGroup,
    begun,
    by_month,
    by_service,
    by_severity,
    factors_of,
    month_of,
    postmortem_of,
    postmortems_of,
    repeats_of,
    triggers_of,
    whole,
    without_incident,
)
from steadybook.analysis.incident_times import PeerTimes, times_of
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Note, Report, Table, columns, count
from steadybook.sre.durations import minutes, words
from steadybook.sre.incidents import FEWEST_FOR_P90, MEASURED_TIMES

ALL = "all"
"""The period that holds everything."""
MOST_ROWS = 1000
MOST_MONTHS = 24
MOST_SERVICES = 40
MOST_STROKES = 400
"""Incidents that one strip still shows apart."""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident."""

    document: Document[Incident]
    month: str
    times: Mapping[str, timedelta]
    postmortem: Document[Postmortem] | None

    @property
    def trigger(self) -> str | None:
        """What set it off, as its postmortem says."""
        return self.postmortem.model.trigger if self.postmortem is not None else None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One time over some incidents."""

    group: str
    """Empty, `severity`, `service` or `month`."""
    name: str
    times: PeerTimes
    strokes: tuple[float, ...]
    """Minutes, for the drawing; empty where there are too many."""

    @property
    def shows_p90(self) -> bool:
        """There are enough cases for a 90th percentile that says something."""
        return len(self.times.values) >= FEWEST_FOR_P90

    @property
    def median_minutes(self) -> float:
        """For the drawing."""
        return float(minutes(self.times.summary.median)) if self.times.summary else 0.0

    @property
    def p90_minutes(self) -> float:
        """For the drawing; the median where there are too few cases."""
        if self.times.summary is None or not self.shows_p90:
            return self.median_minutes
        return float(minutes(self.times.summary.p90))


@dataclass(frozen=True, slots=True)
class Distribution:
    """One of the four times: over all incidents, and by severity, service and month."""

    name: str
    meaning: str
    rows: tuple[TimeRow, ...]
    top: float
    """End of the axis of its strips, in minutes."""


@dataclass(frozen=True, slots=True)
class IncidentsView:
    """What the report shows."""

    period: str
    periods: tuple[str, ...]
    rows: tuple[IncidentRow, ...]
    total: int
    unresolved: int
    whole: Slice
    severities: tuple[Slice, ...]
    services: tuple[Slice, ...]
    months: tuple[Slice, ...]
    distributions: tuple[Distribution, ...]
    factors: tuple[FactorGroup, ...]
    factors_without_incident: int
    """Postmortems without an incident whose factors, triggers and luck are counted as well."""
    triggers: tuple[TriggerGroup, ...]
    repeats: tuple[Repeat, ...]
    lucky: tuple[tuple[Document[Postmortem], str], ...]
    postmortems: int

    @property
    def headline(self) -> str:
        """How many, how long they hurt, and what set most of them off."""
        when = "" if self.period == ALL else f" in {self.period}"
        if not self.total:
            return f"No incident is recorded{when}."
        said = f"{count(self.total, 'incident')}{when}"
        if mitigate := self.whole.times[2].summary:
            said += f", the median one mitigated after {words(mitigate.median)}"
        named = [group for group in self.triggers if group.trigger]
        if named and len(named[0].postmortems) > 1:
            said += f"; {named[0].trigger} set off {len(named[0].postmortems)}"
        again = len(self.repeats)
        return f"{said}; {again} came again." if again else f"{said}."


def _periods(context: Context) -> Sequence[str]:
    """All, then each month that had an incident, the newest first."""
    return (ALL, *list(dict.fromkeys(month_of(d.model) for d in begun(context)))[:MOST_MONTHS])


def _view(basis: Basis) -> IncidentsView:
    context, period = basis.context, basis.period or ALL
    every = begun(context)
    incidents = tuple(d for d in every if period in (ALL, month_of(d.model)))
    others = [d for d in without_incident(context, every) if period in (ALL, f"{d.model.date:%Y-%m}")]
    postmortems = sorted(
        [*postmortems_of(context, incidents), *others], key=lambda d: (d.model.date, d.path), reverse=True
    )
    all_of, severities = whole(incidents), by_severity(incidents)
    services, months = by_service(incidents), by_month(incidents) if period == ALL else ()
    return IncidentsView(
        period=period,
        periods=tuple(_periods(context)),
        rows=tuple(
            IncidentRow(d, month_of(d.model), times_of(d.model), postmortem_of(context, d))
            for d in incidents[:MOST_ROWS]
        ),
        total=len(incidents),
        unresolved=sum(not d.model.is_resolved for d in incidents),
        whole=all_of,
        severities=severities,
        services=services,
        months=months,
        distributions=tuple(_distributions(all_of, severities, services, months)),
        factors=factors_of(postmortems),
        factors_without_incident=len(others),
        triggers=triggers_of(postmortems),
        repeats=tuple(repeats_of(context, postmortems)),
        lucky=tuple((d, text) for d in postmortems for text in d.model.where_we_got_lucky),
        postmortems=len(postmortems),
    )


def _distributions(
    all_of: Slice, severities: Sequence[Slice], services: Sequence[Slice], months: Sequence[Slice]
) -> Iterator[Distribution]:
    groups = (
        ("", (all_of,)),
        ("severity", severities),
        ("service", services[:MOST_SERVICES]),
        ("month", months[:MOST_MONTHS]),
    )
    for index, measured in enumerate(MEASURED_TIMES):
        rows = tuple(_time_row(group, part.name, part.times[index]) for group, parts in groups for part in parts)
        longest = max((float(minutes(value)) for value in all_of.times[index].values), default=0.0)
        yield Distribution(measured.name, measured.meaning, rows, max(1.0, longest))


def _time_row(group: str, name: str, times: PeerTimes) -> TimeRow:
    few = len(times.values) <= MOST_STROKES
    return TimeRow(group, name, times, tuple(float(minutes(value)) for value in times.values) if few else ())


def _figures(view: IncidentsView) -> Mapping[str, Any]:
    return {
        "period": view.period,
        "incidents": [
            {
                "incident": row.document.id,
                "document": row.document.path,
                "severity": row.document.model.severity,
                "services": row.document.model.services,
                "status": row.document.model.status,
                "started_at": row.document.model.started_at,
                "minutes": {_key(name): minutes(value) for name, value in row.times.items()},
                "postmortem": row.postmortem.id if row.postmortem is not None else None,
                "trigger": row.trigger,
            }
            for row in view.rows
        ],
        "total": view.total,
        "unresolved": view.unresolved,
        "times": _slice_figures(view.whole),
        "by_severity": [_slice_figures(part) for part in view.severities],
        "by_service": [_slice_figures(part) for part in view.services],
        "by_month": [_slice_figures(part) for part in view.months],
        "contributing_factors": [
            {
                "category": group.category or None,
                "factors": [{"text": f.text, "postmortem": f.postmortem.id} for f in group.factors],
            }
            for group in view.factors
        ],
        "triggers": [
            {"trigger": group.trigger or None, "postmortems": [d.id for d in group.postmortems]}
            for group in view.triggers
        ],
        "repeats": [
            {
                "postmortem": repeat.postmortem.id,
                "repeats": repeat.earlier,
                "service": repeat.service or None,
                "marked": repeat.is_marked,
            }
            for repeat in view.repeats
        ],
        "lucky": [{"postmortem": document.id, "text": text} for document, text in view.lucky],
    }


def _slice_figures(part: Slice) -> Mapping[str, Any]:
    times = {}
    for measured in part.times:
        summary = measured.summary
        times[_key(measured.measured.name)] = {
            "n": summary.n if summary else 0,
            "median_minutes": minutes(summary.median) if summary else None,
            "mean_minutes": minutes(summary.mean) if summary else None,
            "p90_minutes": minutes(summary.p90) if summary else None,
        }
    return {"name": part.name, "incidents": len(part.incidents), "times": times}


def _key(name: str) -> str:
    return name.lower().replace(" ", "_")


def _blocks(view: IncidentsView) -> Iterator[Block]:
    short = [m.name.removeprefix("Time to ").capitalize() for m in MEASURED_TIMES]
    yield Table(
        "Incidents",
        columns("Started, UTC", "Severity", "Incident", "Services", *short, "Postmortem"),
        tuple(
            (
                row.document.model.started_at,
                row.document.model.severity,
                Mention("incident", row.document.id, row.document.model.title),
                tuple(Mention("service", id) for id in row.document.model.services),
                *(row.times.get(m.name) for m in MEASURED_TIMES),
                Mention("postmortem", row.postmortem.id, row.postmortem.model.status) if row.postmortem else None,
            )
            for row in view.rows
        ),
        "No incident is recorded: `steadybook incident start` begins one.",
    )
    for each in view.distributions:
        yield Table(
            each.name,
            columns("Over", "#n", "#Median", "#Mean", "#p90"),
            tuple(
                (
                    row.name if row.group != "service" else Mention("service", row.name),
                    len(row.times.values),
                    row.times.summary.median if row.times.summary else None,
                    row.times.summary.mean if row.times.summary else None,
                    row.times.summary.p90 if row.times.summary and row.shows_p90 else None,
                )
                for row in each.rows
            ),
            "No incident.",
            f"{each.meaning}. A p90 is shown from {FEWEST_FOR_P90} cases on.",
        )
    yield Table(
        "Triggers",
        columns("Trigger", "#Postmortems", "Which"),
        tuple(
            (
                group.trigger or "not written",
                len(group.postmortems),
                tuple(Mention("postmortem", d.id) for d in group.postmortems),
            )
            for group in view.triggers
        ),
        "No postmortem.",
    )
    yield Table(
        "Contributing factors",
        columns("Category", "Factor", "Postmortem"),
        tuple(
            (group.category or "without a category", factor.text, Mention("postmortem", factor.postmortem.id))
            for group in view.factors
            for factor in group.factors
        ),
        "No postmortem states one.",
    )
    yield Table(
        "Repeats",
        columns("Postmortem", "Repeats", "How it is known"),
        tuple(
            (
                Mention("postmortem", repeat.postmortem.id),
                Mention(repeat.earlier_kind, repeat.earlier),
                "its authors say so" if repeat.is_marked else f"possible: same trigger, also {repeat.service}",
            )
            for repeat in view.repeats
        ),
        "None: no postmortem names an earlier one, and none shares service and trigger with one of 90 days before.",
    )
    lines = tuple(f"{text} ({document.id})" for document, text in view.lucky)
    yield Note(lines or ("No postmortem says where luck helped.",), "Where we got lucky")


REPORT = Report(
    title="Incidents",
    about="How long incidents take, what sets them off, what comes again, and where luck helped.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    periods=_periods,
)
