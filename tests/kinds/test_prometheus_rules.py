from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.conftest import document, problems

GROUPS = """\
groups:
  - name: checkout
    interval: 30s
    limit: 10
    query_offset: 1m
    labels: {team: payments, severity: ticket}
    rules:
      - record: job:errors:rate5m
        expr: sum(rate(errors[5m]))
        labels: {kind: ""}
      - alert: Errors
        expr: job:errors:rate5m > 1
        for: 2m
        keep_firing_for: 5m
        labels: {severity: page, service: checkout}
        annotations: {summary: "{{ $value }} errors", runbook_url: }
  - name: queue
    rules:
      - alert: QueueLong
        expr: 1
        for: 0
"""
RESOURCE = """\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  labels: {prometheus: main}
spec:
""" + "".join(f"  {line}\n" for line in GROUPS.splitlines())


def alerts(text: str) -> list[tuple[Any, str]]:
    loaded = document(text, "slos/alerts/shop.yaml")
    assert loaded.problems == ()
    return [(route, rule.alert) for route, rule in loaded.model.alerts]


def test_a_rule_file() -> None:
    assert alerts(GROUPS) == [(("groups", 0, "rules", 1), "Errors"), (("groups", 1, "rules", 0), "QueueLong")]


def test_a_resource_of_the_operator() -> None:
    assert alerts(RESOURCE) == [
        (("spec", "groups", 0, "rules", 1), "Errors"),
        (("spec", "groups", 1, "rules", 0), "QueueLong"),
    ]


def test_several_documents_in_a_file() -> None:
    text = f"{GROUPS}---\n{RESOURCE}---\napiVersion: v1\nkind: ConfigMap\ndata: {{a: b}}\n---\n"
    assert alerts(text) == [
        ((0, "groups", 0, "rules", 1), "Errors"),
        ((0, "groups", 1, "rules", 0), "QueueLong"),
        ((1, "spec", "groups", 0, "rules", 1), "Errors"),
        ((1, "spec", "groups", 1, "rules", 0), "QueueLong"),
    ]


@pytest.mark.parametrize("text", [GROUPS, RESOURCE, f"{GROUPS}---\n{RESOURCE}"])
def test_every_alert_has_a_place_of_its_own(text: str) -> None:
    loaded = document(text, "slos/alerts/shop.yaml")
    lines = text.splitlines()
    provided = [p for p in loaded.facts.provides if p.kind == "alert"]
    assert len(provided) == text.count("- alert:")
    places = [loaded.span(p.route) for p in provided]
    assert [lines[place.line - 1].strip() for place in places] == [f"- alert: {p.id}" for p in provided]
    assert len({place.line for place in places}) == len(places)


def test_labels_of_the_group_count_for_its_rules_unless_these_write_their_own() -> None:
    (_, errors), (_, queue) = document(GROUPS).model.alerts
    assert errors.labels == {"team": "payments", "severity": "page", "service": "checkout"}
    assert (errors.severity, errors.service) == ("page", "checkout")
    assert (queue.severity, queue.service) == (None, None)
    assert errors.annotations == {"summary": "{{ $value }} errors", "runbook_url": ""}


def test_aliases_are_prometheus_s_own_affair() -> None:
    text = "groups:\n- name: a\n  rules:\n  - {alert: A, expr: up, labels: &l {severity: page}}\n"
    assert alerts(text + "  - {alert: B, expr: up, labels: *l}\n")[1] == (("groups", 0, "rules", 1), "B")


def test_empty_groups_and_rules_are_allowed() -> None:
    assert alerts("groups:\n") == []
    assert alerts("groups: []\n") == []
    assert alerts("groups:\n- name: a\n  rules:\n") == []
    assert alerts("namespace: shop\ngroups:\n- name: a\n  rules: [{alert: A, expr: up}]\n")[0][1] == "A"


@pytest.mark.parametrize(
    ("old", "new", "rule", "text"),
    [
        ("expr: job:errors:rate5m > 1", "exprs: job:errors:rate5m > 1", "missing-key", "alert: Errors"),
        ("alert: Errors", "alerts: Errors", "missing-key", "alerts: Errors"),
        ("alert: QueueLong", "alert: [QueueLong]", "wrong-type", "[QueueLong]"),
        ("for: 2m", "for: 2 minutes", "invalid-duration", "2 minutes"),
        ("interval: 30s", "interval: half", "invalid-duration", "half"),
        ("severity: page", "severity: [page]", "wrong-type", "[page]"),
        ("labels: {severity: page, service: checkout}", "labels: page", "wrong-type", "page"),
        ("record: job:errors:rate5m", "record: ", "empty-value", "record"),
        ("  - name: queue\n    rules", "  - rules", "missing-key", "rules:"),
        ("alert: QueueLong", "alert: QueueLong\n        record: a:b", "invalid-value", "alert: QueueLong"),
    ],
)
def test_what_steadybook_needs_is_typed(old: str, new: str, rule: str, text: str) -> None:
    assert GROUPS.count(old) == 1
    wrong = GROUPS.replace(old, new)
    assert [(found.rule, found.text) for found in problems(wrong)] == [(rule, text)]
    resource = RESOURCE.replace(old.replace("\n", "\n  "), new.replace("\n", "\n  "))
    assert [(found.rule, found.text) for found in problems(resource)] == [(rule, text)]
    second = problems(f"{GROUPS}---\n{wrong}")
    assert [(found.rule, found.text) for found in second] == [(rule, text)]
    assert all(found.line > GROUPS.count("\n") + 1 for found in second)
    first = problems(f"{wrong}---\n{GROUPS}")
    assert [(found.rule, found.text) for found in first] == [(rule, text)]
    assert all(found.line <= GROUPS.count("\n") + 1 for found in first)


@pytest.mark.parametrize(
    "text",
    ["kind: PrometheusRule\n", "apiVersion: v1\nkind: ConfigMap\n", "teams: {a: b}\n", "team: {}\ngroups: []\n"],
)
def test_other_files_are_not_taken_for_rules(text: str) -> None:
    kind = document(text).kind
    assert kind is None or kind.name == "team"


@pytest.mark.parametrize("kind", ["List", "PrometheusRuleList"])
def test_the_resources_of_a_list_are_unwrapped(kind: str) -> None:
    item = "\n".join(f"    {line}" for line in RESOURCE.strip().split("\n")).replace("    ", "  - ", 1)
    other = "  - {apiVersion: v1, kind: ConfigMap, data: {a: b}}\n"
    listed = f"apiVersion: v1\nkind: {kind}\nitems:\n{other}{item}\n"
    assert [name for _, name in alerts(listed)] == [name for _, name in alerts(RESOURCE)]
    assert all(route[:2] == ("items", 1) for route, _ in alerts(listed))
    assert problems(listed) == []
    assert document("apiVersion: v1\nkind: List\nitems:\n" + other).kind is None
