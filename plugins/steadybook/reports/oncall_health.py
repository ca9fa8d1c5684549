"""The report on on-call health: the seven figures of each rotation, their course, who carries what, whose nights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from steadybook.analysis.oncall_coverage import Coverage, TeamCoverage, coverages
from steadybook.analysis.oncall_trend import RotationHealth, rotation_health
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.model.report import Basis, Block, Mention, Report, Table, Value, columns, count
from steadybook.sre.numbers import rounded
from steadybook.sre.oncall import HEALTH_METRICS, NIGHT_BEGINS, NIGHT_ENDS, NIGHT_SOURCE, Band, HealthMetric


@dataclass(frozen=True, slots=True)
class OncallView:
    """What the report shows."""

    rotations: tuple[RotationHealth, ...]
    """The one with the most critical figures first."""
    teams: tuple[TeamCoverage, ...]
    metrics: tuple[HealthMetric, ...] = HEALTH_METRICS
    night: tuple[int, int] = (NIGHT_BEGINS, NIGHT_ENDS)
    night_source: str = NIGHT_SOURCE

    @property
    def headline(self) -> str:
        """Which rotations suffer, and from what."""
        if not self.rotations:
            return "No rotation is written down."
        told = [row for row in self.rotations if row.shifts]
        if not told:
            return f"{count(len(self.rotations), 'rotation')}, and no shift of them is written down."
        bad = [row for row in told if row.critical]
        worse = [row for row in told if row.worsening]
        said = (
            f"{len(bad)} of {count(len(told), 'rotation')} with a critical figure" if bad else "No figure is critical"
        )
        if worse:
            named = worse[0].worsening[0].metric.name.lower()
            said += f"; {len(worse)} getting worse, such as {worse[0].rotation.id} in {named}"
        return f"{said}."


def _view(basis: Basis) -> OncallView:
    context = basis.context
    rows = [rotation_health(context, document) for document in context.corpus.of(OncallRotation)]
    rows.sort(key=lambda row: (-len(row.critical), -_warnings(row), row.rotation.id))
    return OncallView(tuple(rows), coverages(context))


def _warnings(row: RotationHealth) -> int:
    return sum(figure.band is Band.WARNING for figure in row.figures)


def _figures(view: OncallView) -> Mapping[str, Any]:
    return {
        "rotations": [
            {
                "rotation": row.rotation.id,
                "team": row.rotation.model.team,
                "shifts": len(row.shifts),
                "metrics": [
                    {
                        "metric": trend.metric.id,
                        "unit": trend.metric.unit,
                        "value": trend.overall.value,
                        "band": trend.overall.band.value if trend.overall.band is not None else None,
                        "change": trend.change,
                        "gets_worse": trend.gets_worse,
                        "shifts": [
                            {
                                "shift": point.shift.id,
                                "start": point.shift.model.start,
                                "value": point.figure.value,
                                "band": point.figure.band.value if point.figure.band is not None else None,
                            }
                            for point in trend.points
                        ],
                    }
                    for trend in row.trends
                ],
                "people": [
                    {
                        "person": load.person,
                        "member": load.is_member,
                        "primary": load.primary,
                        "secondary": load.secondary,
                        "pages": load.pages,
                        "off_hours_pages": load.off_hours_pages,
                    }
                    for load in row.loads
                ],
                "evenly_shared": row.fairness.is_even if row.fairness is not None else None,
                "heaviest_share_pct": row.fairness.share if row.fairness is not None else None,
            }
            for row in view.rotations
        ],
        "night": {"begins": view.night[0], "ends": view.night[1], "source": view.night_source},
        "coverage": [
            {
                "team": team.team,
                "zones": team.zones,
                "follows_the_sun": team.follows_the_sun,
                "somebody_awake_pct": team.by_day,
                "uncovered_hours_a_week": team.uncovered,
                "rotations": [_cover_figures(each) for each in team.rotations],
            }
            for team in view.teams
        ],
    }


def _cover_figures(each: Coverage) -> Mapping[str, Any]:
    return {
        "rotation": each.rotation.id,
        "timezone": each.rotation.model.timezone,
        "covered_pct": each.covered,
        "night_hours_a_week": each.night_hours,
        "colleagues_awake": _relief_figures(each.colleague),
        "others_awake": _relief_figures(each.neighbour),
        "hours_utc": [{"hour": h.hour, "on_duty_by_day": h.day, "on_duty_by_night": h.night} for h in each.hours],
    }


def _relief_figures(relief: tuple[str, Any] | None) -> Mapping[str, Any] | None:
    return {"rotation": relief[0], "hours_a_week": relief[1]} if relief is not None else None


def _blocks(view: OncallView) -> Iterator[Block]:
    yield Table(
        "Health",
        columns("Rotation", *(f"#{metric.name}" for metric in view.metrics), "#Shifts"),
        tuple(
            (
                Mention("oncall_rotation", row.rotation.id),
                *(
                    None
                    if figure.value is None
                    else f"{rounded(figure.value, 1)} {_MARKS[figure.band or Band.HEALTHY]}"
                    for figure in row.figures
                ),
                len(row.shifts),
            )
            for row in view.rotations
        ),
        "No rotation is written down; each one is a file in catalog/oncall/.",
        "Over the last shifts, at most a year of weeks; ! is the warning band, !! the critical one.",
    )
    yield Table(
        "What gets worse",
        columns("Rotation", "Metric", "#By", "Unit"),
        tuple(
            (Mention("oncall_rotation", row.rotation.id), t.metric.name, rounded(t.change, 1), t.metric.unit)
            for row in view.rotations
            for t in row.worsening
            if t.change is not None
        ),
        "Nothing: no figure is clearly worse in the later half of the shifts than in the earlier one.",
    )
    yield Table(
        "Who carries how much",
        columns("Rotation", "Person", "#As primary", "#As secondary", "#Pages", "#Off hours"),
        tuple(
            (
                Mention("oncall_rotation", row.rotation.id),
                load.person if load.is_member else f"{load.person} (not a member)",
                load.primary,
                load.secondary,
                load.pages,
                load.off_hours_pages,
            )
            for row in view.rotations
            for load in row.loads
        ),
        "No shift is written down.",
    )
    yield Table(
        "Nights",
        columns("Team", "Rotation", "Zone", "#Covered, %", "#Night hours a week", "Awake then"),
        tuple(
            (
                Mention("team", team.team),
                Mention("oncall_rotation", each.rotation.id),
                each.rotation.model.timezone,
                rounded(each.covered, 1),
                rounded(each.night_hours, 1),
                _awake(each),
            )
            for team in view.teams
            for each in team.rotations
        ),
        "No rotation is written down.",
        f"Over the last four weeks; night is {view.night[0]} to {view.night[1]} on the local clock.",
    )


def _awake(each: Coverage) -> Value:
    found = each.colleague or each.neighbour
    if found is None:
        return None
    return f"{found[0]}: {rounded(found[1], 1)} of these hours"


_MARKS: Mapping[Band, str] = {Band.HEALTHY: "", Band.WARNING: "!", Band.CRITICAL: "!!"}


REPORT = Report(
    title="On-call health",
    about="How on-call is: pages, sleep, times and satisfaction by rotation, who carries how much, and whose nights.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
)
