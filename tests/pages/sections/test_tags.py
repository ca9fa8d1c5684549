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


def test_tags_that_differ_in_signs_have_pages_of_their_own_and_lose_no_document(drawn: Draw) -> None:
    languages = {"cart": "C#", "ads": "C", "pay": "C++", "wallet": "§§"}
    parts = [service(name, language=f'"{language}"') for name, language in languages.items()]
    site = drawn(parts[0] | parts[1] | parts[2] | parts[3])
    urls = {"cart": "language-c-sharp", "ads": "language-c", "pay": "language-c-plus-plus", "wallet": "language-other"}
    for name, url in urls.items():
        page = site.page(f"tags/{url}/")
        assert [other for other in languages if f"../../services/{other}/" in page.links] == [name]
        assert f"language: {languages[name]}" in page.text


def test_broken_documents_and_long_texts_have_no_tags(drawn: Draw) -> None:
    site = drawn(service("cart", tier="enormous") | service("ads", language="word " * 30))
    urls = {leaf.url for leaf in site.book.leaves}
    assert "tags/tier-enormous/" not in urls
    assert not [url for url in urls if url.startswith("tags/language-word")]
