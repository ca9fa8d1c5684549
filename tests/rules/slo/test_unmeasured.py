"""Objectives that nobody measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import BASE, findings

SLO = "slos/checkout-availability.yaml"
ROWS = {
    "slos/measurements/other.csv": "service,sli,start,end,good,total\n"
    "another,checkout-success,2026-10-31T00:00:00Z,2026-10-31T01:00:00Z,1,1\n"
}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", 1),
        ("service: checkout", "service: chekout", 0),  # that there is none is said already
        ("sli: checkout-success", "sli: checkout-succes", 0),
    ],
)
def test_what_does_not_exist_is_not_called_unmeasured_too(tmp_path: Path, old: str, new: str, told: int) -> None:
    text = (BASE / SLO).read_text("utf-8").replace(old, new, 1)
    assert len(findings(tmp_path, {SLO: text, **ROWS}, "unmeasured-slo")) == told
