"""Hostile text in every field of every kind, opened in a browser: nothing of it runs, on pages or in search results."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request

from tests.mkdocs_plugin import sites
from tests.mkdocs_plugin.conftest import Built, build
from tests.pages.payloads import FILE_NAME, MARK, write_hostile

POKED = """() => {
  addEventListener("click", event => event.preventDefault(), true)  // handlers run, links lead nowhere
  for (const element of [...document.querySelectorAll(".md-content *")])
    for (const name of ["click", "mouseover", "focus", "error", "load"])
      element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true}))
}"""
ELSEWHERE = ("rules/", "handbook/", "tags/")
"""Pages that show little of a document, opened in other tests."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = sites.write(tmp_path_factory.mktemp("hostile"), base=None)
    write_hostile(root)
    built = build(root)
    assert built.code == 0, built.said
    assert "dead link" not in built.said
    return built


def watched(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """A page, and what went wrong in it: dialogs, requests to other hosts, images that a document asked for."""
    wrong: list[str] = []
    page = browser.new_page()

    def opened(dialog: Dialog) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            wrong.append(f"request: {request.url}")

    page.on("dialog", opened)
    page.on("request", asked)
    return page, wrong


def test_nothing_runs_on_any_page(hostile: Built, browser: Browser) -> None:
    files = hostile.pages().items()
    urls = [url for url, file in files if not url.startswith(ELSEWHERE) and MARK in file.read_text("utf-8")]
    own = [url for url in urls if quote(FILE_NAME) in quote(url)]
    assert len(own) > 20
    with sites.served(hostile.folder) as address:
        page, wrong = watched(browser, address)
        try:
            for url in urls:
                page.goto(address + quote(url))
                page.evaluate(POKED)
                assert page.evaluate("window.sbpwned") is None, url
                assert MARK in page.inner_text("body"), url
        finally:
            page.close()
    assert wrong == []


def test_nothing_runs_in_search_results(hostile: Built, browser: Browser) -> None:
    with sites.served(hostile.folder) as address:
        page, wrong = watched(browser, address)
        try:
            page.goto(address)
            page.locator(".md-search__input").click()
            page.locator(".md-search__input").press_sequentially(MARK)
            page.locator(".md-search-result__link").nth(5).wait_for()
            assert MARK in page.inner_text(".md-search-result")
            assert page.evaluate("window.sbpwned") is None
        finally:
            page.close()
    assert wrong == []


def test_the_files_beside_the_pages_hold_text_only(hostile: Built) -> None:
    documents = hostile.json("api/documents.json")
    assert sum(MARK in document["title"] + document["id"] for document in documents) > 10
    assert not list(Path(hostile.folder).rglob("*<*>*.html"))
