"""Text and marks stand out from what is behind them, in light and dark: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.mkdocs_plugin import sites
from tests.mkdocs_plugin.test_browser import kinds_of_pages

SCRIPT = (Path(__file__).parent / "contrast.js").read_text("utf-8")


def faint(page: Page) -> list[str]:
    """What is too faint on the page: its place, its colours and the ratio."""
    found: list[str] = page.evaluate(SCRIPT)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_marks_stand_out(organisation: str, organisation_site: Path, browser: Browser, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    problems = []
    try:
        page = context.new_page()
        urls = kinds_of_pages(organisation_site)
        assert len(urls) > 40
        for url in urls:
            answer = page.goto(organisation + url)
            assert answer is not None
            assert answer.ok, url
            problems += [f"{url or '(home)'}: {problem}" for problem in faint(page)]
    finally:
        context.close()
    assert problems == []


def test_colours_are_there_where_the_theme_names_no_palette(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    try:
        with sites.served(site) as address:
            page.goto(f"{address}services/checkout/")
            assert page.locator("body[data-md-color-scheme]").count() == 0
            passed = page.locator("[data-check=pass]").first
            mark = passed.evaluate("each => getComputedStyle(each, '::before').backgroundColor")
            assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--sb-healthy')") != ""
            assert mark not in ("rgba(0, 0, 0, 0)", "rgb(0, 0, 0)")
            assert faint(page) == []
    finally:
        page.close()


COLOURS = """[...document.body.querySelectorAll("*"), document.body].flatMap(e => [null, "::before"].map(part => {
  const s = getComputedStyle(e, part)
  return [e.tagName, e.className, part, s.color, s.backgroundColor, s.borderTopColor, s.fill, s.stroke].join(" ")
}))"""


@pytest.mark.parametrize(
    "url", ["runbooks/redis-cart-down/", "slos/checkoutservice-availability/", "services/checkoutservice/", "services/"]
)
def test_paper_has_the_colours_of_the_light_scheme(organisation: str, browser: Browser, url: str) -> None:
    found: dict[str, list[str]] = {}
    page = browser.new_page(color_scheme="dark", reduced_motion="reduce")
    try:
        page.goto(organisation + url)
        assert page.locator("body[data-md-color-scheme=slate]").count() == 1
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--sb-on')") == "#12161d"
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--sb-on')") == "#fff"
        for scheme in ("slate", "default"):
            page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", scheme)
            found[scheme] = page.evaluate(COLOURS)
            assert faint(page) == []
    finally:
        page.close()
    assert len(found["default"]) > 100
    assert [pair for pair in zip(found["slate"], found["default"], strict=True) if pair[0] != pair[1]] == []


def test_what_is_faint_is_noticed(browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.set_content(
            "<body style='background:#fff'><article class=md-content>"
            "<p style='color:#777'>a</p><p style='color:#767676'>b</p>"
            "<p style='color:#949494;font-size:24px'>c</p><p style='color:#999;font:bold 19px serif'>d</p>"
            "<p style='opacity:.5'>e</p><div style='background:rgb(0 0 0 / 80%)'><p style='color:#fff'>f</p></div>"
            "<svg><path style='stroke:#aaa;fill:none' d='M0 0L9 9'></path>"
            "<path class=grid stroke='#aaa' d='M0 0L9 9'></path></svg>"
            "<style>b::before {content: '!'; color: #aaa}</style><b data-state=x>g</b>"
        )
        assert [problem.split()[0] for problem in faint(page)] == ["p", "p", "p", "path", "b"]
    finally:
        page.close()
