from __future__ import annotations

from collections.abc import Callable

from tests.pages.conftest import Drawn
from tests.pages.measured import snapshot

POLICY = """\
    error_budget_policy:
      service: checkout
      owner: payments
      budget_states:
        healthy: {condition: remaining_budget > 60%, actions: [Ship]}
        warning: {condition: remaining_budget 30-60%}
        critical: {condition: remaining_budget 0-30%, blocks: [feature]}
        exhausted: {condition: when it is gone}
    """
Draw = Callable[[dict[str, str]], Drawn]


def test_states_say_their_range_and_what_must_wait(drawn: Draw) -> None:
    text = drawn({"slos/policies/strict.yaml": POLICY}).page("policies/strict/").text
    assert "healthy above 60\u202f%ShipNothing must wait" in text
    assert "warning 30 to 60\u202f%" in text
    assert "Must wait: chaos, risky outside business hours" in text
    assert "Must wait: feature" in text
    assert "exhausted when it is gone" in text


def test_a_policy_names_the_services_that_it_rules(drawn: Draw) -> None:
    site = drawn({"slos/policies/strict.yaml": POLICY})
    strict, default = site.page("policies/strict/"), site.page("policies/default/")
    assert "1 objective of 1 service" in strict.text
    assert "it names the service" in strict.text
    assert "../../slos/checkout-availability/" in strict.links
    assert "no objective yet" in default.text


def test_without_a_policy_of_its_own_the_default_rules(drawn: Draw) -> None:
    text = drawn({}).page("policies/default/").text
    assert "Rules every service that has no policy of its own: 1 objective of 1 service" in text
    assert "the service has none of its own" in text


def test_a_policy_says_which_objectives_are_in_which_state_now(drawn: Draw) -> None:
    site = drawn(snapshot("checkout", bad=8000))
    (url,) = [leaf.url for leaf in site.book.leaves if leaf.url.startswith("policies/") and leaf.url != "policies/"][:1]
    page = site.page(url)
    text = page.text.replace("\u202f", " ")
    assert "1 of 1 objective now" in text
    assert "exhausted−47.8" in text
    unknown = drawn({"slos/measurements/checkout.csv": "service,sli,start,end,good,total\n"}).page(url)
    assert "While a state is unknown no change waits" in unknown.text
