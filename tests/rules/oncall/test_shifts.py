"""Rotations and shifts at their borders: neighbours in time, zones, and who is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings, places

FIRST, SECOND = "catalog/oncall/first.yaml", "catalog/oncall/second.yaml"
ROTATION = "catalog/oncall/payments-oncall.yaml"


def shift(start: str, end: str, primary: str = "pay-1", rest: str = "  handoff: {known_risks: [None]}\n") -> str:
    head = f"oncall_shift:\n  rotation: payments-oncall\n  start: {start}\n  end: {end}\n"
    return f"{head}  primary: {primary}\n  secondary: pay-5\n  pages: 3\n{rest}"


def two(start: str, end: str = "2026-10-19T10:00:00+02:00", primary: str = "pay-2") -> dict[str, str]:
    first = shift("2026-10-05T10:00:00+02:00", "2026-10-12T10:00:00+02:00")
    return {FIRST: first, SECOND: shift(start, end, primary)}


@pytest.mark.parametrize(
    ("start", "gap", "overlap"),
    [
        ("2026-10-12T10:00:00+02:00", 0, 0),
        ("2026-10-12T08:00:00Z", 0, 0),
        ("2026-10-12T10:00:00Z", 1, 0),
        ("2026-10-12T10:00:00+03:00", 0, 1),
    ],
)
def test_shifts_touch(tmp_path: Path, start: str, gap: int, overlap: int) -> None:
    assert places(tmp_path, two(start), "shift-gap") == [(SECOND, 3)] * gap
    assert places(tmp_path, two(start), "shift-overlap") == [(SECOND, 3)] * overlap


def test_a_gap_is_measured_from_the_shift_that_lasts_longest(tmp_path: Path) -> None:
    files = two("2026-10-12T10:00:00+02:00")
    files["catalog/oncall/inside.yaml"] = shift("2026-10-06T10:00:00+02:00", "2026-10-07T10:00:00+02:00")
    assert places(tmp_path, files, "shift-gap") == []
    assert places(tmp_path, files, "shift-overlap") == [("catalog/oncall/inside.yaml", 3)]


def test_the_last_days_of_summer_time_leave_no_gap(tmp_path: Path) -> None:
    files = {
        FIRST: shift("2026-10-19T10:00:00+02:00", "2026-10-26T10:00:00+01:00"),
        SECOND: shift("2026-10-26T10:00:00+01:00", "2026-11-02T10:00:00+01:00", "pay-2"),
    }
    assert places(tmp_path, files, "shift-gap") == []


@pytest.mark.parametrize(
    ("start", "primary", "found"),
    [
        ("2026-10-12T10:00:00+02:00", "pay-1", 1),
        ("2026-10-12T10:00:00+02:00", "pay-2", 0),
        ("2026-10-18T10:00:00+02:00", "pay-1", 1),
        ("2026-10-19T10:00:00+02:00", "pay-1", 0),
    ],
)
def test_a_free_shift_in_between_is_enough(tmp_path: Path, start: str, primary: str, found: int) -> None:
    files = two(start, "2026-10-26T10:00:00+01:00", primary)
    assert places(tmp_path, files, "back-to-back-shifts") == [(SECOND, 5)] * found


@pytest.mark.parametrize(
    ("as_of", "rest", "found"),
    [
        ("2026-10-12", "", 0),
        ("2026-10-13", "", 1),
        ("2026-10-13", "  handoff: {open_issues: []}\n", 1),
        ("2026-10-13", "  handoff: {open_issues: [One]}\n", 0),
    ],
)
def test_a_handoff_is_due_when_the_day_of_the_change_is_over(tmp_path: Path, as_of: str, rest: str, found: int) -> None:
    files = {FIRST: shift("2026-10-05T10:00:00+02:00", "2026-10-12T10:00:00+02:00", rest=rest)}
    marks = [f.time_dependent for f in findings(tmp_path, files, "handoff-missing", as_of)]
    assert marks == [True] * found


@pytest.mark.parametrize(
    ("rest", "rule", "line"),
    [
        ("  off_hours_pages: 3\n", "more-off-hours-pages-than-pages", None),
        ("  off_hours_pages: 4\n", "more-off-hours-pages-than-pages", 8),
        ("  false_positives: 3\n", "more-false-positives-than-pages", None),
        ("  false_positives: 4\n", "more-false-positives-than-pages", 8),
        ("  pages_by_service: {checkout: 3}\n", "pages-disagree", None),
        ("  pages_by_service: {checkout: 2}\n", "pages-disagree", 7),
        ("  pages_by_service: {}\n", "pages-disagree", 7),
        ("  pages_by_service: {checkout: 1, chekout: 2}\n", "unknown-service-in-pages", 8),
    ],
)
def test_counts_of_pages_agree(tmp_path: Path, rest: str, rule: str, line: int | None) -> None:
    files = {FIRST: shift("2026-10-05T10:00:00+02:00", "2026-10-12T10:00:00+02:00", rest=rest)}
    assert places(tmp_path, files, rule) == ([] if line is None else [(FIRST, line)])


def test_a_misspelt_name_has_a_neighbour_in_the_rotation(tmp_path: Path) -> None:
    files = {FIRST: shift("2026-10-05T10:00:00+02:00", "2026-10-12T10:00:00+02:00", "pay-11")}
    [found] = findings(tmp_path, files, "person-outside-rotation")
    assert found.span.line == 5
    assert "pay-1" in found.help
    assert [place.path for place in found.related] == [ROTATION]


@pytest.mark.parametrize(("members", "found"), [(4, 1), (5, 0), (6, 0)])
def test_five_people_are_enough(tmp_path: Path, members: int, found: int) -> None:
    names = ", ".join(f"pay-{number}" for number in range(1, members + 1))
    assert len(findings(tmp_path, {ROTATION: rotation(f"[{names}]")}, "rotation-too-small")) == found


def test_a_person_who_is_listed_twice_counts_once(tmp_path: Path) -> None:
    files = {ROTATION: rotation("[pay-1, pay-2, pay-3, pay-4, pay-1]")}
    assert places(tmp_path, files, "rotation-too-small") == [(ROTATION, 5)]
    assert places(tmp_path, files, "duplicate-member") == [(ROTATION, 5)]


@pytest.mark.parametrize(("minutes", "found"), [((5, 15), 0), ((5, 5), 0), ((15, 5), 1), ((5, 15, 10, 20), 1)])
def test_escalation_goes_on_in_time(tmp_path: Path, minutes: tuple[int, ...], found: int) -> None:
    steps = ", ".join(f"{{after_minutes: {minute}, contact: lead}}" for minute in minutes)
    files = {ROTATION: rotation("[a, b, c, d, e]", steps)}
    assert len(findings(tmp_path, files, "escalation-out-of-order")) == found


def rotation(members: str, steps: str = "{after_minutes: 5, contact: secondary}") -> str:
    head = "oncall_rotation:\n  name: payments-oncall\n  team: payments\n  timezone: Europe/Berlin\n"
    return f"{head}  members: {members}\n  layers: [primary, secondary]\n  escalation: [{steps}]\n"
