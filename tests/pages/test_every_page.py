"""What holds for every page, whatever the documents say."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from steadybook.pages.linkcheck import LinkCheck
from steadybook.pages.render import anchors
from tests.kinds.conftest import KINDS
from tests.pages.conftest import Drawn, draw
from tests.pages.html import Html
from tests.pages.payloads import FILE_NAME, MARK, write_hostile

ACTIVE = frozenset({"base", "embed", "form", "frame", "iframe", "img", "link", "meta", "object", "script", "style"})
"""Elements that load or run something: no page has any."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    root = tmp_path_factory.mktemp("hostile")
    counts = write_hostile(root)
    assert counts.keys() == {name for name, kind in KINDS.items() if kind.codec is None}
    assert all(counts.values())
    assert sum(counts.values()) > 200
    return draw(root)


@pytest.fixture(scope="module")
def pages(hostile: Drawn) -> dict[str, Html]:
    return {leaf.url: Html(hostile.book.content(leaf)) for leaf in hostile.book.leaves}


def test_every_document_has_a_page_that_shows_its_text(hostile: Drawn, pages: dict[str, Html]) -> None:
    sources = {leaf.source: leaf.url for leaf in hostile.book.leaves if leaf.source}
    documents = hostile.book.site.corpus.documents
    assert len(documents) > 20
    for document in documents:
        assert f"{MARK}" in pages[sources[document.path]].text, document.path


def test_text_of_documents_makes_no_element_and_no_handler(pages: dict[str, Html]) -> None:
    for url, page in pages.items():
        assert not page.names & ACTIVE, url
        for name, attributes in page.elements:
            assert not [key for key in attributes if key.startswith("on")], (url, name, attributes)
            assert not attributes.get("href", "").lstrip().lower().startswith(("javascript:", "data:")), (
                url,
                attributes,
            )


def test_text_of_documents_is_no_template(pages: dict[str, Html]) -> None:
    for url, page in pages.items():
        assert "1337 " not in page.text.replace("%} 1337", "").replace("%}1337", ""), url


def test_pages_are_well_formed(pages: dict[str, Html]) -> None:
    for url, page in pages.items():
        assert (page.unclosed, page.misnested) == ([], []), url
        assert len(page.all("h1")) == 1, url
        ids = page.ids
        assert sorted(ids) == sorted(set(ids)), (url, sorted({id for id in ids if ids.count(id) > 1}))
        assert not [id for id in ids if not id or re.search(r"\s", id)], url


def test_styles_set_nothing_but_positions(pages: dict[str, Html]) -> None:
    for url, page in pages.items():
        for _, attributes in page.elements:
            style = attributes.get("style", "")
            assert re.fullmatch(r"(--[\w-]+:\s*-?[\d.e-]+%?;?\s*)*", style), (url, style)


def test_every_internal_link_and_anchor_is_alive(hostile: Drawn) -> None:
    check = LinkCheck(frozenset(file.url for file in hostile.book.data))
    for leaf in hostile.book.leaves:
        html = hostile.book.content(leaf)
        check.add(leaf.url, html, anchors(html))
    assert list(check.dead()) == []


def test_words_for_the_browser_only_are_labelled(pages: dict[str, Html]) -> None:
    """Scrolling regions have names, and marks without words are hidden from screen readers or say what they show."""
    for url, page in pages.items():
        for name, attributes in page.elements:
            if attributes.get("tabindex") == "0":
                assert attributes.get("aria-label"), (url, attributes)
            if name == "svg":
                assert attributes.get("aria-hidden") == "true" or attributes.get("aria-label"), (url, attributes)


def test_a_file_name_is_an_address(hostile: Drawn) -> None:
    urls = [leaf.url for leaf in hostile.book.leaves if quote(FILE_NAME) in leaf.url]
    assert len(urls) > 10
    assert not [url for url in urls if set(url) & set("<> \"'#?")]
