"""Files for programs: complete, valid, and in agreement with the pages."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema

from steadybook.model.discovery import kinds
from tests.pages.conftest import Drawn

Draw = Callable[[dict[str, str]], Drawn]
BROKEN = {"catalog/services/cart.yaml": "service:\n  name: cart\n  tier: enormous\n  owner_team: payments\n"}


def test_every_document_is_listed_with_the_address_of_its_page(drawn: Draw) -> None:
    site = drawn({**BROKEN, "catalog/odd name.yaml": "nothing: known\n"})
    entries = json.loads(site.data("api/documents.json"))
    pages = {leaf.source: leaf.url for leaf in site.book.leaves if leaf.source}
    assert {entry["path"]: entry["url"] for entry in entries} == pages
    by_path = {entry["path"]: entry for entry in entries}
    cart = by_path["catalog/services/cart.yaml"]
    assert (cart["kind"], cart["id"], cart["intact"], cart["findings"]) == ("service", "cart", False, 1)


def test_the_catalogue_holds_what_the_services_say(drawn: Draw) -> None:
    catalogue = json.loads(drawn(BROKEN).data("api/catalogue.json"))
    assert (catalogue["version"], catalogue["as_of"]) == (1, "2026-11-01")
    assert [service["id"] for service in catalogue["services"]] == ["checkout"]
    assert catalogue["services"][0]["owner_team"] == "payments"


def test_findings_are_those_of_the_check(drawn: Draw) -> None:
    site = drawn(BROKEN)
    found = json.loads(site.data("api/findings.json"))["findings"]
    assert [(f["rule"], f["path"], f["line"], f["column"]) for f in found] == [
        (f.rule, f.path, f.span.line, f.span.column) for f in site.book.site.findings
    ]
    assert ("invalid-value", "catalog/services/cart.yaml", 3, 9) in {
        (f["rule"], f["path"], f["line"], f["column"]) for f in found
    }


def test_schemas_are_valid_and_accept_no_other_key(drawn: Draw) -> None:
    site = drawn({})
    ours = [kind for kind in kinds() if not kind.foreign and kind.codec is None]
    assert len(ours) > 15
    for kind in ours:
        schema = json.loads(site.data(f"schemas/{kind.name}.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        assert not jsonschema.Draft202012Validator(schema).is_valid({"something": 1})


def test_the_overview_links_every_document(drawn: Draw) -> None:
    site = drawn({})
    text = site.data("llms.txt")
    assert text.startswith("# Test organisation\n")
    for document in site.book.site.corpus.documents:
        assert f"({site.book.site.page_of(document)})" in text
