from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from steadybook.model.shape import validate
from steadybook.source.reader import Plain
from tests.kinds.conftest import KINDS, body, document, example, problems


def model(name: str, **changes: Any) -> Any:
    """A kind's example as a model, with other values at the top."""
    found, wrong = validate(KINDS[name].model, body(name) | changes)
    assert wrong == ()
    return found


def wrong(name: str, **changes: Any) -> list[tuple[Any, str, str]]:
    """What is wrong with a kind's example that has other values at the top."""
    _, found = validate(KINDS[name].model, body(name) | changes)
    return [(problem.at, problem.rule, problem.help) for problem in found]


def test_dependencies_are_hard_unless_written_otherwise() -> None:
    service = model("service")
    assert service.upstream == ("payment", "recommendations")
    assert service.hard_upstream == ("payment",)
    assert service.downstream == ("storefront",)
    assert [d.is_hard for d in service.dependencies.upstream] == [True, False]


def test_what_a_service_leaves_out() -> None:
    service = document("service: {name: a, tier: standard, owner_team: t}").model
    assert service.in_production
    assert (service.upstream, service.hard_upstream, service.downstream, service.failure_modes) == ((), (), (), ())
    assert [(name, signal.is_watched) for name, signal in service.monitoring.signals] == [
        ("latency", False),
        ("traffic", False),
        ("errors", False),
        ("saturation", False),
    ]
    assert service.links.dashboard is None


def test_empty_optional_values_are_absent() -> None:
    text = "service: {name: a, tier: standard, owner_team: t, language: '', dependencies: , links: {logs: ''}, sla: }"
    assert problems(text) == []
    service = document(text).model
    assert (service.language, service.sla, service.links.logs, service.upstream) == (None, None, None, ())


@pytest.mark.parametrize("word", ["user_report", "user report"])
def test_words_take_a_space_for_an_underscore(word: str) -> None:
    assert model("incident", detected_by=Plain(word)).detected_by == "user_report"


def test_a_wrong_word_is_answered_with_the_nearest() -> None:
    ((_, rule, help),) = wrong("slo", review_cadence=Plain("montly"))
    assert rule == "invalid-value"
    assert help.startswith("Did you mean `monthly`? Allowed: weekly, ")


def test_budgets_are_computed_whatever_is_written() -> None:
    slo = model("slo", target=Plain("99.95"), error_budget=Plain("0.1"))
    assert slo.budget == Decimal("0.05")
    assert slo.budget_minutes == Decimal("20.16")
    assert slo.error_budget == Decimal("0.1")


def test_written_precision_is_kept() -> None:
    assert str(model("slo", error_budget_minutes=Plain("40.0")).error_budget_minutes) == "40.0"


@pytest.mark.parametrize(
    ("service", "sli", "alert", "name"),
    [
        ("checkout", "availability", "fast_burn", "CheckoutAvailabilityFastBurn"),
        ("redis-cart", "commands.ok", "slow burn", "RedisCartCommandsOkSlowBurn"),
        ("api", "http2-success", "pageMe", "ApiHttp2SuccessPageMe"),
    ],
)
def test_burn_rate_alerts_are_alerts(service: str, sli: str, alert: str, name: str) -> None:
    burn = body("slo")["burn_rate_alerts"][0] | {"name": alert}
    slo = model("slo", service=service, sli=sli, burn_rate_alerts=[burn])
    assert slo.alert_name(alert) == name
    provides = KINDS["slo"].provides
    assert provides is not None
    assert [(p.kind, p.id, p.route) for p in provides("id", slo)] == [("alert", name, ("burn_rate_alerts", 0, "name"))]


@pytest.mark.parametrize("window", ["0", "0s", "0d"])
def test_a_window_is_longer_than_nothing(window: str) -> None:
    assert [(at, rule) for at, rule, _ in wrong("slo", window=Plain(window))] == [(("window",), "out-of-range")]


def test_alert_names_are_one_or_several() -> None:
    assert model("runbook", alert_name=Plain("A")).alert_names == ("A",)
    assert model("runbook", alert_name=["A", Plain("B")]).alert_names == ("A", "B")
    assert model("runbook", alert_name=None).alert_names == ()
    assert [rule for _, rule, _ in wrong("runbook", alert_name={"a": "b"})] == ["wrong-type"]
    assert [rule for _, rule, _ in wrong("runbook", alert_name=["A", None])] == ["empty-value"]


def test_a_policy_writes_its_states_from_the_best_to_the_worst() -> None:
    states = body("error_budget_policy")["budget_states"]
    turned = {name: states[name] for name in reversed(states) if name != "warning"}
    policy = model("error_budget_policy", budget_states=turned)
    assert [name for name, _ in policy.budget_states.written] == ["healthy", "critical", "exhausted"]
    assert policy.budget_states.critical.blocks == ("feature", "risky", "chaos")


def test_a_policy_without_blocks_leaves_them_to_the_usual_set() -> None:
    states = body("error_budget_policy")["budget_states"]
    del states["critical"]["blocks"]
    states["warning"]["blocks"] = []
    policy = model("error_budget_policy", budget_states=states)
    assert policy.budget_states.critical.blocks is None
    assert policy.budget_states.warning.blocks == ()


@pytest.mark.parametrize(
    ("status", "left_out", "missing"),
    [
        ("investigating", ("mitigated_at", "resolved_at"), []),
        ("identified", ("mitigated_at", "resolved_at"), []),
        ("mitigated", ("resolved_at",), []),
        ("mitigated", ("mitigated_at", "resolved_at"), ["`mitigated_at:`"]),
        ("resolved", ("resolved_at",), ["`resolved_at:`"]),
        ("resolved", ("mitigated_at",), ["`mitigated_at:`"]),
        ("resolved", ("mitigated_at", "resolved_at"), ["`mitigated_at:`", "`resolved_at:`"]),
    ],
)
def test_an_incident_needs_its_instants(status: str, left_out: tuple[str, ...], missing: list[str]) -> None:
    found = wrong("incident", status=Plain(status), **dict.fromkeys(left_out))
    expected = [((), "missing-key", f"Add {' and '.join(missing)}.")] if missing else []
    assert found == expected


def test_missing_instants_stand_at_the_root_key() -> None:
    text = example("incident").read_text().replace("  resolved_at: 2026-10-07T10:30:00Z\n", "")
    assert [(found.rule, found.line, found.text) for found in problems(text)] == [("missing-key", 1, "incident")]


def test_instants_come_in_their_order() -> None:
    names = [name for name, _ in model("incident", acknowledged_at=None).instants]
    assert names == ["started_at", "detected_at", "mitigated_at", "resolved_at"]
    assert model("incident").is_resolved


def test_postmortems_know_what_is_open() -> None:
    postmortem = model("postmortem")
    assert postmortem.is_final
    assert [item.id for item in postmortem.open_actions] == ["AI-002"]
    assert [(f.category, f.text[:12]) for f in postmortem.contributing_factors] == [
        (None, "The provider"),
        ("detection", "The syntheti"),
    ]
    assert postmortem.duration == timedelta(hours=1, minutes=18)


def test_an_experiment_takes_follow_ups_as_texts() -> None:
    first, second = model("experiment").results.action_items
    assert (first.id, first.description, first.is_done) == (None, "Write the measured times into the runbook", False)
    assert (second.id, second.is_done) == ("AI-001", True)


def test_an_action_item_of_a_postmortem_has_an_id() -> None:
    items = [{"description": "Do it"}]
    assert [(at, rule) for at, rule, _ in wrong("postmortem", action_items=items)] == [
        (("action_items", 0), "missing-key")
    ]
    assert [(at, rule) for at, rule, _ in wrong("postmortem", action_items=["Do it"])] == [
        (("action_items", 0), "wrong-type")
    ]


def test_scores_are_numbers_with_or_without_evidence() -> None:
    scores = dict(model("maturity_assessment").scores.by_dimension)
    assert scores["incident_response"] == 4
    assert scores["oncall_health"] == 4
    assert len(scores) == 8


@pytest.mark.parametrize(
    ("score", "rule"), [("0", "out-of-range"), ("6", "out-of-range"), ("3.5", "wrong-type"), ("good", "wrong-type")]
)
def test_scores_out_of_range_stand_at_their_line(score: str, rule: str) -> None:
    text = example("maturity_assessment").read_text().replace("automation: 3", f"automation: {score}")
    assert [(found.rule, found.text) for found in problems(text)] == [(rule, score)]


def test_a_wrong_dependency_stands_at_its_item() -> None:
    text = (
        example("service").read_text().replace("      - payment\n", "      - {service: payment, criticality: firm}\n")
    )
    assert [(found.rule, found.text) for found in problems(text)] == [("invalid-value", "firm")]


def test_a_rotation_knows_its_zone() -> None:
    assert model("oncall_rotation").zone == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("zone", ["Europe/Berln", "Europe", "../etc/passwd", "/etc/passwd", "a\x01", "Mars/Olympus"])
def test_a_zone_that_there_is_not(zone: str) -> None:
    ((at, rule, help),) = wrong("oncall_rotation", timezone=Plain(zone))
    assert (at, rule) == (("timezone",), "unknown-timezone")
    assert "Europe/Berlin" in help


def test_handoffs_and_reports_know_whether_anything_is_in_them() -> None:
    assert not model("oncall_shift").handoff.is_empty
    assert model("oncall_shift", handoff={"open_issues": []}).handoff.is_empty
    assert not model("monthly_report").is_frozen
    assert model("monthly_report", toil={"hours_spent": Plain("4")}).is_frozen


def test_lists_that_must_hold_something() -> None:
    assert [(at, rule) for at, rule, _ in wrong("incident", services=[])] == [(("services",), "empty-value")]
    # One wrong item is one problem, although nothing right is left in the list.
    assert [(at, rule) for at, rule, _ in wrong("incident", services=[[]])] == [(("services", 0), "wrong-type")]


def test_a_list_of_remedies_is_the_root_itself() -> None:
    remedies = document(example("auto_remediation").read_bytes()).model.remedies
    assert [remedy.trigger for remedy in remedies] == ["pod_crash_loop", "certificate_expiring"]
    assert [(f.rule, f.text) for f in problems("auto_remediation:\n  trigger: a\n")] == [
        ("wrong-type", "auto_remediation")
    ]
    assert [(f.rule, f.text) for f in problems("auto_remediation:\n  - trigger: a\n    then: b\n")] == [
        ("missing-key", "trigger: a"),
        ("missing-key", "trigger: a"),
        ("missing-key", "trigger: a"),
        ("unknown-key", "then"),
    ]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("service", "peak_rps", "1e999999999"),
        ("service", "peak_rps", "9" * 31),
        ("service", "storage_gb", "1e-999999999"),
        ("oncall_shift", "pages", "1e999999999"),
        ("waiver", "expires", "9999-12-31"),
        ("waiver", "expires", "0001-01-01"),
        ("slo", "window", "999999999d"),
        ("oncall_shift", "start", "0001-01-01T00:00:00+05:00"),
        ("oncall_shift", "start", "9999-12-31T23:59:59-05:00"),
    ],
)
def test_nothing_is_out_of_reach_of_the_arithmetic(name: str, field: str, value: str) -> None:
    assert [(at, rule) for at, rule, _ in wrong(name, **{field: Plain(value)})] == [((field,), "out-of-range")]


@pytest.mark.parametrize("time", ["2026-10-07T09:12Z", "2026-10-07 09:12:00+02:00", "2026-10-07t09:12:00.25z"])
def test_times_are_read_as_the_standard_writes_them(time: str) -> None:
    assert model("oncall_shift", start=Plain(time)).start.utcoffset() is not None


@pytest.mark.parametrize(
    ("time", "rule"),
    [
        ("2026-10-07T09:12:00", "naive-time"),
        ("2026-10-07", "invalid-time"),
        ("2026-10-07T25:12:00Z", "invalid-time"),
        ("2026-02-30T09:12:00+01:00", "invalid-time"),
        ("2026-10-07T09:12:00Zz", "invalid-time"),
        ("2026-10-07T09:12:00+2:00", "invalid-time"),
        ("20261007T091200Z", "invalid-time"),
        ("2026-W41-3T09:12:00Z", "invalid-time"),
    ],
)
def test_times_that_are_none(time: str, rule: str) -> None:
    assert [(at, found) for at, found, _ in wrong("oncall_shift", start=Plain(time))] == [(("start",), rule)]
