from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from steadybook.analysis.measured_bounds import measured_bound_of
from tests.analysis.measured import HEAD, context_of, rows
from tests.analysis.test_dependency_bounds import service, slo


def counted(name: str, bad: int) -> str:
    return rows([0] * 671 + [bad], total=1000).replace("checkout,", f"{name},")


def test_the_bound_is_the_product_of_what_was_measured(tmp_path: Path) -> None:
    files = service("shop", "[ledger, stock, mail, cart]") | service("ledger") | service("stock") | service("mail")
    files |= service("cart") | slo("ledger", "99.5") | slo("stock", "99") | slo("cart", "99")
    files["slos/measurements/all.csv"] = HEAD + counted("ledger", 672) + counted("stock", 336)
    bound = measured_bound_of(context_of(tmp_path, files), "shop")
    assert bound is not None
    assert bound.percent == Decimal("99.9") * Decimal("99.95") / 100
    assert bound.limiting is not None
    assert (bound.limiting.service, bound.limiting.measured) == ("ledger", Decimal("99.9"))
    assert [(d.service, d.reason.split(" of ")[0]) for d in bound.unmeasured] == [
        ("mail", "it has no availability objective"),
        ("cart", "cart-slo: nothing is measured"),
    ]


def test_nothing_is_measured(tmp_path: Path) -> None:
    files = service("shop", "[ledger]") | service("ledger") | slo("ledger", "99.5")
    context = context_of(tmp_path, files)
    bound = measured_bound_of(context, "shop")
    assert bound is not None
    assert (bound.percent, bound.limiting) == (None, None)
    assert measured_bound_of(context, "ledger") is None
    assert measured_bound_of(context, "nobody") is None
