from __future__ import annotations

from pathlib import Path

from steadybook.analysis.alert_links import Standing, alerts, alerts_of_runbook, alerts_of_service, runbooks_naming
from tests.rules.organisation import BASE, context_of

PATH = "slos/alerts/payments.yaml"
TWO = """\
groups:
  - name: payments
    rules:
      - alert: CheckoutErrors
        expr: errors > 0.1
        labels: {severity: page, service: checkout}
        annotations: {runbook: runbooks/other.yaml}
      - alert: CheckoutErrors
        expr: errors > 0.01
        labels: {severity: ticket, service: checkout}
      - alert: Elsewhere
        expr: up == 0
        annotations: {runbook_url: "https://wiki.shop.example/up"}
"""
OTHER = (BASE / "runbooks/checkout-errors.yaml").read_text("utf-8").replace("  alert_name: CheckoutErrors\n", "")


def test_both_directions_agree(tmp_path: Path) -> None:
    context = context_of(tmp_path, {PATH: TWO, "runbooks/other.yaml": OTHER})
    found = alerts(context)
    assert [(alert.name, [runbook.id for runbook in alert.runbooks]) for alert in found] == [
        ("CheckoutErrors", ["other", "checkout-errors"]),
        ("CheckoutErrors", ["checkout-errors"]),
        ("Elsewhere", []),
        ("CheckoutCheckoutSuccessFastBurn", ["checkout-errors"]),
    ]
    for alert in found:
        for runbook in alert.runbooks:
            assert alert in alerts_of_runbook(context, runbook.id)
    assert [alert.severity for alert in alerts_of_runbook(context, "checkout-errors")] == ["page", "ticket", "page"]
    assert alerts_of_runbook(context, "nobody") == ()


def test_a_link_to_another_host_answers_an_alert(tmp_path: Path) -> None:
    context = context_of(tmp_path, {PATH: TWO, "runbooks/other.yaml": OTHER})
    [elsewhere] = [alert for alert in alerts(context) if alert.name == "Elsewhere"]
    assert elsewhere.is_answered
    assert [link.standing for link in elsewhere.links] == [Standing.EXTERNAL]


def test_alerts_belong_to_the_service_of_their_label_or_objective(tmp_path: Path) -> None:
    context = context_of(tmp_path, {PATH: TWO, "runbooks/other.yaml": OTHER})
    names = [alert.name for alert in alerts_of_service(context, "checkout")]
    assert names == ["CheckoutErrors", "CheckoutErrors", "CheckoutCheckoutSuccessFastBurn"]


def test_the_place_of_an_alert_is_its_name(tmp_path: Path) -> None:
    context = context_of(tmp_path, {PATH: TWO})
    lines = [(alert.document.path, alert.document.span(alert.route).line) for alert in alerts(context)]
    assert lines == [(PATH, 4), (PATH, 8), (PATH, 11), ("slos/checkout-availability.yaml", 9)]


def test_runbooks_by_the_alert_that_they_name(tmp_path: Path) -> None:
    context = context_of(tmp_path, {"runbooks/other.yaml": OTHER})
    assert [document.id for document in runbooks_naming(context, "CheckoutErrors")] == ["checkout-errors"]
    assert runbooks_naming(context, "Gone") == ()
