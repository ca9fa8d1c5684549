"""The pages as people meet them: on a phone, with the keyboard, without a message in the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.mkdocs_plugin import sites
from tests.mkdocs_plugin.conftest import Built

PAGES = (
    "",
    "services/",
    "services/checkoutservice/",
    "slos/checkoutservice-availability/",
    "runbooks/redis-cart-down/",
    "incidents/2026-10-29-cart-redis-failover/",
    "postmortems/2026-10-29-cart-redis-failover/",
    "teams/checkout/",
    "rotations/checkout-oncall/",
    "handbook/",
    "handbook/error-budgets/",
    "rules/",
    "rules/stale-runbook/",
    "documents/",
    "tags/",
)


def kinds_of_pages(site: Path) -> list[str]:
    """The pages that people meet most, every report, and of each other folder one page below its list."""
    found = set(PAGES)
    folders = [path for path in site.iterdir() if path.is_dir() and not any(url.startswith(path.name) for url in PAGES)]
    for folder in (*folders, *(path for path in (site / "reports").iterdir() if path.is_dir())):
        pages = sorted(folder.rglob("index.html"))
        found.update(f"{page.parent.relative_to(site).as_posix()}/" for page in pages[1:2] or pages)
    return sorted(found)


WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const scrolls = e => { for (; e; e = e.parentElement) if (getComputedStyle(e).overflowX !== "visible") return true }
  return [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement))
    .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 5)
    .concat(`the page is ${document.documentElement.scrollWidth} wide`)
}"""


NAMELESS = """[...document.querySelectorAll("article :is(a[href], button, input, select, img, svg[role])")]
  .filter(e => !(e.textContent.trim() || e.ariaLabel || e.getAttribute("aria-labelledby") || e.title || e.alt))
  .map(e => `no name: ${e.outerHTML.slice(0, 120)}`)"""


UNHEARD = """[
  ...[...document.querySelectorAll("article table")]
    .filter(e => !(e.caption || e.ariaLabel || e.closest("[role=region][aria-label], [aria-labelledby], figure")))
    .map(e => `a table without a name: ${e.outerHTML.slice(0, 80)}`),
  ...[...document.querySelectorAll("article table th:not([scope])")].map(e => `no scope: ${e.outerHTML.slice(0, 80)}`),
  ...[...document.querySelectorAll("article svg")]
    .filter(e => !e.closest("[aria-hidden=true]") && !e.closest("[role=img][aria-label]") && !e.closest("a, button"))
    .map(e => `a drawing without words: ${e.outerHTML.slice(0, 80)}`),
]"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_every_kind_of_page_fits_a_phone(organisation: str, organisation_site: Path, phone: Page) -> None:
    """One page of each folder, and every experiment and indicator: their tables and queries stand in lists."""
    drawn = [
        path for folder in ("experiments", "slis") for path in (organisation_site / folder).iterdir() if path.is_dir()
    ]
    assert len(drawn) > 10
    problems = []
    for url in [*kinds_of_pages(organisation_site), *sorted(f"{p.parent.name}/{p.name}/" for p in drawn)]:
        phone.goto(organisation + url)
        problems += [f"{url or '(home)'}: {problem}" for problem in phone.evaluate(WIDE)]
    assert problems == []


def test_the_queries_of_an_indicator_are_pasted_whole(organisation: str, page: Page) -> None:
    page.goto(f"{organisation}slis/grpc-request-success/")
    queries = page.locator("article .sb-query pre > code")
    assert queries.count() == 2
    assert all("[$window]" in text for text in queries.all_inner_texts())
    assert page.locator("article .sb-query .md-code__button").count() == 2


def test_pages_fit_a_phone_and_are_sound(organisation: str, phone: Page) -> None:
    """Nothing sticks out, the outline is one, everything has a name, and the console stays empty."""
    problems: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            problems.append(f"{phone.url}: {message.text}")

    phone.on("console", said)
    phone.on("pageerror", lambda error: problems.append(f"{phone.url}: {error}"))
    for url in PAGES:
        answer = phone.goto(organisation + url)
        assert answer is not None
        assert answer.ok, url
        found = [*phone.evaluate(WIDE), *phone.evaluate(NAMELESS), *_outline(phone), *_ids(phone)]
        problems += [f"{url or '(home)'}: {problem}" for problem in found]
    assert problems == []


def test_a_phone_shows_the_whole_lines_of_a_broken_file(built_with: Callable[..., Built], phone: Page) -> None:
    command = "kubectl --namespace shop get pods --selector app=checkout --output wide " + "x" * 80
    built = built_with({"runbooks/torn.yaml": f"runbook:\n  title: [Torn\n  command: {command}\n"})
    fits = "e => e.scrollWidth <= e.clientWidth"
    with sites.served(built.folder) as address:
        phone.goto(f"{address}runbooks/torn/")
        shown = phone.locator("section[aria-labelledby=source] pre > code")
        assert command in shown.inner_text()
        assert shown.evaluate(fits)
        phone.set_viewport_size({"width": 1000, "height": 900})
        assert not shown.evaluate(fits)


CUT = """[...document.querySelectorAll(".sb-scroll")]
  .filter(e => e.scrollWidth > e.clientWidth).map(e => `${e.ariaLabel} ${e.scrollWidth - e.clientWidth} too wide`)"""


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_widest_reports_fit_a_desk(organisation: str, page: Page, width: int) -> None:
    """No column hides beyond the edge, neither of the page nor of a table that scrolls."""
    page.set_viewport_size({"width": width, "height": 900})
    problems = []
    for name in ("error-budgets", "quality", "self-healing", "toil", "capacity", "chaos"):
        page.goto(f"{organisation}reports/{name}/")
        problems += [f"{name}: {problem}" for problem in [*page.evaluate(WIDE), *page.evaluate(CUT)]]
    assert problems == []


SHADE = """[...document.querySelectorAll("article .sb-scroll")].filter(e => e.checkVisibility()).map(e => [
  e.scrollWidth - e.clientWidth - e.scrollLeft >= 2, parseFloat(getComputedStyle(e, "::after").backgroundSize) > 0])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_table_that_continues_casts_a_shade(
    organisation: str, phone: Page, scheme: Literal["light", "dark"], motion: Literal["no-preference", "reduce"]
) -> None:
    """At its right edge, until one is at its end; a table that fits has none."""
    phone.emulate_media(color_scheme=scheme, reduced_motion=motion)
    phone.goto(f"{organisation}documents/")
    assert phone.evaluate(SHADE) == [[False, False]]
    phone.goto(f"{organisation}services/cartservice/")
    tables = phone.evaluate(SHADE)
    assert len(tables) > 3
    assert tables == [[True, True]] * len(tables)
    phone.evaluate("document.querySelectorAll('article .sb-scroll').forEach(e => { e.scrollLeft = e.scrollWidth })")
    phone.wait_for_function(f"{SHADE}.every(([continues, shaded]) => !continues && !shaded)")


def test_names_break_between_their_words_and_the_matrix_fits(organisation: str, phone: Page) -> None:
    phone.goto(f"{organisation}services/")
    names = "[...document.querySelectorAll('article tbody th > a')]"
    heights = phone.evaluate(f"{names}.map(e => e.getBoundingClientRect().height)")
    assert len(set(heights)) == 1, heights  # one line each, even `recommendationservice`
    phone.goto(f"{organisation}handbook/severities/")
    matrix = phone.locator(".sb-scroll:has(.sb-matrix)")
    assert matrix.evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def _outline(page: Page) -> list[str]:
    """One main heading, and below it one level at a time."""
    levels = page.evaluate("[...document.querySelectorAll('h1, article :is(h2, h3, h4)')].map(e => +e.tagName[1])")
    ones = [] if levels.count(1) == 1 else [f"{levels.count(1)} main headings"]
    return ones + [f"h{above} then h{below}" for above, below in pairwise(levels) if below > above + 1]


def _ids(page: Page) -> list[str]:
    ids = page.evaluate("[...document.querySelectorAll('article [id]')].map(e => e.id)")
    return [f"the id {id} twice" for id in sorted(set(ids)) if ids.count(id) > 1]


def test_a_screen_reader_has_words_for_tables_and_drawings(
    organisation: str, organisation_site: Path, page: Page
) -> None:
    problems = []
    for url in kinds_of_pages(organisation_site):
        if not url.startswith("guides/"):  # tables of Markdown have no names
            page.goto(organisation + url)
            problems += [f"{url or '(home)'}: {problem}" for problem in page.evaluate(UNHEARD)]
    assert problems == []


def test_a_keyboard_skips_to_the_content_and_is_seen(organisation: str, page: Page) -> None:
    for url in ("", "services/", "runbooks/redis-cart-down/", "teams/checkout/"):
        page.goto(organisation + url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.md-skip')")
        page.keyboard.press("Enter")
        page.wait_for_function("location.hash === '#top'")
        for _ in range(5):  # the header alone has more stops
            page.keyboard.press("Tab")
            if page.evaluate("Boolean(document.activeElement.closest('article'))"):
                break
        else:
            pytest.fail(f"{url or '(home)'}: the skip link does not lead to the content")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_unsound_pages_are_noticed(phone: Page) -> None:
    phone.set_content(
        "<article><h1>a</h1><h3 id=x>b</h3><p id=x><button></button><div style='width:9in'>c</div></article><h1>"
    )
    assert phone.evaluate(WIDE)[0].startswith("DIV")
    assert len(phone.evaluate(NAMELESS)) == 1
    assert _outline(phone) == ["2 main headings", "h1 then h3"]
    assert _ids(phone) == ["the id x twice"]


def test_a_table_is_sorted_with_the_keyboard(organisation: str, page: Page) -> None:
    page.goto(f"{organisation}services/")
    names = "[...document.querySelectorAll('table[data-sortable] tbody tr:not([hidden]) th')].map(e => e.innerText)"
    before = page.evaluate(names)
    assert len(before) > 5
    head = page.locator("table[data-sortable] thead th").first
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    ascending = page.evaluate(names)
    assert ascending == sorted(before, key=str.lower)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.evaluate(names) == ascending[::-1]
    assert "sort=-id" in page.url
    page.reload()
    assert page.evaluate(names) == ascending[::-1]


def test_a_table_is_filtered_and_the_address_remembers(organisation: str, page: Page) -> None:
    page.goto(f"{organisation}services/")
    rows = page.locator("table[data-sortable] tbody tr:visible")
    every = rows.count()
    page.locator(".sb-tools input[type=search]").press_sequentially("cart")
    page.wait_for_function("location.hash.includes('q=cart')")
    assert 0 < rows.count() < every
    few = rows.count()
    page.reload()
    assert rows.count() == few
    page.locator(".sb-tools button", has_text="Clear").press("Enter")
    assert rows.count() == every


def test_pages_are_whole_without_scripts(organisation: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{organisation}services/")
        assert page.locator("table tbody tr:visible").count() > 5
        page.goto(f"{organisation}runbooks/redis-cart-down/")
        assert "redis" in page.inner_text("article").lower()
    finally:
        context.close()
