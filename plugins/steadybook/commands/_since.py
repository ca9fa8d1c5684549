"""What changed since a moment of the past: scorecards and scores of then beside those of now."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from steadybook.analysis.quality.score import Quality
    from steadybook.analysis.readiness.scorecard import Scorecard
    from steadybook.model.context import Context
    from steadybook.model.past import Reading, ServiceThen, Standing
    from steadybook.model.report import Block, Table
    from steadybook.reports.readiness import TeamCard


def add_since(parser: ArgumentParser) -> None:
    """`--since`: the moment that now is compared with."""
    parser.add_argument(
        "--since",
        metavar="WHEN",
        help="also how it stood then, from git: a day, an instant, or a commit, tag or branch",
    )


def reading_of(root: Path, since: str, context: Context) -> Reading:
    """How the repository stood. Raises UsageError for what names no moment of the past."""
    from steadybook.engine.past import GitPast

    return GitPast(root).since(since, context.as_of)


def readiness_figures(reading: Reading, cards: Sequence[Scorecard], only: str | None) -> Mapping[str, Any]:
    """The comparison of scorecards as programs read it; `only` one service, or None for all and the fleet."""
    figures = _about(reading)
    if reading.standing is None:
        return figures
    figures["services"] = [
        {
            "service": id,
            "then": _counts(then) if then is not None else None,
            "now": _counts(card) if card is not None else None,
            "gained": gained,
            "lost": lost,
        }
        for id, then, card, gained, lost in _pairs(reading.standing, cards, only)
    ]
    if only is None:
        then, now = _fleets(reading.standing, cards)
        figures["fleet"] = {"then": _team(then), "now": _team(now)}
    return figures


def readiness_blocks(reading: Reading, cards: Sequence[Scorecard], only: str | None) -> Iterator[Block]:
    """The comparison of scorecards as people read it."""
    from steadybook.model.report import Mention, Table, columns, count

    title = _title(reading)
    if reading.standing is None:
        yield _nothing(reading)
        return
    pairs = list(_pairs(reading.standing, cards, only))
    changed = [pair for pair in pairs if pair[3] or pair[4] or _counts(pair[1]) != _counts(pair[2])]
    rest = count(len(pairs) - len(changed), "service") if len(pairs) > len(changed) else ""
    note = f"{rest} unchanged. " if rest else ""
    if only is None:
        then, now = _fleets(reading.standing, cards)
        note += f"All in production: {_words(then)} then, {_words(now)} now."
    yield Table(
        title,
        columns("Service", "Level then", "Level now", "#Passed then", "#Passed now", "Gained", "Lost"),
        tuple(
            (
                Mention("service", id),
                _level(then) if then is not None else "not there",
                _level(card) if card is not None else "not there",
                f"{then.passed} of {then.required}" if then is not None else None,
                f"{card.passed} of {card.required}" if card is not None else None,
                ", ".join(gained),
                ", ".join(lost),
            )
            for id, then, card, gained, lost in changed
        ),
        f"Nothing changed. {note}".strip(),
        note.strip(),
    )


def quality_figures(reading: Reading, scores: Sequence[Quality]) -> Mapping[str, Any]:
    """The comparison of scores as programs read it."""
    from steadybook.analysis.standing import subject_of

    figures = _about(reading)
    if reading.standing is None:
        return figures
    found = []
    for score in scores:
        then = reading.standing.quality.get(subject_of(score))
        now = score.total if score.services else None
        found.append(
            {
                "subject": score.name,
                "then": then.total if then is not None else None,
                "now": now,
                "change": now - then.total if then is not None and now is not None else None,
                "dimensions": [
                    {
                        "id": each.dimension.id,
                        "then": then.dimensions.get(each.dimension.id) if then is not None else None,
                        "now": each.score,
                    }
                    for each in score.dimensions
                ],
            }
        )
    figures["subjects"] = found
    return figures


def quality_blocks(reading: Reading, scores: Sequence[Quality]) -> Iterator[Block]:
    """The comparison of scores as people read it: of one its dimensions, of several the totals."""
    from steadybook.analysis.standing import subject_of
    from steadybook.model.report import Mention, Table, columns
    from steadybook.sre.numbers import rounded

    if reading.standing is None:
        yield _nothing(reading)
        return
    rows = []
    for score in scores:
        then = reading.standing.quality.get(subject_of(score))
        name = Mention(score.subject.facts.kind, score.name) if score.subject is not None else "fleet"
        before = rounded(then.total, 1) if then is not None else "no data"
        after = rounded(score.total, 1) if score.services else "no data"
        change = f"{score.total - then.total:+.1f}" if then is not None and score.services else None
        rows.append((name if len(scores) > 1 else "All together", before, after, change))
        if len(scores) == 1 and then is not None:
            rows[:0] = [
                (each.dimension.name, rounded(old, 2), rounded(each.score, 2), f"{each.score - old:+.2f}")
                for each in score.dimensions
                if (old := then.dimensions.get(each.dimension.id)) is not None
            ]
    note = "Dimensions of 5, all together of 100." if len(scores) == 1 else ""
    yield Table(_title(reading), columns("", "#Then", "#Now", "#Change"), tuple(rows), note=note)


def _pairs(
    standing: Standing, cards: Sequence[Scorecard], only: str | None
) -> Iterator[tuple[str, ServiceThen | None, Scorecard | None, list[str], list[str]]]:
    """Service by service: then, now, and the checks that pass since and no longer."""
    now = {card.service.id: card for card in cards}
    for id in sorted({*standing.services, *now}):
        if only is not None and id != only:
            continue
        then, card = standing.services.get(id), now.get(id)
        before = then.passing if then is not None else ()
        after = card.passing if card is not None else ()
        gained = [check for check in after if check not in before]
        yield id, then, card, gained, [check for check in before if check not in after]


def _fleets(standing: Standing, cards: Sequence[Scorecard]) -> tuple[TeamCard, TeamCard]:
    from steadybook.reports.readiness import together, together_then

    asked = [card for card in cards if card.service.model.in_production and card.required]
    return together_then(standing, None), together(None, asked)


def _about(reading: Reading) -> dict[str, Any]:
    return {
        "as_of": reading.moment,
        "commit": reading.commit or None,
        "committed_at": reading.committed_at,
        "reason": reading.reason or None,
    }


def _counts(card: ServiceThen | Scorecard | None) -> Mapping[str, Any] | None:
    return {"level": card.level, "required": card.required, "passed": card.passed} if card is not None else None


def _team(card: TeamCard) -> Mapping[str, Any]:
    return {
        "services": card.services,
        "ready": card.ready,
        "required": card.required,
        "passed": card.passed,
        "level": card.level,
    }


def _level(card: ServiceThen | Scorecard) -> str:
    return card.level.value if card.level is not None else "none"


def _words(card: TeamCard) -> str:
    if not card.services:
        return "no service has to pass anything"
    level = f" ({card.level.value})" if card.level is not None else ""
    return f"{card.ready} of {card.services} ready, {card.passed} of {card.required} checks{level}"


def _title(reading: Reading) -> str:
    return f"Since {reading.moment:%Y-%m-%d %H:%M} UTC, {reading.source}"


def _nothing(reading: Reading) -> Table:
    from steadybook.analysis.course import sentence
    from steadybook.model.report import Table, columns

    return Table("Since then", columns(""), (), sentence(reading.reason))
