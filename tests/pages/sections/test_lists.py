"""List pages: in the order that people need, with values as they read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from steadybook.model.discovery import kinds
from steadybook.pages.sections.lists import MOST_ROWS, ListView, enumeration
from tests.pages.conftest import Drawn
from tests.pages.measured import snapshot

KINDS = {kind.name: kind for kind in kinds()}
Draw = Callable[[dict[str, str]], Drawn]


def service(name: str, **fields: object) -> dict[str, str]:
    lines = "".join(
        f"  {key}: {value}\n" for key, value in {"tier": "standard", "owner_team": "payments", **fields}.items()
    )
    return {f"catalog/services/{name}.yaml": f"service:\n  name: {name}\n{lines}"}


def incident(id: str, started: str, severity: str = "SEV3") -> dict[str, str]:
    text = (
        f"incident:\n  title: Orders of {id}\n  services: [checkout]\n  severity: {severity}\n  started_at: {started}\n"
    )
    return {f"postmortems/incidents/{id}.yaml": text}


def ids(view: ListView) -> list[str]:
    return [row.document.id for row in view.rows]


def test_services_are_written_by_tier(drawn: Draw) -> None:
    files = (
        service("a", tier="experimental") | service("b") | service("c", tier="critical") | service("d", tier="nonsense")
    )
    site = drawn(files)
    view = site.leaf("services/").view
    assert ids(view) == ["c", "checkout", "b", "a", "d"]
    assert (view.columns[0].key, view.columns[0].sort) == ("tier", "ascending")
    cells = [row.cells[0] for row in view.rows]
    assert [cell.rank for cell in cells] == [0, 1, 2, 3, 4]


def test_incidents_are_written_newest_first_and_in_utc(drawn: Draw) -> None:
    files = (
        incident("one", "2026-10-01T09:00:00Z")
        | incident("two", "2026-10-03T23:30:00+02:00")
        | incident("three", "2026-13-45T00:00:00Z")
        | incident("four", "someday")
    )
    site = drawn(files)
    view = site.leaf("incidents/").view
    texts = {row.document.id: row.cells[2].texts for row in view.rows}
    assert texts["two"] == ("2026-10-03 21:30",)
    assert texts["three"] == ("2026-13-45T00:00:00Z",)
    assert ids(view).index("two") < ids(view).index("one")


def test_numbers_are_grouped_and_stand_at_the_right(drawn: Draw) -> None:
    site = drawn(service("big", peak_rps=1234567) | service("small", peak_rps="0.5"))
    page = site.page("services/")
    assert "1\u202f234\u202f567" in page.text
    heads = {head.get("data-key"): head for head in page.all("th")}
    assert "num" in heads["peak_rps"]["class"]
    assert heads["tier"]["aria-sort"] == "ascending"
    assert "data-facet" in heads["tier"]


def test_a_row_says_what_the_document_is(drawn: Draw) -> None:
    site = drawn(
        service("words", description="Charges cards. Nothing else") | service("long", description="word " * 60)
    )
    view = site.leaf("services/").view
    words = {row.document.id: row.words for row in view.rows}
    assert words["words"] == "Charges cards"
    assert words["long"].endswith("…")
    assert len(words["long"]) <= 90
    assert words["checkout"]


def test_references_in_cells_are_links(drawn: Draw) -> None:
    page = drawn(service("lost", owner_team="nobody")).page("services/")
    assert "../teams/payments/" in page.links
    assert "nobody" in page.text
    assert not [link for link in page.links if "nobody" in link]


def test_an_empty_list_says_how_to_fill_it(drawn: Draw) -> None:
    page = drawn({}).page("waivers/")
    assert "catalog/waivers/" in page.text
    assert "steadybook new waiver" in page.text
    assert "table" not in page.names


def test_a_long_list_is_cut_and_says_so(drawn: Draw) -> None:
    files: dict[str, str] = {}
    for number in range(MOST_ROWS + 5):
        files |= service(f"service-{number:05}", description="Keeps the items in the shopper's basket", peak_rps=100)
    site = drawn(files)
    html = site.book.content(site.leaf("services/"))
    assert f"The first {MOST_ROWS:,} of {MOST_ROWS + 6:,}".replace(",", "\u202f") in html
    assert len(html.encode()) < 1_000_000


@pytest.mark.parametrize(
    ("kind", "route", "first"),
    [
        ("service", "tier", "critical"),
        ("experiment", "environment", None),
        ("service", "owner_team", ""),
        ("slo", "no.such", ""),
    ],
)
def test_the_words_of_an_enumeration_come_from_the_model(kind: str, route: str, first: str | None) -> None:
    words = list(enumeration(KINDS[kind], route))
    assert words[:1] == ([first] if first else words[:1] if first is None else [])
    if first is None:
        assert words


def test_all_documents_are_counted_by_kind(drawn: Draw) -> None:
    page = drawn({"catalog/strange.yaml": "strange: 1\n"}).page("documents/")
    assert {f"../{kind.url}/" for kind in kinds()} <= set(page.links)
    assert "catalog/strange.yaml/" in page.links
    assert "Files that are no document" in page.text


def test_services_and_objectives_are_written_by_the_state_of_their_budgets(drawn: Draw) -> None:
    slo = "slo: {{service: {name}, sli: checkout-success, target: 99.9, window: 28d, owner: payments}}\n"
    files = service("ledger") | service("web", tier="critical") | service("tool")
    files |= {f"slos/{name}.yaml": slo.format(name=name) for name in ("ledger", "web")}
    files |= snapshot("ledger", bad=8000) | snapshot("web", bad=5)
    site = drawn(files)
    assert ids(site.leaf("services/").view) == ["ledger", "checkout", "tool", "web"]
    assert ids(site.leaf("slos/").view) == ["ledger", "checkout-availability", "web"]
    page = site.page("services/")
    assert 'data-facet="exhausted"' in page.source
    assert 'data-facet="no SLO"' in page.source
    assert "−47.8" in page.text
    assert 'data-key="state" data-facet aria-sort="ascending"' in page.source
    unknown = site.page("slos/").source
    assert "nothing is measured of checkout-success for checkout" in unknown
