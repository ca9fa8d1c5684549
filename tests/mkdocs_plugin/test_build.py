"""A site built with --strict: complete, self-contained, movable, and findable."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin, urlsplit

from steadybook.model.discovery import kinds
from tests.mkdocs_plugin import sites
from tests.mkdocs_plugin.conftest import Built
from tests.pages.html import Html

SITE = f"{sites.HOST}{sites.PREFIX}"
DOCUMENTS = {
    "services/checkout/": "catalog/services/checkout.yaml",
    "teams/payments/": "catalog/teams/payments.yaml",
    "rotations/payments-oncall/": "catalog/oncall/payments-oncall.yaml",
    "runbooks/checkout-errors/": "runbooks/checkout-errors.yaml",
    "slis/checkout-success/": "slos/checkout-success.yaml",
    "slos/checkout-availability/": "slos/checkout-availability.yaml",
    "alerts/payments/": "slos/alerts/payments.yaml",
    "policies/default/": "slos/policies/default.yaml",
    "readiness/checkout-2026-09/": "catalog/readiness/checkout-2026-09.yaml",
}


def test_the_build_is_clean_under_strict(built: Built) -> None:
    assert built.code == 0, built.said
    assert "WARNING" not in built.said


def test_every_document_and_every_kind_has_a_page(built: Built) -> None:
    pages = built.pages()
    assert pages.keys() >= DOCUMENTS.keys() | {f"{kind.url}/" for kind in kinds()} | {"", "documents/", "tags/"}


def test_edit_this_page_opens_the_yaml(built: Built) -> None:
    for url, source in DOCUMENTS.items():
        assert f"https://git.shop.example/reliability/edit/main/{source}" in built.page(url).links, url


def test_no_page_loads_anything_from_another_host(built: Built) -> None:
    for url, file in built.pages().items():
        page = Html(file.read_text("utf-8"))
        loaded = [a.get("src", "") for name, a in page.elements if name in {"script", "img", "iframe"}]
        loaded += [a["href"] for a in page.all("link") if a.get("rel") not in {"canonical", "prev", "next"}]
        assert not [target for target in loaded if urlsplit(target).netloc], url


def test_every_link_lives_where_the_site_stands_under_a_path(built: Built) -> None:
    """Follows links as a browser would; written without the link check of the pages."""
    pages = {SITE + url: Html(file.read_text("utf-8")) for url, file in built.pages().items()}
    anchors = {url: set(page.ids) for url, page in pages.items()}
    assert len(pages) > 150
    followed = 0
    for url, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(url, link))
            address = target._replace(query="", fragment="").geturl()
            if not address.startswith(sites.HOST):
                continue
            followed += 1
            assert address.startswith(SITE), (url, link)
            if address in anchors:
                fragment = unquote(target.fragment).partition("?")[0]
                assert not fragment or fragment.startswith("__") or fragment in anchors[address], (url, link)
            else:
                assert (built.folder / unquote(address.removeprefix(SITE))).is_file(), (url, link)
    assert followed > 1000


def test_without_addresses_of_folders_every_link_leads_to_a_file(built_with: Callable[..., Built]) -> None:
    built = built_with({"mkdocs.yml": f"{sites.DESCRIPTION}use_directory_urls: false\n"}, "--strict")
    assert built.code == 0, built.said
    home = built.folder.resolve()
    dead, anchors = [], 0
    for path in home.rglob("index.html"):
        for target in Html(path.read_text("utf-8")).links:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not file.is_relative_to(home) or not file.is_file():
                dead.append(f"{path.relative_to(home)}: {target}")
            anchors += bool(parts.fragment and parts.path)
    assert dead == []
    assert anchors > 100


def test_a_document_lights_the_tab_of_its_list(built: Built) -> None:
    for url, tab in (("services/checkout/", "Services"), ("runbooks/checkout-errors/", "Runbooks"), ("teams/", "All")):
        html = (built.folder / url / "index.html").read_text("utf-8")
        (active,) = re.findall(r'md-tabs__item--active">(.*?)</li>', html, re.DOTALL)
        assert tab in active, url


def test_the_navigation_stays_short_on_every_page(built: Built) -> None:
    for url, file in built.pages().items():
        html = file.read_text("utf-8")
        assert html.count("md-nav__link") < 120, url


def test_a_wide_report_takes_the_room_of_the_navigation(built: Built) -> None:
    for url, hidden in (("reports/error-budgets/", True), ("reports/actions/", False)):
        html = (built.folder / url / "index.html").read_text("utf-8")
        (sidebar,) = re.findall(r'<div class="md-sidebar md-sidebar--primary"[^>]*>', html)
        assert (" hidden" in sidebar) == hidden, url


def test_hand_written_pages_stand_beside_ours(built: Built) -> None:
    guide = built.page("guide/")
    assert "../services/checkout/" in guide.links
    assert "Guides" in built.page("").text


def test_data_for_programs_is_beside_the_pages(built: Built) -> None:
    (service,) = built.json("api/catalogue.json")["services"]
    assert (service["id"], service["tier"], service["url"]) == ("checkout", "important", "services/checkout/")
    documents = {entry["path"]: entry for entry in built.json("api/documents.json")}
    assert {entry["url"] for entry in documents.values()} == DOCUMENTS.keys()
    assert documents["slos/checkout-availability.yaml"]["references"] == [
        "checkout",
        "checkout-errors",
        "checkout-success",
        "payments",
    ]
    assert "runbooks/checkout-errors/" in (built.folder / "llms.txt").read_text("utf-8")


def test_the_stylesheet_and_the_script_are_on_every_page(built: Built) -> None:
    for url, file in built.pages().items():
        html = file.read_text("utf-8")
        assert "assets/steadybook.css" in html, url
        assert "assets/tables.js" in html, url
    for name in ("steadybook.css", "tables.js"):
        assert (built.folder / "assets" / name).stat().st_size > 1000


def test_another_theme_is_told_and_fails_no_strict_build(built_with: Callable[..., Built]) -> None:
    stock = re.sub(r"theme:\n(  .*\n)+", "theme: mkdocs\n", sites.DESCRIPTION)
    built = built_with({"mkdocs.yml": stock}, "--strict")
    assert built.code == 0, built.said
    assert built.said.count("the theme is `mkdocs`") == 1
    assert "Write `theme: {name: material, font: false}`" in built.said


def test_fonts_of_another_host_are_told_and_fail_no_strict_build(built_with: Callable[..., Built]) -> None:
    built = built_with({"mkdocs.yml": sites.DESCRIPTION.replace("  font: false\n", "")}, "--strict")
    assert built.code == 0, built.said
    assert built.said.count("Write `font: false` below `theme:`") == 1


def test_the_theme_as_it_should_be_is_not_spoken_of(built_with: Callable[..., Built]) -> None:
    said = built_with({}, "--strict").said
    assert "Building documentation" in said
    assert "the theme is" not in said
    assert "font: false" not in said
