"""A runbook serves under stress: with the keyboard alone, on a phone, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

MOST_PAGES = 2
INSTANT = "window.scrollTo({top: %s, behavior: 'instant'})"


def test_every_runbook_prints_on_two_pages_at_most(
    organisation: str, organisation_site: Path, browser: Browser
) -> None:
    page = browser.new_page()
    for file in sorted(organisation_site.glob("runbooks/*/index.html")):
        page.goto(f"{organisation}runbooks/{file.parent.name}/")
        paper = page.pdf(format="A4")
        pages = len(re.findall(rb"/Type\s*/Page\b", paper))
        assert 1 <= pages <= MOST_PAGES, f"{file.parent.name} takes {pages} pages"
    page.close()


def test_no_runbook_is_wider_than_a_phone(organisation: str, organisation_site: Path, browser: Browser) -> None:
    """Names of alerts may be longer than a line, such as RecommendationserviceGrpcRequestSuccessMediumBurn."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for file in sorted(organisation_site.glob("runbooks/*/index.html")):
        page.goto(f"{organisation}runbooks/{file.parent.name}/")
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{file.parent.name} is {beyond} px too wide"
    page.close()


def test_commands_are_copied_with_the_keyboard_alone(organisation: str, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{organisation}runbooks/redis-cart-down/")
    page.wait_for_selector(".sb-steps li .md-code__button")
    page.focus(".sb-steps li:first-child input")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-code__button')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('sentinel'))")
    command = page.inner_text(".sb-steps li:first-child pre code").strip()
    assert page.evaluate("navigator.clipboard.readText()").strip() == command
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_escalation_is_always_in_sight(organisation: str, browser: Browser, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{organisation}runbooks/redis-cart-down/")
    bottom = page.evaluate("document.querySelector('.sb-options').getBoundingClientRect().bottom + scrollY")
    for place in (0, 400, bottom / 2, bottom - height):
        page.evaluate(INSTANT % place)
        page.wait_for_timeout(50)
        box = page.locator(".sb-esc").bounding_box()
        assert box is not None
        assert box["y"] >= -1, f"at {place}: {box}"
        assert box["y"] + box["height"] <= height + 1, f"at {place}: {box}"
    context.close()
