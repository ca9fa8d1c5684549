from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings, places

PATH = "slos/alerts/checkout-queue.yaml"
SITE = {"steadybook.toml": 'site_url = "https://docs.shop.example/sre/"\n[alert_severities]\nmajor = "P1"\n'}
PLAIN = "{severity: ticket, service: checkout}"


def alerts(labels: str = PLAIN, annotations: str = "{}", group: str = "{}", name: str = "QueueLong") -> dict[str, str]:
    return SITE | {
        PATH: f"""\
groups:
  - name: checkout-queue
    labels: {group}
    rules:
      - record: checkout:queue
        expr: sum(checkout_queue)
      - alert: {name}
        expr: checkout:queue > 1000
        labels: {labels}
        annotations: {annotations}
"""
    }


@pytest.mark.parametrize(
    ("link", "dangling"),
    [
        ("runbooks/checkout-errors.yaml", False),
        ("./runbooks/checkout-errors.yaml", False),
        ("/runbooks/checkout-errors.yaml#step-2", False),
        ("https://docs.shop.example/sre/runbooks/checkout-errors/", False),
        ("https://DOCS.shop.example/sre/runbooks/checkout-errors/index.html", False),
        ("https://docs.shop.example/sre/runbooks/checkout-errors?from=alert#top", False),
        ("https://docs.shop.example/other/runbooks/gone/", False),
        ("https://wiki.shop.example/queue", False),
        ("https://docs.shop.example/sre/runbooks/{{ $labels.job }}/", False),
        ("checkout-errors", True),
        ("docs/checkout-errors.yaml", True),
        ("runbooks/checkout-eror.yaml", True),
        ("catalog/services/checkout.yaml", True),
        ("https://docs.shop.example/sre/", True),
        ("https://docs.shop.example/sre/services/checkout/", True),
        ("https://docs.shop.example/sre/runbooks/checkout-eror/", True),
        ("http://[broken/", True),
        ("https://docs.shop.example/sre/runbooks/checkout%2Derrors/", False),
        ("runbooks/checkout%2Derrors.yaml", False),
        ("runbooks/errors-checkout.yaml", True),
    ],
)
@pytest.mark.parametrize("key", ["runbook", "runbook_url"])
def test_where_a_link_leads(tmp_path: Path, key: str, link: str, dangling: bool) -> None:
    files = alerts(annotations=f'{{{key}: "{link}"}}')
    assert places(tmp_path, files, "dangling-runbook-link") == ([(PATH, 10)] if dangling else [])
    assert places(tmp_path, files, "alert-without-runbook") == []


def test_a_link_is_mended_in_its_own_form(tmp_path: Path) -> None:
    for link, right in (
        ("checkout-errors", "runbooks/checkout-errors.yaml"),
        (
            "https://docs.shop.example/sre/runbooks/checkout-eror/",
            "https://docs.shop.example/sre/runbooks/checkout-errors/",
        ),
        ("runbooks/errors-checkout.yaml", "runbooks/checkout-errors.yaml"),
    ):
        [found] = findings(tmp_path, alerts(annotations=f'{{runbook: "{link}"}}'), "dangling-runbook-link")
        assert found.fix is not None
        assert [edit.replacement.strip('"') for edit in found.fix.edits] == [right]
        assert not found.fix.safe


def test_a_dangling_link_is_an_error_even_where_a_runbook_names_the_alert(tmp_path: Path) -> None:
    files = alerts(name="CheckoutErrors", annotations="{runbook: runbooks/gone.yaml}")
    assert places(tmp_path, files, "dangling-runbook-link") == [(PATH, 10)]


def test_a_runbook_that_names_the_alert_is_enough(tmp_path: Path) -> None:
    assert places(tmp_path, alerts(name="CheckoutErrors"), "alert-without-runbook") == []
    [found] = findings(tmp_path, alerts(name="CheckoutErrorz"), "alert-without-runbook")
    assert found.span.line == 7
    assert "CheckoutErrors" in found.help


@pytest.mark.parametrize(
    ("labels", "group", "line"),
    [
        ("{severity: CRITICAL}", "{}", None),
        ("{severity: major}", "{}", None),
        ("{severity: minor}", "{}", 9),
        ("{}", "{severity: minor}", 3),
        ("{severity: page}", "{severity: minor}", None),
        ("{severity: '{{ $labels.level }}'}", "{}", None),
    ],
)
def test_words_for_severities(tmp_path: Path, labels: str, group: str, line: int | None) -> None:
    files = alerts(labels=labels, group=group)
    assert places(tmp_path, files, "unknown-alert-severity") == ([(PATH, line)] if line else [])
    assert places(tmp_path, files, "alert-without-severity") == []


def test_an_alert_without_labels_has_no_severity(tmp_path: Path) -> None:
    assert places(tmp_path, alerts(labels="{}"), "alert-without-severity") == [(PATH, 7)]


def test_services_of_alerts_stand_in_the_catalogue(tmp_path: Path) -> None:
    [found] = findings(tmp_path, alerts(labels="{severity: page, service: chekout}"), "unknown-alert-service")
    assert (found.span.line, found.help) == (9, "Did you mean `checkout`?")
    templated = alerts(labels="{severity: page, service: '{{ $labels.service }}'}")
    assert places(tmp_path, templated, "unknown-alert-service") == []


def test_rules_of_a_kubernetes_resource_are_found(tmp_path: Path) -> None:
    text = """\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: queue}
spec:
  groups:
    - name: queue
      rules:
        - alert: QueueLong
          expr: queue > 1
          labels: {severity: loud, service: nobody}
"""
    for rule, line in (("alert-without-runbook", 8), ("unknown-alert-severity", 10), ("unknown-alert-service", 10)):
        assert places(tmp_path, {PATH: text}, rule) == [(PATH, line)]


@pytest.mark.parametrize(
    ("unreadable", "dangling"),
    [("checkout-queue", False), ("queue", True), ("shop", True), ("docs", True)],
)
@pytest.mark.parametrize(
    "link", ["runbooks/checkout-queue.yaml", "https://docs.shop.example/sre/runbooks/checkout-queue/"]
)
def test_a_link_may_lead_to_a_file_that_cannot_be_read(
    tmp_path: Path, link: str, unreadable: str, dangling: bool
) -> None:
    """Where the id of the file is the one that the link ends with, not a part of the address."""
    files = alerts(annotations=f'{{runbook: "{link}"}}') | {f"runbooks/{unreadable}.yaml": "[\n"}
    assert places(tmp_path, files, "dangling-runbook-link") == ([(PATH, 10)] if dangling else [])
