from __future__ import annotations

from collections.abc import Callable

from tests.pages.conftest import Drawn

RULES = """\
    groups:
      - name: burn
        labels: {service: checkout}
        rules:
          - record: errors:ratio5m
            expr: sum(rate(errors[5m]))
          - alert: CheckoutErrors
            expr: errors:ratio5m{job="<web>"} > 0.1
            for: 5m
            labels: {severity: page}
            annotations:
              summary: "{{ $value }} of the orders fail"
              runbook_url: runbooks/checkout-errors.yaml
          - alert: CheckoutErrors
            expr: errors:ratio5m > 0.01
            labels: {severity: ticket}
            annotations: {runbook: https://wiki.shop.example/errors}
          - alert: Disk is full!
            expr: disk > 0.9
            labels: {severity: loud}
            annotations: {runbook: runbooks/nothing.yaml}
          - alert: Lonely
            expr: up == 0
    """
Draw = Callable[[dict[str, str]], Drawn]
URL = "alerts/extra/"


def test_each_alert_has_an_anchor_of_its_name(drawn: Draw) -> None:
    page = drawn({"slos/alerts/extra.yaml": RULES}).page(URL)
    assert [i for i in page.ids if i not in ("top", "problems", "recordings", "mentioned")] == [
        "CheckoutErrors",
        "CheckoutErrors-2",
        "Disk-is-full",
        "Lonely",
    ]


def test_the_site_leads_to_the_anchor_of_an_alert(drawn: Draw) -> None:
    site = drawn({"slos/alerts/extra.yaml": RULES}).book.site
    assert site.url("alert", "Disk is full!") == "alerts/extra/#Disk-is-full"


def test_urgency_expression_and_runbook_of_each(drawn: Draw) -> None:
    page = drawn({"slos/alerts/extra.yaml": RULES}).page(URL)
    text = page.text
    assert "4 alerts in 1 group, 2 without a runbook" in text
    assert "P0 page, answer under 5 minutes" in text
    assert "P2 ticket, answer next business day" in text
    assert "loud: not known" in text
    assert "Fires after5\u202fmin" in text
    assert "Fires afterat once" in text
    assert 'errors:ratio5m{job="<web>"} > 0.1' in text
    assert "{{ $value }} of the orders fail" in text
    assert "../../runbooks/checkout-errors/" in page.links
    assert "https://wiki.shop.example/errors" in page.links
    assert not any("nothing.yaml" in link for link in page.links)
    assert "no runbook" in text[text.index("Lonely") :]


def test_recorded_series_are_told_apart(drawn: Draw) -> None:
    page = drawn({"slos/alerts/extra.yaml": RULES}).page(URL)
    assert "Recorded series" in page.text
    only = "groups:\n  - name: series\n    rules:\n      - {record: a:b, expr: up}\n"
    assert "No rule of this file raises an alert." in drawn({"slos/alerts/extra.yaml": only}).page(URL).text


def test_an_organisations_own_words_count(drawn: Draw) -> None:
    config = '[alert_severities]\nloud = "P1"\n'
    page = drawn({"slos/alerts/extra.yaml": RULES, "steadybook.toml": config}).page(URL)
    assert "P1 urgent, answer under 30 minutes" in page.text


def test_the_list_names_each_alert_and_leads_to_its_place(drawn: Draw) -> None:
    site = drawn({"slos/alerts/extra.yaml": RULES})
    html = site.page("alerts/").source.replace("<wbr>", "")
    assert html.count('href="extra/#CheckoutErrors"') == 1
    assert 'href="extra/#Disk-is-full">Disk is full!</a>' in html
    assert {"CheckoutErrors", "Disk-is-full", "Lonely"} <= set(site.page(URL).ids)
    assert 'data-key="alerts"' not in site.page("slos/").source
