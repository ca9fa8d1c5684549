from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from steadybook.analysis.dependency_bounds import bound_of, strictest_availability
from tests.rules.organisation import context_of


def service(name: str, upstream: str = "[]") -> dict[str, str]:
    text = f"""\
        service:
          name: {name}
          tier: standard
          owner_team: payments
          dependencies: {{upstream: {upstream}}}
        """
    return {f"catalog/services/{name}.yaml": text}


def slo(service: str, target: str, sli: str = "checkout-success", name: str = "") -> dict[str, str]:
    text = f"slo: {{service: {service}, sli: {sli}, target: {target}, window: 28d, owner: payments}}\n"
    return {f"slos/{name or service}-slo.yaml": text}


LATENCY = {
    "slos/fast.yaml": """\
        sli:
          name: fast
          type: latency
          measurement: {good_events: fast answers, total_events: all}
        """
}


def test_the_bound_is_the_product_of_the_strictest_targets(tmp_path: Path) -> None:
    files = service("shop", "[ledger, stock]") | service("ledger") | service("stock")
    files |= slo("ledger", "99.5") | slo("stock", "99") | slo("stock", "99.9", name="stock-strict")
    bound = bound_of(context_of(tmp_path, files), "shop")
    assert bound is not None
    assert bound.percent == Decimal("99.5") * Decimal("99.9") / 100
    assert [limit.service for limit in bound.limits] == ["ledger", "stock"]
    assert bound.limiting.target == Decimal("99.5")


def test_only_hard_direct_dependencies_with_an_availability_objective_count(tmp_path: Path) -> None:
    files = service("shop", "[ledger, {service: mail, criticality: soft}, stock, unmeasured, shop]")
    files |= service("ledger", "[deep]") | service("deep") | service("mail") | service("stock") | service("unmeasured")
    files |= slo("ledger", "99.9") | slo("deep", "90") | slo("mail", "80") | slo("stock", "50", "fast") | LATENCY
    bound = bound_of(context_of(tmp_path, files), "shop")
    assert bound is not None
    assert bound.percent == Decimal("99.9")
    assert bound.without_objective == ("stock", "unmeasured")


def test_there_is_no_bound_without_a_measured_dependency(tmp_path: Path) -> None:
    context = context_of(tmp_path, service("shop", "[ledger]") | service("ledger"))
    assert bound_of(context, "shop") is None
    assert bound_of(context, "ledger") is None
    assert bound_of(context, "nobody") is None
    assert strictest_availability(context, "ledger") is None


def test_the_answer_depends_on_every_document_that_it_was_computed_from(tmp_path: Path) -> None:
    files = service("shop", "[ledger]") | service("ledger") | slo("ledger", "99.9")
    context = context_of(tmp_path, files)
    for _ in range(2):  # the second time it is remembered, and the questions count all the same
        context.corpus.open_frame()
        bound_of(context, "shop")
        asked = context.corpus.close_frame()
        assert ("read", "service", "shop") in asked
        assert ("referrers", "service", "ledger", "slo") in asked
        assert ("read", "sli", "checkout-success") in asked
