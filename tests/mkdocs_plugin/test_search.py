"""Search finds every document: by its exact id, by the names of its alerts, by a word of its title."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page
from playwright.sync_api import Browser

from steadybook.analysis.alert_links import alerts, burn_rate_alerts_in
from steadybook.engine.repository import open_repository
from steadybook.kinds.runbook.model import Runbook
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.mkdocs_plugin import search
from steadybook.model.urls import address
from tests.mkdocs_plugin import sites


@pytest.fixture(scope="session")
def records(site: Path) -> list[dict[str, Any]]:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    assert index["config"]["separator"] == search.SEPARATOR
    found: list[dict[str, Any]] = index["docs"]
    return found


def test_every_document_is_found(records: list[dict[str, Any]]) -> None:
    documents = open_repository(sites.BASE).context.corpus.documents
    assert len(documents) > 5
    by_location = {record["location"]: record for record in records}
    for document in documents:
        assert document.kind is not None
        record = by_location[address(document.kind.name, document.id)]
        assert document.id in record["tags"]
        assert document.title in (record["title"], document.id)
        for provided in document.facts.provides:
            if provided.kind == "alert":
                assert provided.id in record["names"]


def test_a_runbook_is_found_by_its_alert(records: list[dict[str, Any]]) -> None:
    named = [record["location"] for record in records if "CheckoutErrors" in record.get("names", ())]
    assert "runbooks/checkout-errors/" in named


def test_a_result_says_what_it_is_in_words(records: list[dict[str, Any]]) -> None:
    documents = open_repository(sites.BASE).context.corpus.documents
    by_location = {record["location"]: record for record in records}
    for document in documents:
        assert document.kind is not None
        record = by_location[address(document.kind.name, document.id)]
        assert record["kind"].lower() == document.kind.title.lower()
        assert " " in record["text"], record
        words = record["text"].split()
        assert len(words) > 6 or len(set(words)) == len(words), record
    assert {"Rule", "Handbook", "Report", "List", "Tag"} <= {record.get("kind") for record in records}


def test_pages_are_not_indexed_as_a_whole(records: list[dict[str, Any]]) -> None:
    locations = [record["location"] for record in records]
    assert "runbooks/checkout-errors/" in locations
    assert not [location for location in locations if "#" in location and location.startswith("runbooks/")]
    assert locations.count("runbooks/checkout-errors/") == 1
    assert any(location.startswith("guides/welcome/") for location in locations)


def test_the_search_plugin_is_as_we_take_it_to_be(tmp_path: Path) -> None:
    """No interface promises what `steadybook.mkdocs_plugin.search` reaches into: a new Material must pass here."""
    config = load_config(str(sites.write(tmp_path) / "mkdocs.yml"))
    plugin: Any = config.plugins["material/search"]
    search.configure(config)
    plugin.on_startup(command="build", dirty=False)
    plugin.on_config(config)
    assert plugin.config.separator == search.SEPARATOR
    assert plugin.config.fields.items() >= search.FIELDS.items()
    entries = search.entries(config)
    assert entries == []
    entries.append({"location": "a/", "title": "A", "text": "", "tags": ["a-1"], "names": {"a-1": 0}})
    written = json.loads(plugin.search_index.generate_search_index(None))
    assert written["docs"] == entries
    assert written["config"]["separator"] == search.SEPARATOR
    assert written["config"]["fields"].items() >= search.FIELDS.items()


def test_the_search_plugin_reads_only_pages_without_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sites.write(tmp_path)
    read: list[str] = []
    index: Any = import_module("material.plugins.search.plugin").SearchIndex
    whole = index.add_entry_from_context

    def counting(self: object, page: Page) -> None:
        read.append(page.url)
        whole(self, page)

    monkeypatch.setattr(index, "add_entry_from_context", counting)
    spared = built(root)
    assert "guides/welcome/" in read
    assert not any(url.startswith(("services/", "runbooks/")) for url in read)
    monkeypatch.setattr(search, "pass_over_recorded", lambda _: None)
    assert built(root) == spared
    assert any(url.startswith("services/") for url in read)


def built(root: Path) -> dict[str, str]:
    """The pages and the search index of a site that is built in this process."""
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    files = [*(root / "public").rglob("*.html"), *(root / "public").rglob("search_index.json")]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}


SEARCH = """async names => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const worker = new Worker(new URL(config.search, location.href))
  const ask = message => new Promise(answer => {
    worker.onmessage = event => answer(event.data)
    worker.postMessage(message)
  })
  const index = await (await fetch("search/search_index.json")).json()
  await ask({type: 0, data: {...index, options: {suggest: true}}})
  const found = {}
  for (const name of names) found[name] = (await ask({type: 2, data: name})).data.items.map(item => item[0].location)
  worker.terminate()
  return found
}"""


def searched(address: str, browser: Browser, names: list[str]) -> dict[str, list[str]]:
    """What Material's own worker, as the site has it, finds for each of the texts, best first."""
    page = browser.new_page()
    try:
        page.goto(address)
        return cast("dict[str, list[str]]", page.evaluate(SEARCH, names))
    finally:
        page.close()


def test_every_id_and_every_alert_of_the_example_comes_first(
    repository: Path, organisation: str, browser: Browser
) -> None:
    context = open_repository(repository).context
    corpus = context.corpus
    bearers: dict[str, set[str]] = {}
    for document in corpus.documents:
        assert document.kind is not None
        for name in (document.id, *(provided.id for provided in document.facts.provides)):
            bearers.setdefault(name, set()).add(address(document.kind.name, document.id))
        if document.kind.name == "runbook":
            for alert in document.model.alert_names:
                bearers.setdefault(alert, set()).add(address("runbook", document.id))
    for leading in alerts(context):
        bearers.setdefault(leading.name, set()).update(address("runbook", runbook.id) for runbook in leading.runbooks)
    assert len(bearers) > 150
    # These two are the same words to a search that knows no order.
    assert {"redis-cart-down", "cart-redis-down"} <= bearers.keys()
    found = searched(organisation, browser, list(bearers))
    wrong = {name: found[name][:1] for name, urls in bearers.items() if not urls & set(found[name][:1])}
    assert wrong == {}
    # Of several that bear a name, the one that is meant.
    for service in corpus.of(Service):
        assert found[service.id][0] == f"services/{service.id}/"
    for runbook in corpus.of(Runbook):
        for alert in runbook.model.alert_names:
            assert found[alert][0].startswith("runbooks/"), alert


def test_a_burn_rate_alert_finds_the_runbook_that_answers_it(
    repository: Path, organisation: str, browser: Browser
) -> None:
    context = open_repository(repository).context
    burning = [alert for slo in context.corpus.of(Slo) for alert in burn_rate_alerts_in(context, slo) if alert.runbooks]
    assert "CheckoutserviceGrpcRequestSuccessFastBurn" in {alert.name for alert in burning}
    found = searched(organisation, browser, [alert.name for alert in burning])
    wanted = {alert.name: {address("runbook", runbook.id) for runbook in alert.runbooks} for alert in burning}
    assert {name: found[name][:1] for name, urls in wanted.items() if not urls & set(found[name][:1])} == {}


def test_exact_names_are_found_however_they_are_typed(organisation: str, browser: Browser) -> None:
    typed = ["REDIS-CART-DOWN", " redis-cart-down ", '"redis-cart-down"', "__proto__", "constructor", ""]
    found = searched(organisation, browser, typed)
    assert [found[text][0] for text in typed[:3]] == ["runbooks/redis-cart-down/"] * 3


@pytest.mark.parametrize(
    "pasted",
    [
        "[FIRING:1] RedisDown (redis-cart)",
        "RedisDown is firing for redis-cart",
        'alertname="RedisDown", service="redis-cart"',
        '{alertname="RedisDown", severity="page", pod="redis-cart-0"}',
        "[FIRING:2, RESOLVED:1] RedisDown",
        "alert:RedisDown",
        "RedisDown:",
        "-RedisDown",
        "FIRING RedisDown:",
        "RedisDown: Redis primary is gone",
        "[RESOLVED] RedisDown redis-cart +2",
        '{"status":"firing","labels":{"alertname":"RedisDown","service":"redis-cart"}}',
        '"labels":{"alertname":"RedisDown"},"x":1',
        "runbooks/redis-cart-down.yaml:12",
        "runbooks/redis-cart-down.yaml:12:5",
        "https://example.com/runbooks/redis-cart-down/?h=redis",
        "https://example.com/runbooks/redis-cart-down/#diagnosis",
        "/runbooks/redis-cart-down/index.html",
        "runbooks/redis-cart-down.yaml",
        "redis-cart-down.yml",
        "https://example.com/runbooks/redis-cart-down/",
    ],
)
def test_what_is_pasted_finds_its_runbook(organisation: str, browser: Browser, pasted: str) -> None:
    assert searched(organisation, browser, [pasted])[pasted][:1] == ["runbooks/redis-cart-down/"]


def test_of_pages_with_one_id_the_pasted_address_comes_first(organisation: str, browser: Browser) -> None:
    addresses = ["https://example.com/alerts/redis-cart/", "alerts/redis-cart/", "/services/redis-cart/"]
    found = searched(organisation, browser, addresses)
    assert [found[text][0] for text in addresses] == [
        "alerts/redis-cart/",
        "alerts/redis-cart/",
        "services/redis-cart/",
    ]


def test_the_path_of_a_file_finds_the_page_that_was_made_of_it(
    repository: Path, organisation: str, browser: Browser
) -> None:
    documents = open_repository(repository).context.corpus.documents
    pages = {d.path: address(d.kind.name, d.id) for d in documents if d.kind is not None}
    found = searched(organisation, browser, list(pages))
    assert {path: found[path][:1] for path in pages} == {path: [url] for path, url in pages.items()}
    path, url = next((path, url) for path, url in pages.items() if path.startswith("catalog/oncall/"))
    framed = [f"./{path}:3:5", f"/{path}", path.upper()]
    found = searched(organisation, browser, framed)
    assert [found[text][0] for text in framed] == [url] * 3


def test_a_colon_is_never_an_operator(organisation: str, browser: Browser) -> None:
    apart, joined = "redis cart", "redis:cart"
    found = searched(organisation, browser, [apart, joined])
    assert found[joined] == found[apart] != []


def test_the_frame_of_a_notification_is_not_searched_for(organisation: str, browser: Browser) -> None:
    plain, framed = "RedisDown redis-cart", "[FIRING:1] RedisDown (redis-cart)"
    found = searched(organisation, browser, [plain, framed, "[]", "()"])
    assert set(found[framed]) == set(found[plain])
    assert found["[]"] == found["()"] == []


def test_the_suggestion_lies_under_what_is_typed(organisation: str, browser: Browser) -> None:
    styles = """() => [".md-search__input", ".md-search__suggest"].map(name => {
      const {fontSize, fontFamily, paddingLeft} = getComputedStyle(document.querySelector(name))
      return [fontSize, fontFamily, paddingLeft]
    })"""
    for width, size in ((390, "16px"), (1280, "14px")):
        page = browser.new_page(viewport={"width": width, "height": 800})
        try:
            page.goto(organisation)
            typed, suggested = page.evaluate(styles)
            assert typed == suggested
            assert typed[0] == size
        finally:
            page.close()


def test_what_has_all_the_words_comes_first(organisation: str, browser: Browser) -> None:
    found = searched(organisation, browser, ["redis runbook", "RedisErrorB", "cart failover postmortem"])
    assert found["redis runbook"][0] == "runbooks/redis-cart-down/"
    assert found["RedisErrorB"][:2] == ["runbooks/redis-cart-down/", "alerts/redis-cart/"]
    assert found["cart failover postmortem"][0] == "postmortems/2026-10-29-cart-redis-failover/"


def test_the_search_box_finds_an_id_an_alert_and_a_title_first(site: Path, browser: Browser) -> None:
    with sites.served(site) as address_of_site:
        page = browser.new_page()
        try:
            page.goto(address_of_site)
            box = page.locator(".md-search__input")
            for typed, wanted, kind in (
                ("payments-oncall", "rotations/payments-oncall/", "On-call rotation"),
                ("checkout-success", "slis/checkout-success/", "SLI"),
                ("CheckoutErrors", "runbooks/checkout-errors/", "Runbook"),
                ("answers with errors", "runbooks/checkout-errors/", "Runbook"),
                ("runbook checkout", "runbooks/checkout-errors/", "Runbook"),
            ):
                box.fill("")
                box.click()
                box.press_sequentially(typed)
                first = page.locator(".md-search-result__link").first
                first.wait_for()
                page.wait_for_function(
                    "wanted => document.querySelector('.md-search-result__link')?.href.split('?')[0].endsWith(wanted)",
                    arg=wanted,
                    timeout=10_000,
                )
                assert first.locator("h1").inner_text().startswith(f"{kind} · ")
                assert "CheckoutErrors CheckoutErrors" not in first.inner_text()
        finally:
            page.close()
