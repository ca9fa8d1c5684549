from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.commands.burn import PERCENTAGE
from tests.commands.conftest import Run


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").split())


def test_the_calculation_of_the_specification(run: Run) -> None:
    ended = run("burn", "--target", "99.9", "--window", "28d", "--error-rate", "0.5%")
    assert (ended.code, ended.err) == (0, "")
    text = plain(ended.out)
    assert (
        "100 % − 99.9 % = 0.1 % of the events may be bad, as many as in 40 min 19 s of full outage within 28 d." in text
    )
    assert "0.5 % bad / 0.1 % allowed = 5: the budget burns 5 times as fast as is sustainable." in text
    assert "28 d / 5: a full budget lasts 5 d 14 h, which is 5.6 days." in text
    rows = {row.split()[0]: plain(row) for row in ended.out.splitlines() if "_burn" in row}
    assert rows == {
        "fast_burn": "fast_burn 13.44 1h and 5m page 2 % 2 d 2 h stays silent",
        "medium_burn": "medium_burn 5.6 6h and 30m page 5 % 5 d stays silent",
        "slow_burn": "slow_burn 2.8 1d and 2h ticket 10 % 10 d fires",
        "lingering_burn": "lingering_burn 0.933 3d and 6h ticket 10 % 30 d fires",
    }


def test_the_same_for_programs(run: Run) -> None:
    ended = run("burn", "--target", "99.9", "--window", "30d", "--error-rate", "1.44", "--format", "json")
    found = json.loads(ended.out)
    alerts = found.pop("alerts")
    assert found == {
        "version": 1,
        "target": 99.9,
        "window": "30d",
        "error_rate_pct": 1.44,
        "error_budget_pct": 0.1,
        "error_budget_minutes": 43.2,
        "burn_rate": 14.4,
        "reason": None,
        "exhausted_after_seconds": 180000,
    }
    assert alerts[0] == {
        "name": "fast_burn",
        "burn_rate": 14.4,
        "long_window": "1h",
        "short_window": "5m",
        "severity": "page",
        "consumed_pct": 2,
        "exhausted_after_seconds": 180000,
        "can_fire": True,
        "fires": True,
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--target", "100", "--error-rate", "1"], "none: a target of 100 % allows no bad event"),
        (["--target", "99.9", "--error-rate", "0"], "Exhaustion never, at this rate."),
        (["--target", "99.9", "--error-rate", "0.1"], "= 1: just sustainable."),
        (["--target", "99.9%", "--error-rate", " 0.05 % "], "= 0.5: less than the budget allows."),
        (["--target", "90", "--error-rate", "100"], "can never fire"),
        (["--target", "99.9", "--error-rate", "1", "--window", "30m"], "the window is too short for them"),
        (["--target", "0", "--error-rate", "100"], "= 1: just sustainable."),
    ],
)
def test_ends_of_the_scale(run: Run, arguments: list[str], says: str) -> None:
    ended = run("burn", *arguments)
    assert (ended.code, ended.err) == (0, "")
    assert says in plain(ended.out)


def test_without_a_budget_there_is_no_number(run: Run) -> None:
    found = json.loads(run("burn", "--target", "100", "--error-rate", "1", "--format", "json").out)
    assert (found["burn_rate"], found["alerts"]) == (None, [])
    assert found["reason"] == "a target of 100 leaves no budget to burn"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--target", "101", "--error-rate", "1"], "`101` is not a percentage from 0 to 100"),
        (["--target", "99.9", "--error-rate", "-1"], "`-1` is not a percentage"),
        (["--target", "99.9", "--error-rate", "1e1"], "`1e1` is not a percentage"),
        (["--target", "99.9", "--error-rate", "NaN"], "`NaN` is not a percentage"),
        (["--target", "99.9", "--error-rate", "9" * 5000], "is not a percentage"),
        (["--target", "99.9", "--error-rate", "\u0663"], "is not a percentage"),
        (["--target", "99.9", "--error-rate", "1", "--window", "1M"], "`1M` is not a duration"),
        (["--target", "99.9", "--error-rate", "1", "--window", "0s"], "a window of 0s cannot be"),
        (["--target", "99.9", "--error-rate", "1", "--window", "999999d"], "a window of 999999d cannot be"),
        (["--error-rate", "1"], "--target"),
    ],
)
def test_mistakes(run: Run, arguments: list[str], message: str) -> None:
    ended = run("burn", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


@given(st.decimals(0, 100, places=6))
def test_every_percentage_is_read(number: object) -> None:
    assert PERCENTAGE.fullmatch(f"{number:f}")
