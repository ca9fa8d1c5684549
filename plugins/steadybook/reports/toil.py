"""The report on toil: the priority matrix, what teams spend, and all items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from steadybook.analysis.course import last_day, readings, sentence
from steadybook.analysis.toil_load import (
    ToilLoad,
    all_toil,
    inventory_of_team,
    share_of,
    toil_of_team,
    total_hours,
    whole_inventory,
)
from steadybook.kinds.team.model import Team
from steadybook.kinds.toil_item.model import ToilItem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.past import FLEET, Past, ToilThen
from steadybook.model.report import Basis, Block, Mention, Report, Table, columns
from steadybook.sre.numbers import rounded
from steadybook.sre.toil import MATRIX, TOIL_BUDGET, Difficulty, ValueBand, Verdict, priority_score, value_band

TINTS = {Verdict.DO_FIRST: 1, Verdict.DO_SECOND: 2, Verdict.QUICK_WIN: 3, Verdict.PLAN: 3, Verdict.EVALUATE: 4}
"""How strongly a cell of the matrix is coloured; 5, not at all, for whatever is to be skipped."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An item in the matrix; hours as a number for the drawing."""

    id: str
    name: str
    hours: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix."""

    verdict: str
    rank: int
    items: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item."""

    load: ToilLoad
    verdict: str
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """What toil takes of a team's hours; `share` is None where the team states no hours."""

    team: Document[Team]
    hours: Decimal
    capacity: Decimal | None
    share: Decimal | None

    @property
    def reason(self) -> str | None:
        """Why there is no share."""
        return "no data: the team states no sre_hours_per_month" if self.share is None else None


@dataclass(frozen=True, slots=True)
class ToilMonths:
    """Toil at the ends of past months, as it stood in git, and now (the last one). `reason`: why there is no past."""

    names: tuple[str, ...]
    sources: tuple[str, ...]
    """What each was read from: a commit, or `now`."""
    together: tuple[ToilThen | None, ...]
    teams: tuple[tuple[str, tuple[ToilThen | None, ...]], ...]
    """By id of the team."""
    reason: str = ""

    @property
    def hours(self) -> tuple[Decimal | None, ...]:
        """Hours a month that all toil takes."""
        return tuple(each.hours if each is not None else None for each in self.together)

    @property
    def automated_away(self) -> tuple[Decimal | None, ...]:
        """Hours a month that machines took over."""
        return tuple(each.automated_away if each is not None else None for each in self.together)

    @property
    def shares(self) -> tuple[tuple[str, tuple[Decimal | None, ...]], ...]:
        """Percent of the hours that toil takes, by team; the last row (no id) is of all."""
        rows = (*self.teams, ("", self.together))
        return tuple((id, tuple(each.share if each is not None else None for each in row)) for id, row in rows)


@dataclass(frozen=True, slots=True)
class ToilView:
    """What the report shows."""

    cells: Mapping[tuple[str, str], Cell]
    rows: tuple[ItemRow, ...]
    teams: tuple[TeamRow, ...]
    hours: Decimal
    automated: int
    automated_away: Decimal
    """Hours a month that the automated items took before."""
    unrated: tuple[ToilLoad, ...]
    """Items without a written difficulty: the matrix has no place for them."""
    over: int
    """Teams above the budget."""
    budget: Decimal
    axis: int
    """End of the axis of the shares, in percent."""
    months: ToilMonths | None = None
    """None where nobody wants to know about the past."""

    @property
    def headline(self) -> str:
        """How much toil there is, and where to begin."""
        pending = [row for row in self.rows if row.load.hours]
        if not pending:
            return "No toil is written down."
        first = pending[0]
        hours = rounded(self.hours, 0)
        start = f" Begin with \u201c{first.load.document.title}\u201d: {rounded(first.load.hours, 1)} h a month."
        return f"{hours} hours a month are toil.{start if first.load.verdict else ''}"


def _view(basis: Basis) -> ToilView:
    context = basis.context
    view = _shown(all_toil(context), tuple(_teams(context)))
    return replace(view, months=_months(basis.past, context)) if basis.past is not None else view


def _months(past: Past, context: Context) -> ToilMonths:
    found = readings(past, context.as_of)
    known = [(reading, reading.standing) for reading in found if reading.standing is not None]
    teams = sorted(context.corpus.of(Team), key=lambda team: team.id)
    return ToilMonths(
        names=(*(f"{last_day(reading.moment):%Y-%m}" for reading, _ in known), "now"),
        sources=(*(reading.source for reading, _ in known), "now"),
        together=(*(standing.toil.get(FLEET) for _, standing in known), whole_inventory(context)),
        teams=tuple(
            (
                team.id,
                (*(then.toil.get(("team", team.id)) for _, then in known), inventory_of_team(context, team)),
            )
            for team in teams
        ),
        reason="" if known else found[-1].reason,
    )


def of_team(context: Context, team: str) -> ToilView:
    """What the report would show of one team alone, without its past."""
    return _shown(toil_of_team(context, team), tuple(row for row in _teams(context) if row.team.id == team))


def _shown(loads: tuple[ToilLoad, ...], rows: tuple[TeamRow, ...]) -> ToilView:
    teams = tuple(sorted(rows, key=lambda row: (-(row.share or Decimal(-1)), row.team.id)))
    shares = [row.share for row in teams if row.share is not None]
    return ToilView(
        cells={(b.value, d.value): _cell(b, d, loads) for b in ValueBand for d in Difficulty},
        rows=tuple(_row(load) for load in loads),
        teams=teams,
        hours=total_hours(loads),
        automated=sum(load.document.model.automated for load in loads),
        automated_away=sum((load.hours_before for load in loads if load.document.model.automated), Decimal(0)),
        unrated=tuple(x for x in loads if x.verdict is None and not x.document.model.automated),
        over=sum(share > TOIL_BUDGET for share in shares),
        budget=TOIL_BUDGET,
        axis=max(40, *(int(share) + 5 for share in shares)) if shares else 40,
    )


def _cell(band: ValueBand, difficulty: Difficulty, loads: tuple[ToilLoad, ...]) -> Cell:
    inside = [load for load in loads if load.verdict and _place(load) == (band, difficulty)]
    dots = tuple(Dot(load.document.id, load.document.title, float(load.hours)) for load in inside)
    verdict = MATRIX[band][difficulty]
    return Cell(verdict.value.capitalize(), TINTS.get(verdict, 5), dots)


def _place(load: ToilLoad) -> tuple[ValueBand, Difficulty | None]:
    return value_band(load.value), _difficulty(load.document.model)


def _difficulty(item: ToilItem) -> Difficulty | None:
    return Difficulty(item.automation_difficulty) if item.automation_difficulty else None


def _row(load: ToilLoad) -> ItemRow:
    difficulty = _difficulty(load.document.model)
    score = priority_score(load.value, difficulty) if difficulty and load.verdict else None
    word = "automated" if load.document.model.automated else "not rated"
    return ItemRow(load, load.verdict.value.capitalize() if load.verdict else word, score)


def _teams(context: Context) -> Iterator[TeamRow]:
    for team in context.corpus.of(Team):
        loads = toil_of_team(context, team.id)
        yield TeamRow(team, total_hours(loads), team.model.sre_hours_per_month, share_of(team.model, loads))


def _figures(view: ToilView) -> Mapping[str, Any]:
    return {
        "hours_per_month": view.hours,
        "budget_pct": view.budget,
        "automated_items": view.automated,
        "hours_automated_away": view.automated_away,
        "teams": [
            {
                "team": row.team.id,
                "hours": row.hours,
                "sre_hours": row.capacity,
                "share_pct": row.share,
                "reason": row.reason,
            }
            for row in view.teams
        ],
        "items": [
            {
                "item": row.load.document.id,
                "team": row.load.document.model.team,
                "service": row.load.document.model.service,
                "hours": row.load.hours,
                "value": row.load.value,
                "difficulty": row.load.document.model.automation_difficulty,
                "verdict": row.load.verdict.value if row.load.verdict else None,
                "score": row.score,
                "automated": row.load.document.model.automated,
            }
            for row in view.rows
        ],
        **({"history": _history(view.months)} if view.months is not None else {}),
    }


def _history(months: ToilMonths) -> Mapping[str, Any]:
    return {
        "months": [
            {
                "month": name,
                "source": months.sources[place],
                "hours_per_month": months.hours[place],
                "hours_automated_away": months.automated_away[place],
                "share_pct": {id or "all": shares[place] for id, shares in months.shares},
            }
            for place, name in enumerate(months.names)
        ],
        "reason": months.reason or None,
    }


def _blocks(view: ToilView) -> Iterator[Block]:
    yield Table(
        "Share of team hours",
        columns("Team", "#Toil, h", "#SRE hours", "#Share, %", ""),
        tuple(
            (
                Mention("team", row.team.id),
                rounded(row.hours, 1),
                row.capacity,
                None if row.share is None else rounded(row.share, 1),
                row.reason or ("over the budget" if row.share is not None and row.share > view.budget else ""),
            )
            for row in view.teams
        ),
        "No team is written down.",
        f"The budget is {view.budget} % of a team's SRE hours.",
    )
    yield Table(
        "Items",
        columns("Item", "Verdict", "#Score", "#Hours a month", "#Saved, h", "Effort", "Team"),
        tuple(
            (
                Mention("toil_item", row.load.document.id, row.load.document.title),
                row.verdict,
                None if row.score is None else rounded(row.score, 1),
                rounded(row.load.hours, 1),
                rounded(row.load.value, 1),
                row.load.document.model.automation_difficulty,
                Mention("team", row.load.document.model.team) if row.load.document.model.team else None,
            )
            for row in view.rows
        ),
        "No toil is written down: each item is a file in catalog/toil/.",
        "Score: hours saved a month ÷ effort (low 1, medium 2, high 3).",
    )
    if view.months is not None:
        yield _table_of(view.months)


def _table_of(months: ToilMonths) -> Table:
    rows = [("Toil, h", months.hours), ("Automated away, h", months.automated_away)]
    rows += [(f"{id or 'all'}, % of SRE hours", shares) for id, shares in months.shares]
    return Table(
        "By month",
        columns("", *(f"#{name}" for name in months.names)),
        tuple((label, *(None if value is None else rounded(value, 1) for value in values)) for label, values in rows)
        if not months.reason
        else (),
        sentence(months.reason),
        "Each month as the inventory stood in git at its end.",
    )


REPORT = Report(
    title="Toil priorities",
    about="Which manual work to automate first, and how much of each team's time it takes.",
    view=_view,
    figures=_figures,
    blocks=_blocks,
    wide=True,
)
