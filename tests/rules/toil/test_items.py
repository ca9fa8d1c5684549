from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings


def item(minutes: str, times: str, *lines: str, frequency: str = "per-incident") -> dict[str, str]:
    head = ["toil_item:", "  name: Refunds", "  category: data", f"  frequency: {frequency}"]
    numbers = [f"  time_per_occurrence_min: {minutes}", f"  occurrences_per_month: {times}"]
    return {"catalog/toil/refunds.yaml": "\n".join([*head, *numbers, *lines, ""])}


@pytest.mark.parametrize(
    ("hours", "replacement"), [("7", ""), ("7.0", ""), ("6.97", ""), ("6.9", "6.97"), ("6", "6.97"), ("0", "6.97")]
)
def test_hours_agree_to_the_precision_that_is_written(tmp_path: Path, hours: str, replacement: str) -> None:
    found = findings(tmp_path, item("19", "22", f"  total_hours_per_month: {hours}"), "toil-hours-disagree")
    assert [edit.replacement for f in found if f.fix for edit in f.fix.edits] == ([replacement] if replacement else [])


@pytest.mark.parametrize(
    ("frequency", "times", "agrees"),
    [
        ("daily", "20", True),
        ("daily", "19", False),
        ("weekly", "19", True),
        ("weekly", "3", True),
        ("weekly", "2", False),
        ("monthly", "2", True),
        ("monthly", "0.5", False),
        ("per-incident", "0", True),
    ],
)
def test_frequencies(tmp_path: Path, frequency: str, times: str, agrees: bool) -> None:
    found = findings(tmp_path, item("10", times, frequency=frequency), "toil-frequency-disagrees")
    assert [f.span.line for f in found] == ([] if agrees else [4])


def test_nothing_is_compared_that_is_not_written(tmp_path: Path) -> None:
    files = item("10", "5", "  priority_score: 9", "  automation_value: 0.5")
    assert findings(tmp_path, files, "toil-priority-disagrees") == []


def test_all_of_the_hours_may_be_saved(tmp_path: Path) -> None:
    assert findings(tmp_path, item("30", "2", "  automation_value: 1"), "automation-value-exceeds-hours") == []
    assert findings(tmp_path, item("30", "2", "  automation_value: 1.01"), "automation-value-exceeds-hours")
