"""Tag pages: documents grouped by what they say of themselves."""

from __future__ import annotations

from collections.abc import Callable

from tests.pages.conftest import Drawn

Draw = Callable[[dict[str, str]], Drawn]


def service(name: str, **fields: str) -> dict[str, str]:
    lines = "".join(
        f"  {key}: {value}\n" for key, value in {"tier": "standard", "owner_team": "payments", **fields}.items()
    )
    return {f"catalog/services/{name}.yaml": f"service:\n  name: {name}\n{lines}"}


def test_a_tag_lists_its_documents_of_every_kind(drawn: Draw) -> None:
    page = drawn(service("cart")).page("tags/team-payments/")
    assert {
        "../../services/cart/",
        "../../services/checkout/",
        "../../slos/checkout-availability/",
        "../../rotations/payments-oncall/",
    } <= set(page.links)


def test_all_tags_are_counted_by_facet(drawn: Draw) -> None:
    page = drawn(service("cart", language='"C#"') | service("ads", language="c")).page("tags/")
    assert {"tier-standard/", "tier-important/", "team-payments/"} <= set(page.links)
    assert "standard 2" in page.text
    assert "Language" in page.text


def test_tags_that_differ_in_signs_only_share_a_page_and_lose_no_document(drawn: Draw) -> None:
    site = drawn(service("cart", language='"C#"') | service("ads", language='"C"') | service("wallet", language='"##"'))
    shared = site.page("tags/language-c/")
    assert {"../../services/cart/", "../../services/ads/"} <= set(shared.links)
    assert "../../services/wallet/" in site.page("tags/language-other/").links


def test_broken_documents_and_long_texts_have_no_tags(drawn: Draw) -> None:
    site = drawn(service("cart", tier="enormous") | service("ads", language="word " * 30))
    urls = {leaf.url for leaf in site.book.leaves}
    assert "tags/tier-enormous/" not in urls
    assert not [url for url in urls if url.startswith("tags/language-word")]
