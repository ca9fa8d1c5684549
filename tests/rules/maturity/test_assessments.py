from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import places

DIMENSIONS = (
    "slos monitoring incident_response automation chaos_engineering capacity_planning toil_management oncall_health"
)


def assessment(date: str, subject: str = "payments", name: str = "a") -> dict[str, str]:
    scores = "".join(f"    {dimension}: 3\n" for dimension in DIMENSIONS.split())
    text = f"maturity_assessment:\n  subject: {subject}\n  date: {date}\n  scores:\n{scores}"
    return {f"catalog/maturity/{name}.yaml": text}


@pytest.mark.parametrize(("date", "found"), [("2026-11-01", 0), ("2026-11-02", 1)])
def test_today_is_not_the_future(tmp_path: Path, date: str, found: int) -> None:
    assert len(places(tmp_path, assessment(date), "assessment-in-the-future")) == found


def test_each_subject_has_a_history_of_its_own(tmp_path: Path) -> None:
    files = assessment("2026-10-01") | assessment("2026-10-01", "checkout", "b") | assessment("2026-09-01", name="c")
    assert places(tmp_path / "1", files, "duplicate-assessment") == []
    files |= assessment("2026-10-01", "checkout", "d")
    assert places(tmp_path / "2", files, "duplicate-assessment") == [("catalog/maturity/d.yaml", 3)]
