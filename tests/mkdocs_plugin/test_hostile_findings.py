"""What findings quote is never run: documents of wrong shape with a payload in every place, opened in a browser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from steadybook.engine.repository import open_repository
from tests.kinds.conftest import KINDS, OURS, body
from tests.kinds.test_wrong_values import changed, leaves, mappings
from tests.mkdocs_plugin import sites

MARK = "window.pwned=1"
PAYLOAD = (
    f"<img src=x onerror={MARK}>{{{{1000+337}}}}{{% for a in b %}}<script>{MARK}</script>"
    f'[x](javascript:{MARK})"><svg onload={MARK}>'
    f"'`<iframe srcdoc='<script>parent.{MARK}</script>'>&lt;b onclick={MARK}>"
)
ADDRESS = f"https://shop.example/\"><svg/onload={MARK}>'javascript:{MARK}//{{{{1000+337}}}}"
FILE_NAME = f"<img src=x onerror={MARK}>{{{{1000+337}}}}"


def poisoned(name: str) -> Any:
    """The example of a kind with the payload in every scalar, whatever its form, and under a key of every mapping."""
    value = body(name)
    for route, _ in list(leaves(value)):
        value = changed(value, route, PAYLOAD)
    for route in list(mappings(value)):
        value = changed(value, (*route, PAYLOAD), PAYLOAD)
    return value


def files() -> Iterator[tuple[str, str]]:
    """A document of every kind, and files with hostile names and texts."""
    for name in OURS:
        yield f"{KINDS[name].folder}/{name}.yaml", json.dumps({name: poisoned(name)})
    yield f"catalog/services/{FILE_NAME}.yaml", "service:\n  name: x\n  tier: critical\n  owner_team: t\n"
    yield "catalog/teams/unknown.yaml", json.dumps({PAYLOAD: {"a": PAYLOAD}})
    yield "catalog/teams/broken.yaml", f"team:\n  name: '{PAYLOAD}\n # {PAYLOAD}\n"
    yield "slos/alerts/hostile.yaml", json.dumps(_rules())
    table = io.StringIO()
    start, end = "2026-10-01T00:00Z", "2026-10-01T01:00Z"
    writer = csv.writer(table, lineterminator="\n")
    writer.writerows([["service", "sli", "start", "end", "good", "total"], [PAYLOAD, PAYLOAD, start, end, "1", "2"]])
    yield "slos/measurements/hostile.csv", table.getvalue()
    yield "slos/measurements/worse.csv", "service,sli,start,end,good,total\n" + ",".join([MARK + "<svg>"] * 6) + "\n"


def _rules() -> dict[str, Any]:
    texts = {"summary": PAYLOAD, "description": PAYLOAD, "runbook_url": ADDRESS, "severity": PAYLOAD}
    alert = {"alert": PAYLOAD, "expr": PAYLOAD, "for": "5m", "labels": texts, "annotations": texts}
    return {"groups": [{"name": PAYLOAD, "rules": [alert, {"record": PAYLOAD, "expr": PAYLOAD}]}]}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = sites.write(tmp_path_factory.mktemp("hostile"), dict(files()))
    return sites.build(root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.route(lambda url: not url.startswith("http://127.0.0.1"), _refuse)
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    yield page
    context.close()


def _refuse(route: Route) -> None:
    route.abort()


def test_every_kind_is_there(hostile: Path) -> None:
    documents = open_repository(hostile.parent.parent).context.corpus.documents
    found = {(document.facts.kind, document.intact) for document in documents if MARK in document.text}
    assert found >= {(name, False) for name in OURS}
    assert ("prometheus_rules", True) in found
    assert all(document.problems for document in documents if not document.intact)


def test_nothing_of_it_runs(hostile: Path, page: Page) -> None:
    poisoned_pages = [
        path.relative_to(hostile).as_posix().removesuffix("index.html")
        for path in sorted(hostile.rglob("*.html"))
        if MARK in path.read_text("utf-8")
    ]
    assert len(poisoned_pages) > len(OURS)
    problems = []
    with sites.served(hostile) as address:
        for url in poisoned_pages:
            page.goto(address + _quoted(url))
            problems += [f"{url}: {problem}" for problem in page.evaluate(SEARCH_PAGE, MARK)]
    assert problems == []


SEARCH_PAGE = """mark => {
  const found = []
  if (window.pwned !== undefined) found.push("a payload ran")
  for (const e of document.querySelectorAll("*")) {
    for (const a of e.attributes) {
      if (a.name.startsWith("on")) found.push(`handler ${a.name} on ${e.tagName}`)
      if (["href", "src", "xlink:href", "action", "formaction"].includes(a.name) && /^\\s*javascript:/i.test(a.value))
        found.push(`${e.tagName} ${a.name}=${a.value.slice(0, 40)}`)
    }
    if (e.tagName === "IFRAME" || (e.tagName === "SCRIPT" && e.textContent.includes(mark))) found.push(`a ${e.tagName}`)
    if (e.tagName === "IMG" && e.getAttribute("src") === "x") found.push("an image of a payload")
  }
  if (/(?<!\\d)1337(?!\\d)/.test(document.documentElement.outerHTML)) found.push("a template was evaluated")
  if (!document.documentElement.textContent.includes(mark)) found.push("the payload is not shown")
  return found
}"""


def _quoted(url: str) -> str:
    return url.replace("%", "%25").replace("<", "%3C").replace(">", "%3E").replace("{", "%7B").replace("}", "%7D")


def test_lists_sorted_and_filtered_show_it_as_text(hostile: Path, page: Page) -> None:
    with sites.served(hostile) as address:
        page.goto(f"{address}services/")
        page.locator(".sb-tools input[type=search]").fill("img")
        page.locator("th button").first.click()
        page.locator("th button").first.click()
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None
        assert page.locator("article img[src=x], article iframe").count() == 0
