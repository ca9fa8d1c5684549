from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import places


@pytest.mark.parametrize(
    ("period", "as_of", "found"),
    [
        ("2026-11", "2026-11-01", 0),
        ("2026-11", "2026-10-31", 1),
        ("2027-01", "2026-12-31", 1),
        ("2025-12", "2026-01-01", 0),
    ],
)
def test_a_report_may_be_drafted_from_the_first_day_on(tmp_path: Path, period: str, as_of: str, found: int) -> None:
    path = f"postmortems/reports/{period}.yaml"
    files = {path: f"monthly_report:\n  period: {period}\n"}
    assert places(tmp_path, files, "report-in-the-future", as_of) == [(path, 2)] * found
    assert places(tmp_path, files, "report-period-not-file-name", as_of) == []


@pytest.mark.parametrize(
    ("total", "by_severity", "found"),
    [
        ("3", "{SEV1: 0, SEV2: 1, SEV3: 2, SEV4: 0}", 0),
        ("4", "{SEV1: 0, SEV2: 1, SEV3: 2, SEV4: 0}", 1),
        ("2", "{SEV1: 0, SEV2: 1, SEV3: 2, SEV4: 0}", 1),
        ("4", "{SEV2: 1, SEV3: 2}", 0),
        ("2", "{SEV2: 1, SEV3: 2}", 1),
        ("0", "{}", 0),
    ],
)
def test_incidents_add_up(tmp_path: Path, total: str, by_severity: str, found: int) -> None:
    path = "postmortems/reports/2026-10.yaml"
    text = f"monthly_report:\n  period: 2026-10\n  incidents:\n    total: {total}\n    by_severity: {by_severity}\n"
    assert places(tmp_path, {path: text}, "incidents-by-severity-disagree") == [(path, 4)] * found
