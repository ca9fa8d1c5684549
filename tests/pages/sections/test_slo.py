from __future__ import annotations

import re
from collections.abc import Callable

from steadybook.pages.policy_states import in_words
from steadybook.sre.policy import parse_condition
from tests.pages.conftest import Drawn
from tests.pages.measured import incident, snapshot

Draw = Callable[[dict[str, str]], Drawn]

SLOS = "slos/checkout-availability.yaml"
URL = "slos/checkout-availability/"


def slo(target: str, window: str = "28d", more: str = "") -> dict[str, str]:
    about = "slo:\n  service: checkout\n  sli: checkout-success\n  owner: payments\n"
    return {SLOS: f"{about}  target: {target}\n  window: {window}\n{more}"}


def row(page: str, name: str) -> str:
    """The cells of a burn-rate alert, by the beginning of its row."""
    return page[page.index(f'id="{name}"') :].partition("</tr>")[0]


def test_the_target_is_said_in_words(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({}).page(URL)
    words = "".join(page.words)
    assert "99.9\u202f% of events must be good: at most 40\u202fmin 19\u202fs of full outage per 28\u202fd." in words
    assert "0.1\u202f% of events" in words
    assert "99.5\u202f%" in words  # the contract
    assert "2026-10-20, monthly" in page.text


def test_a_written_alert_shows_what_it_really_consumes(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    classic = """\
  burn_rate_alerts:
    - {name: fast_burn, burn_rate: 14.4, short_window: 5m, long_window: 1h, severity: page}
"""
    source = drawn(slo("99.9", more=classic)).page(URL).source
    cells = row(source, "CheckoutCheckoutSuccessFastBurn")
    assert "2.14\u202f%" in cells  # the 30-day rate over a window of 28 days
    assert "1.44\u202f%" in cells
    assert "46\u202fh 40\u202fmin" in cells
    assert "cannot fire" not in cells


def test_without_written_alerts_the_usual_set_is_shown_and_said(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(slo("99.9")).page(URL)
    assert "None are written: these are the usual ones" in page.text
    assert "2\u202f%" in row(page.source, "CheckoutCheckoutSuccessFastBurn")
    assert "2\u202fd 2\u202fh" in row(page.source, "CheckoutCheckoutSuccessFastBurn")
    assert "Left out" not in page.text


def test_alerts_that_cannot_fire_are_left_out_and_said(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(slo("90")).page(URL)
    assert "CheckoutCheckoutSuccessFastBurn" not in page.ids
    assert "fast burn, as it would need 134.4\u202f% of all events to fail" in "".join(page.words)
    assert "CheckoutCheckoutSuccessMediumBurn" in page.ids
    short = "".join(drawn(slo("99.9", "1d")).page(URL).words)
    assert "lingering burn, as its window of 3\u202fd is not shorter" in short


def test_a_written_alert_that_cannot_fire_says_so(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    more = "  burn_rate_alerts:\n    - {name: a, burn_rate: 14, short_window: 5m, long_window: 1h, severity: page}\n"
    assert "cannot fire" in row(drawn(slo("90", more=more)).page(URL).source, "CheckoutCheckoutSuccessA")


POLICY = """\
    error_budget_policy:
      service: checkout
      owner: payments
      budget_states:
        healthy: {condition: remaining_budget > 60%, actions: [Ship]}
        warning: {condition: remaining_budget 30-60%, actions: [Look]}
        critical: {condition: remaining_budget 0-30%, actions: [Stop features], blocks: [feature]}
        exhausted: {condition: remaining_budget <= 0}
    """


def test_the_service_s_own_policy_rules(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn({"slos/policies/checkout-strict.yaml": POLICY}).page(URL)
    assert "../../policies/checkout-strict/" in page.links
    words = "".join(page.words)
    assert "above 60\u202f%" in words
    assert "0\u202f% or less" in words
    assert "Must wait: feature" in page.text
    assert "no action is written" in page.text
    assert 'aria-current="true"' not in page.source  # nothing is measured, so no state rules


def test_a_named_policy_that_does_not_exist_is_not_replaced_silently(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = drawn(slo("99.9", more="  policy: nowhere\n")).page(URL).text
    assert "nowhere does not exist" in text
    assert "Ship at the usual pace" in text


def test_the_queries_have_the_service_in_them(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    sli = """\
        sli:
          name: checkout-success
          type: availability
          measurement: {good_events: answers below 500, total_events: all requests}
          prometheus:
            good: sum(rate(ok{service="$service"}[$window]))
            total: sum(rate(all{service="$service"}[$window]))
        """
    page = drawn({"slos/checkout-success.yaml": sli}).page(URL)
    assert 'sum(rate(ok{service="checkout"}[$window]))' in page.text
    assert (
        "no Prometheus queries" in drawn({"slos/checkout-success.yaml": sli.partition("prometheus")[0]}).page(URL).text
    )


def test_ranges_in_words() -> None:
    said = {text: in_words(parse_condition(text)) for text in ("> 50%", ">= 50%", "25-50%", "<= 0", "< 5%")}
    assert said == {
        "> 50%": "above 50\u202f%",
        ">= 50%": "50\u202f% or more",
        "25-50%": "25 to 50\u202f%",
        "<= 0": "0\u202f% or less",
        "< 5%": "under 5\u202f%",
    }


def test_a_target_of_a_hundred_allows_nothing(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = "".join(drawn(slo("100")).page(URL).words)
    assert "at most 0\u202fs of full outage" in text


def test_the_postmortem_of_what_spent_the_budget_is_shown_though_it_names_no_objective(drawn: Draw) -> None:
    postmortem = """\
        postmortem:
          title: Orders fail
          date: 2026-10-20
          severity: SEV3
          status: draft
          authors: [pay-1]
          services: [checkout]
          incident: 2026-10-20-orders-fail
          summary: Orders failed.
          timeline: [{time: 2026-10-20T00:00:00Z, event: errors}]
          action_items: []
        """
    files = snapshot("checkout", bad=8000) | incident()
    assert "no incident with a postmortem spent its budget" in drawn(files).page(URL).text
    page = drawn(files | {"postmortems/2026-10-20-orders-fail.yaml": postmortem}).page(URL)
    assert '<a href="../../postmortems/2026-10-20-orders-fail/">Orders fail</a>' in page.source


def test_a_measured_budget_is_drawn_with_its_freeze_and_its_incident(drawn: Draw) -> None:
    files = snapshot("checkout", bad=8000) | incident()
    page = drawn(files).page("slos/checkout-availability/")
    text = page.text.replace("\u202f", " ")
    assert 'data-state="exhausted"' in page.source
    assert "Must wait now: feature, risky, chaos" in text
    assert "Nothing is left of the budget: it is overspent by" in text
    assert "It is frozen since 2026-10-20, until 10 % has come back." in text
    (spent,) = re.findall(r'id="spent".*?<tbody>(.*?)</tbody>', page.source.replace("\u202f", ""), re.DOTALL)
    during, outside = map(int, re.findall(r'</th><td class="num">(\d+)</td>', spent))
    assert "Outside incidents" in spent
    assert f"{during + outside:,}".replace(",", " ") + " of " in text
    assert during > outside > 0
    assert 'class="frozen"' in page.source
    assert "SEV3" in text
    assert "incidents/2026-10-20-orders-fail/" in " ".join(page.links)
    assert "100.0 % of the window" in text
    assert "has run out" in text
    assert 'aria-current="true" data-state="exhausted"' in page.source


def test_what_nobody_measures_says_so(drawn: Draw) -> None:
    page = drawn({}).page("slos/checkout-availability/")
    assert "Nobody knows what is left of the budget: nothing is measured of checkout-success for checkout." in page.text
    assert 'data-state="unknown"' in page.source
    assert "healthy" not in page.source.split('id="policy"')[0]


def test_the_dashboard_has_all_figures_of_a_row(drawn: Draw) -> None:
    files = snapshot("checkout", bad=8000) | incident()
    page = drawn(files).page("reports/error-budgets/")
    row = page.source[page.source.index("<tbody>") :].replace("\u202f", " ")
    assert "n/a" in row  # rows of half a day tell no burn rate of an hour
    assert "has run out" in row
    assert re.search(r"\d&#x202f;%</span> <small>in 1</small>", row)
    assert "incidents/2026-10-20-orders-fail/" in row
    assert "1 exhausted" in page.text


def test_an_overspent_budget_is_drawn_below_zero_and_cut_where_said(drawn: Draw) -> None:
    plot = drawn(snapshot("checkout", bad=100_000)).leaf(URL).view.measured.plot
    assert plot.lowest == -100
    assert plot.clipped
    assert min(y for part in plot.segments for _, y in part) == -100
    assert "lowest −1" in plot.label  # the words say how low it really was
    shallow = drawn(snapshot("checkout", bad=8000)).leaf(URL).view.measured.plot
    assert shallow.lowest == -50
    assert not shallow.clipped


def test_a_gap_is_no_line(drawn: Draw) -> None:
    lines = snapshot("checkout", bad=5)["slos/measurements/checkout.csv"].splitlines(keepends=True)
    gap = {"slos/measurements/checkout.csv": "".join(lines[:1] + lines[1:60] + lines[75:])}
    whole = drawn(snapshot("checkout", bad=5)).leaf(URL).view.measured.plot
    broken = drawn(gap).leaf(URL).view.measured.plot
    assert len(whole.segments) == 1
    assert len(broken.segments) > 1


def test_under_80_percent_of_the_window_nothing_is_told(drawn: Draw) -> None:
    lines = snapshot("checkout", bad=5)["slos/measurements/checkout.csv"].splitlines(keepends=True)
    page = drawn({"slos/measurements/checkout.csv": "".join(lines[:1] + lines[-44:])}).page(URL)
    text = page.text.replace("\u202f", " ")
    assert "Nobody knows what is left of the budget: only 78.5 % of the last 28d is measured" in text
    assert "No curve" in text
    assert "lasts" not in text.partition("How these are computed")[0]


def test_bands_are_those_of_its_policy(drawn: Draw) -> None:
    policy = """\
        error_budget_policy:
          service: checkout
          owner: payments
          budget_states:
            healthy: {condition: "remaining_budget > 60%", actions: [Go on]}
            warning: {condition: "remaining_budget 30-60%", actions: [Look]}
            critical: {condition: "remaining_budget 0-30%", actions: [Stop features]}
            exhausted: {condition: "remaining_budget <= 0", actions: [Stop]}
        """
    files = snapshot("checkout", bad=8000) | {"slos/policies/checkout.yaml": policy}
    plot = drawn(files).leaf(URL).view.measured.plot
    assert [(band.state, band.low, band.high) for band in plot.bands][:2] == [
        ("warning", 30.0, 60.0),
        ("critical", 0.0, 30.0),
    ]
