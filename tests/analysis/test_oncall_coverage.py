from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from steadybook.analysis.oncall_coverage import coverage_of, coverages
from steadybook.analysis.oncall_load import fairness_of, loads_of
from steadybook.analysis.oncall_trend import rotation_health
from steadybook.engine.repository import open_repository
from steadybook.kinds.oncall_rotation.model import OncallRotation
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.model.context import Context
from steadybook.sre.oncall import is_night
from tests.analysis.altered import altered
from tests.rules.organisation import AS_OF, write

ROTATION = """\
    oncall_rotation:
      name: {name}
      team: payments
      timezone: {zone}
      members: [a, b, c, d, e]
      layers: [primary, secondary]
      escalation: [{{after_minutes: 5, contact: secondary}}]
    """
SHIFT = """\
    oncall_shift:
      rotation: {rotation}
      start: {start}
      end: {end}
      primary: {primary}
      pages: {pages}
      {more}
    """
Open = Callable[[dict[str, str]], Context]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def opened(files: dict[str, str]) -> Context:
        write(tmp_path, files)
        return open_repository(tmp_path, AS_OF).context

    return opened


def shift(rotation: str, start: str, end: str, primary: str = "a", pages: int = 0, more: str = "") -> str:
    return SHIFT.format(rotation=rotation, start=start, end=end, primary=primary, pages=pages, more=more)


def east_and_west() -> dict[str, str]:
    """Tokyo (UTC+9) takes 22 to 10 UTC, which is 7 to 19 there; Lisbon (UTC+1, then UTC) the other half."""
    files = {
        "catalog/oncall/east.yaml": ROTATION.format(name="east", zone="Asia/Tokyo"),
        "catalog/oncall/west.yaml": ROTATION.format(name="west", zone="Europe/Lisbon"),
    }
    for day in range(1, 32):
        east = shift("east", f"2026-10-{day:02}T07:00:00+09:00", f"2026-10-{day:02}T19:00:00+09:00")
        files[f"catalog/oncall/east-{day}.yaml"] = east
        files[f"catalog/oncall/west-{day}.yaml"] = shift(
            "west", f"2026-10-{day:02}T10:00:00Z", f"2026-10-{day:02}T22:00:00Z"
        )
    last = shift("east", "2026-11-01T07:00:00+09:00", "2026-11-01T19:00:00+09:00")
    files["catalog/oncall/east-32.yaml"] = last
    files["catalog/oncall/west-32.yaml"] = shift("west", "2026-11-01T10:00:00Z", "2026-11-01T22:00:00Z")
    files["catalog/oncall/east-33.yaml"] = shift("east", "2026-11-02T07:00:00+09:00", "2026-11-02T19:00:00+09:00")
    return files


def test_two_halves_of_the_world_follow_the_sun(opened: Open) -> None:
    team = coverage_of(opened(east_and_west()), "payments")
    assert team is not None
    found = {each.rotation.id: each for each in team.rotations}
    assert (found["east"].covered, found["west"].covered) == (Decimal(50), Decimal(50))
    assert (found["east"].night_hours, found["west"].night_hours) == (Decimal(0), Decimal(0))
    assert (found["east"].hours[23].day, found["east"].hours[12].day) == (1, 0)
    assert (team.uncovered, team.by_day, team.follows_the_sun) == (Decimal(0), Decimal(100), True)


def test_nights_that_a_colleague_could_take_are_counted(opened: Open) -> None:
    files = east_and_west()
    alone = {path: text for path, text in files.items() if not path.startswith("catalog/oncall/west-")}
    alone["catalog/oncall/west-0.yaml"] = shift("west", "2026-09-01T00:00:00Z", "2026-12-01T00:00:00Z")
    team = coverage_of(opened(alone), "payments")
    assert team is not None
    west = next(each for each in team.rotations if each.rotation.id == "west")
    # Seven hours a night. At 23 to 6 in Lisbon it is 7 to 15 in Tokyo.
    assert west.night_hours == 49
    assert west.colleague == ("east", Decimal(49))
    assert west.covered == 100


def test_the_change_of_clocks_moves_the_night_in_utc(opened: Open) -> None:
    files = {
        "catalog/oncall/berlin.yaml": ROTATION.format(name="berlin", zone="Europe/Berlin"),
        "catalog/oncall/b.yaml": shift("berlin", "2026-09-01T00:00:00Z", "2026-12-01T00:00:00Z"),
    }
    team = coverage_of(opened(files), "payments")
    assert team is not None
    berlin = next(each for each in team.rotations if each.rotation.id == "berlin")
    # Until 25 October 23:00 there is 21:00 UTC, from then on 22:00 UTC.
    assert 0 < berlin.hours[21].night < 1
    assert berlin.hours[22].night == 1
    assert berlin.hours[21].day + berlin.hours[21].night == 1


def test_a_gap_leaves_hours_uncovered_and_overlaps_count_once(opened: Open) -> None:
    files = {
        "catalog/oncall/solo.yaml": ROTATION.format(name="solo", zone="UTC").replace("payments", "nobody"),
        "catalog/oncall/s1.yaml": shift("solo", "2026-09-01T00:00:00Z", "2026-10-31T00:00:00Z"),
        "catalog/oncall/s2.yaml": shift("solo", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z"),
    }
    team = coverage_of(opened(files), "nobody")
    assert team is not None
    assert team.uncovered == Decimal(48) / 4
    assert team.rotations[0].covered == Decimal(100 * 26 * 24) / (28 * 24)


def test_a_rotation_without_shifts_covers_nothing(opened: Open) -> None:
    context = opened({"catalog/oncall/solo.yaml": ROTATION.format(name="solo", zone="UTC").replace("payments", "x")})
    team = coverage_of(context, "x")
    assert team is not None
    assert (team.rotations[0].hours, team.uncovered) == ((), Decimal(168))


def test_the_night_has_seven_hours() -> None:
    assert [hour for hour in range(24) if is_night(hour)] == [0, 1, 2, 3, 4, 5, 23]


def test_a_trend_tells_what_gets_worse(opened: Open) -> None:
    files = {"catalog/oncall/solo.yaml": ROTATION.format(name="solo", zone="UTC")}
    for week, (pages, mood) in enumerate([(1, "4.5"), (1, "4.4"), (3, "4.5"), (4, "4.4")]):
        start, end = 1 + week * 7, 8 + week * 7
        files[f"catalog/oncall/s{week}.yaml"] = shift(
            "solo",
            f"2026-10-{start:02}T00:00:00Z",
            f"2026-10-{end:02}T00:00:00Z",
            "abcd"[week],
            pages,
            f"satisfaction: {mood}",
        )
    context = opened(files)
    document = context.corpus.get(OncallRotation, "solo")
    assert document is not None
    health = rotation_health(context, document)
    assert [trend.metric.id for trend in health.worsening] == ["pages_per_shift"]
    paged = health.trends[0]
    assert (paged.change, paged.top, paged.bottom) == (Decimal("2.5"), Decimal("6.25"), Decimal(0))
    assert health.trends[2].values == ()
    assert health.trends[6].top == 5


def test_fairness_looks_at_each_role_and_at_pages() -> None:
    def turn(primary: str, secondary: str, pages: int) -> OncallShift:
        moment = datetime(2026, 10, 5, tzinfo=UTC)
        return OncallShift.model_construct(
            rotation="r", start=moment, end=moment, primary=primary, secondary=secondary, pages=pages
        )

    even = fairness_of(loads_of(["a", "b"], [turn("a", "b", 3), turn("b", "a", 1)]))
    assert even is not None
    assert even.is_even
    assert (even.share, even.equal_share) == (Decimal(75), Decimal(50))
    uneven = fairness_of(loads_of(["a", "b"], [turn("a", "x", 0), turn("a", "x", 0)]))
    assert uneven is not None
    assert not uneven.is_even
    assert uneven.share is None
    assert fairness_of(loads_of(["a"], [])) is None


def test_the_example_organisation_could_share_its_nights() -> None:
    for team in coverages(altered({}).context):
        (rotation,) = team.rotations
        assert rotation.covered == 100
        assert rotation.night_hours >= 49
        assert rotation.neighbour is not None
        assert rotation.neighbour[1] > 40
