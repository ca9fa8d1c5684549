"""The report on alert hygiene: rules with something wrong, services that page too often, and false alarms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from steadybook.analysis.alert_hygiene import (
    FalseAlarms,
    Flaw,
    Flawed,
    Volume,
    false_alarms,
    flawed,
    uncounted,
    volumes,
    weeks_of,
)
from steadybook.analysis.alert_links import alerts
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.document import Document
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns, count
from steadybook.sre.monitoring import MAX_PAGES_PER_WEEK, MAX_PAGES_SOURCE
from steadybook.sre.numbers import rounded

MOST_ROWS = 500

WORDS: Mapping[Flaw, tuple[str, str, str]] = {
    Flaw.NO_RUNBOOK: (
        "Without a runbook",
        "Whoever is woken by them begins with nothing.",
        "Every alert leads to a runbook.",
    ),
    Flaw.NO_SEVERITY: (
        "Without a severity",
        "Nobody can tell whether they may wake somebody.",
        "Every alert has a severity that means something.",
    ),
    Flaw.CAUSE: (
        "Named after a cause",
        "That a processor is busy may not matter at all; that users wait does.",
        "Every alert is named after a symptom.",
    ),
    Flaw.SINGLE_THRESHOLD: (
        "One threshold on a service with an objective",
        "One window against one bound is either late or noisy; burn rates over two windows are neither.",
        "No rule on a service with an objective compares a single window with a bound.",
    ),
}
"""Of each flaw: its heading, why it matters, and what is said where there is none."""


@dataclass(frozen=True, slots=True)
class FlawGroup:
    """The alerts with one flaw."""

    flaw: Flaw
    title: str
    why: str
    none: str
    rows: tuple[Flawed, ...]
    total: int

    @property
    def calling(self) -> int:
        """How many of them call somebody: these need work, the others may stay."""
        return sum(row.is_calling for row in self.rows)


@dataclass(frozen=True, slots=True)
class HygieneView:
    """What the report shows."""

    rules: int
    """How many alerts there are; rules that share a name count each."""
    groups: tuple[FlawGroup, ...]
    weeks: tuple[date, ...]
    volumes: tuple[Volume, ...]
    uncounted: tuple[Document[OncallShift], ...]
    false_alarms: tuple[FalseAlarms, ...]
    limit: int = MAX_PAGES_PER_WEEK
    limit_source: str = MAX_PAGES_SOURCE

    @property
    def loud(self) -> tuple[Volume, ...]:
        """The services with more pages in a week than people keep reading."""
        return tuple(row for row in self.volumes if row.loud_weeks)

    @property
    def axis(self) -> float:
        """End of the axis of the weekly volumes."""
        return float(max((row.worst for row in self.volumes), default=Decimal(0)).max(Decimal(self.limit + 1)))

    @property
    def headline(self) -> str:
        """What needs work first."""
        if not self.rules:
            return "No alert is written down."
        said = [f"{group.calling} {_SHORT[group.flaw]}" for group in self.groups if group.calling]
        if self.loud:
            said.append(f"{count(len(self.loud), 'service')} above {self.limit} pages a week")
        if not said:
            return f"{count(self.rules, 'alert')}, and nothing about them needs work."
        return f"To work on among {count(self.rules, 'alert')}: {', '.join(said)}."


_SHORT: Mapping[Flaw, str] = {
    Flaw.NO_RUNBOOK: "without a runbook",
    Flaw.NO_SEVERITY: "without a severity",
    Flaw.CAUSE: "named after a cause",
    Flaw.SINGLE_THRESHOLD: "on one threshold beside an objective",
}


def _view(basis: Basis) -> HygieneView:
    context = basis.context
    found = flawed(context)
    return HygieneView(
        rules=len(alerts(context)),
        groups=tuple(_group(flaw, [row for row in found if row.flaw is flaw]) for flaw in Flaw),
        weeks=weeks_of(context),
        volumes=volumes(context)[:MOST_ROWS],
        uncounted=uncounted(context),
        false_alarms=false_alarms(context),
    )


def _group(flaw: Flaw, rows: Sequence[Flawed]) -> FlawGroup:
    title, why, none = WORDS[flaw]
    return FlawGroup(flaw, title, why, none, tuple(rows[:MOST_ROWS]), len(rows))


def _figures(view: HygieneView) -> Mapping[str, Any]:
    return {
        "alerts": view.rules,
        "flaws": [
            {
                "flaw": row.flaw.value,
                "alert": row.alert.name,
                "document": row.alert.document.path,
                "service": row.alert.service,
                "severity": row.alert.severity,
                "level": row.level.value if row.level is not None else None,
                "needs_work": row.is_calling,
                "detail": row.detail,
                "advice": row.advice,
            }
            for group in view.groups
            for row in group.rows
        ],
        "pages_a_week_limit": view.limit,
        "weeks": list(view.weeks),
        "volume": [
            {
                "service": row.service,
                "pages_by_week": row.weeks,
                "worst": row.worst,
                "mean": row.mean,
                "weeks_above_limit": row.loud_weeks,
                "shifts_of_worst_week": [d.id for d in row.shifts],
            }
            for row in view.volumes
        ],
        "shifts_without_services": [d.id for d in view.uncounted],
        "false_positives": [
            {
                "rotation": row.rotation,
                "pages": row.pages,
                "false": row.false,
                "rate_pct": row.rate.value,
                "band": row.rate.band.value if row.rate.band is not None else None,
                "shifts": [d.id for d in row.shifts],
                "shifts_that_do_not_say": row.silent,
            }
            for row in view.false_alarms
        ],
    }


def _blocks(view: HygieneView) -> Iterator[Block]:
    for group in view.groups:
        yield Table(
            group.title,
            columns("Alert", "Service", "Level", "What", "What to do"),
            tuple(
                (
                    Mention("alert", row.alert.name),
                    Mention("service", row.alert.service) if row.alert.service else None,
                    row.level.value if row.level is not None else row.alert.severity,
                    row.detail,
                    row.advice,
                )
                for row in group.rows
            ),
            group.none,
            group.why if group.rows else "",
        )
    yield Table(
        "Pages a week",
        columns("Service", "#Worst week", "#Mean", f"#Weeks above {view.limit}", "Counted by", "What to do"),
        tuple(
            (
                Mention("service", row.service),
                rounded(row.worst, 1),
                rounded(row.mean, 1),
                row.loud_weeks,
                tuple(Mention("oncall_shift", d.id) for d in row.shifts),
                advice_for(row),
            )
            for row in view.volumes
        ),
        "No shift of the last 13 weeks says which services paged (`pages_by_service`).",
        f"{view.limit} a week is the limit: beyond, people stop reading them.",
    )
    yield Table(
        "False alarms",
        columns("Rotation", "#Pages", "#False", "#Rate, %", "Band", "Shifts"),
        tuple(
            (
                Mention("oncall_rotation", row.rotation),
                row.pages,
                row.false,
                None if row.rate.value is None else rounded(row.rate.value, 1),
                row.rate.band.value if row.rate.band is not None else "no shift says",
                tuple(Mention("oncall_shift", d.id) for d in row.shifts),
            )
            for row in view.false_alarms
        ),
        "No shift of the last 13 weeks is written down.",
    )


def advice_for(row: Volume) -> str:
    """What to do about the pages of a service."""
    if not row.loud_weeks:
        return ""
    if row.calling:
        named = ", ".join(row.calling[:4])
        return f"See which of {named} paged; delete, group or turn into tickets what asked for nothing."
    return "No alert of the repository pages for it: find out what does, and write its rule down."


REPORT = Report(
    title="Alert hygiene",
    about="Which alerts need work: no runbook, no severity, causes, single thresholds, too many pages, false alarms.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
