"""A figure over time: where its line breaks, what stands beside it, and what is said without a past."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from steadybook.analysis.course import Course, course, readings, table_of
from steadybook.model.past import FLEET, QualityThen, Reading, Standing, month_ends

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass
class Told:
    """A past of scores by month; None: a month whose commit has nothing to score. Others have no history."""

    scores: dict[int, int | None]
    asked: list[datetime] = field(default_factory=list)

    def month_ends(self, now: datetime) -> tuple[datetime, ...]:
        return tuple(moment for moment in month_ends(now) if moment < now)

    def at(self, moment: datetime) -> Reading:
        self.asked.append(moment)
        if moment.year < 2026 or moment.month not in self.scores:
            return Reading(moment, reason="no history: it began later")
        score = self.scores[moment.month]
        quality = {FLEET: QualityThen(Decimal(score), {})} if score is not None else {}
        return Reading(moment, Standing({}, quality, {}), commit="0123456789abcdef", committed_at=moment)

    def since(self, text: str, now: datetime) -> Reading:
        raise AssertionError(text, now)


def score(then: Standing) -> Decimal | None:
    found = then.quality.get(FLEET)
    return found.total if found is not None else None


def of(scores: dict[int, int | None], present: Decimal | None = Decimal(90)) -> Course:
    found = course(Told(scores), NOW, score, present)
    assert found is not None
    return found


def test_a_month_with_nothing_to_count_breaks_the_line() -> None:
    found = of({7: 10, 8: 20, 9: None, 10: 40})
    assert found.values == (10.0, 20.0, None, 40.0, 90.0)
    assert [len(stroke) for stroke in found.strokes] == [2, 2]
    places = [(round(x), y) for x, y, _ in found.drawn]
    assert places == [(0, 10.0), (21, 20.0), (63, 40.0), (100, 90.0)]
    assert found.rows[0] == ("2026-06-30", "10", "commit 012345678 of 2026-07-01")
    assert found.rows[2][1] == "no data"
    assert found.rows[-1] == ("2026-11-22", "90", "now")
    assert [point.label for point in found.points] == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-11-22"]
    assert table_of(found, "Course", "Score").rows[1][1] == "20"


def test_without_a_past_there_is_a_reason_and_the_present() -> None:
    found = of({})
    assert found.reason == "no history: it began later"
    assert found.values == (90.0,)
    assert table_of(found, "Course", "Score").empty == "No history: it began later."
    assert of({11: None}).reason.startswith("no data: ")
    assert of({11: 5}, None).values == (5.0, None)
    assert course(None, NOW, score, Decimal(1)) is None


def test_a_year_of_month_ends_is_asked_for_and_now_is_none_of_them() -> None:
    told = Told({})
    readings(told, NOW)
    assert (len(told.asked), told.asked[0], told.asked[-1]) == (
        12,
        datetime(2025, 12, 1, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
    )
    told.asked.clear()
    readings(told, datetime(2026, 12, 1, tzinfo=UTC))
    assert told.asked[-1] == datetime(2026, 11, 1, tzinfo=UTC)
