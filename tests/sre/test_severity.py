from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.severity import (
    ALERT_GUIDE,
    DEFAULT_ALERT_SEVERITIES,
    FUNCTIONS,
    MATRIX,
    SEVERITIES,
    TRIGGERS,
    USERS,
    AlertSeverity,
    Function,
    Severity,
    Users,
    alert_severity,
    severity,
    update_interval,
)

FLAGS = tuple(trigger.field for trigger in TRIGGERS)


@pytest.mark.parametrize(
    ("function", "row"),
    [
        ("core_down", "SEV3 SEV2 SEV1 SEV1"),
        ("degraded", "SEV4 SEV3 SEV2 SEV1"),
        ("non_core_down", "SEV4 SEV3 SEV3 SEV2"),
        ("cosmetic", "SEV4 SEV4 SEV3 SEV3"),
    ],
)
def test_the_matrix_of_the_specification(function: str, row: str) -> None:
    assert [severity(Function(function), users).severity for users in Users] == row.split()
    assert list(MATRIX[Function(function)]) == ["one", "under_25", "over_25", "all"]


@pytest.mark.parametrize(
    ("function", "users", "flags", "expected", "raised_by"),
    [
        ("cosmetic", "one", {"data_loss"}, "SEV1", ["data_loss"]),
        ("degraded", "one", {"security_breach_pii"}, "SEV1", ["security_breach_pii"]),
        ("cosmetic", "one", {"revenue_impacting"}, "SEV2", ["revenue_impacting"]),
        ("core_down", "over_25", {"revenue_impacting"}, "SEV1", []),
        ("degraded", "under_25", {"sla_breach_imminent"}, "SEV2", ["sla_breach_imminent"]),
        ("core_down", "all", {"sla_breach_imminent"}, "SEV1", []),
        # Acts last, on what was reached: revenue makes it SEV2, the SLA one more.
        (
            "cosmetic",
            "one",
            {"revenue_impacting", "sla_breach_imminent"},
            "SEV1",
            ["revenue_impacting", "sla_breach_imminent"],
        ),
        ("cosmetic", "one", {"data_loss", "security_breach_pii"}, "SEV1", ["data_loss", "security_breach_pii"]),
    ],
)
def test_triggers_raise(function: str, users: str, flags: set[str], expected: str, raised_by: list[str]) -> None:
    decision = severity(Function(function), Users(users), **dict.fromkeys(flags, True))
    assert decision.severity == expected
    assert decision.cell == MATRIX[Function(function)][Users(users)]
    assert [trigger.field for trigger in decision.triggers] == raised_by
    assert expected in str(decision)
    assert all(trigger.label in str(decision) for trigger in decision.triggers)


@given(
    st.sampled_from(list(Function)),
    st.sampled_from(list(Users)),
    st.sets(st.sampled_from(FLAGS)),
    st.sampled_from(FLAGS),
)
def test_a_further_trigger_never_lowers(function: Function, users: Users, flags: set[str], another: str) -> None:
    before = severity(function, users, **dict.fromkeys(flags, True))
    after = severity(function, users, **dict.fromkeys(flags | {another}, True))
    assert after.severity.level <= before.severity.level <= before.cell.level


def test_more_users_and_worse_functions_are_never_milder() -> None:
    for function in Function:
        levels = [MATRIX[function][users].level for users in Users]
        assert levels == sorted(levels, reverse=True)
    for (one, other), users in product(
        [(Function.CORE_DOWN, Function.DEGRADED), (Function.NON_CORE_DOWN, Function.COSMETIC)], Users
    ):
        assert MATRIX[one][users].level <= MATRIX[other][users].level


def test_severities_are_ordered() -> None:
    assert SEVERITIES == ("SEV1", "SEV2", "SEV3", "SEV4")
    assert Severity.SEV1.worse_than(Severity.SEV2)
    assert not Severity.SEV2.worse_than(Severity.SEV2)
    assert Severity.SEV1.raised() is Severity.SEV1
    assert Severity.SEV4.raised(2) is Severity.SEV2


def test_updates_come_at_least_so_often() -> None:
    assert [update_interval(s) for s in SEVERITIES] == [timedelta(minutes=15), timedelta(minutes=30), None, None]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("page", "P0"), ("critical", "P0"), ("s1", "P0"), ("urgent", "P1"), ("warning", "P1"), ("s2", "P1"),
        ("ticket", "P2"), ("s3", "P2"), ("log", "P3"), ("info", "P3"), ("s4", "P3"), (" Page ", "P0"), ("P2", "P2"),
    ],
)  # fmt: skip
def test_words_of_alerts(word: str, expected: str) -> None:
    assert alert_severity(word) == expected


def test_an_unknown_word_is_none_and_the_map_may_be_another() -> None:
    assert alert_severity("disaster") is None
    assert alert_severity("disaster", {**DEFAULT_ALERT_SEVERITIES, "disaster": AlertSeverity.P0}) == "P0"


def test_every_word_is_described() -> None:
    assert list(FUNCTIONS) == list(Function)
    assert list(USERS) == list(Users)
    assert [row.severity for row in ALERT_GUIDE] == list(AlertSeverity)
    assert [row.respond_within for row in ALERT_GUIDE] == [timedelta(minutes=5), timedelta(minutes=30), None, None]
    assert all(alert_severity(row.word) is row.severity for row in ALERT_GUIDE)
