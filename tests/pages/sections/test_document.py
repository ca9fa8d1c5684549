"""The page that every document has: all that it says, its findings, its source, and who mentions it."""

from __future__ import annotations

from collections.abc import Callable

from tests.kinds.conftest import example
from tests.pages.conftest import Drawn

Draw = Callable[[dict[str, str]], Drawn]
TOIL = "catalog/toil/reprints.yaml"


def toil() -> str:
    return example("toil_item").read_text("utf-8")


def test_a_document_of_any_kind_shows_all_that_it_says(drawn: Draw) -> None:
    site = drawn({TOIL: toil()})
    document = site.book.site.corpus.document_at(TOIL)
    assert document is not None
    page = site.page("toil/reprints/")
    for value in document.value.values():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                assert " ".join(text.split()) in page.text
    assert TOIL in page.text
    assert site.leaf("toil/reprints/").source == TOIL
    assert "as of 2026-11-01" in page.text


def test_references_lead_to_their_documents_and_dangling_ones_are_plain(drawn: Draw) -> None:
    site = drawn({"catalog/toil/a.yaml": toil().replace("service: ", "service: no-such-", 1)})
    page = site.page("toil/a/")
    assert "../../teams/payments/" in page.links
    assert not [link for link in page.links if "no-such" in link]
    assert "no-such-" in page.text


def test_who_mentions_a_document_is_listed(drawn: Draw) -> None:
    page = drawn({}).page("slis/checkout-success/")
    assert "Mentioned by" in page.text
    assert "../../slos/checkout-availability/" in page.links


def test_findings_stand_on_top_with_rule_line_help_and_source(drawn: Draw) -> None:
    broken = toil() + "  shoe_size: 44\n"
    page = drawn({TOIL: broken}).page("toil/reprints/")
    line = broken.splitlines().index("  shoe_size: 44") + 1
    assert "1 finding in this document" in page.text
    assert f"line {line}" in page.text
    assert "../../rules/unknown-key/" in page.links
    assert page.text.index("1 finding in this document") < page.text.index("The file as it stands")
    assert "shoe_size: 44" in page.text


def test_a_page_without_findings_has_no_box(drawn: Draw) -> None:
    assert "in this document" not in drawn({}).page("slis/checkout-success/").text


def test_a_file_that_holds_no_document_has_a_page(drawn: Draw) -> None:
    site = drawn({"catalog/empty.yaml": "", "catalog/list.yaml": "- a\n- b\n"})
    assert "empty" in site.page("documents/catalog/empty.yaml/").text
    assert "- a" in site.page("documents/catalog/list.yaml/").text


def test_what_cannot_be_seen_is_shown(drawn: Draw) -> None:
    lines = "service:\n  name: odd\n  tier: \x1b[31m\u202eenormous\u2066\0\x85\n"
    site = drawn({"catalog/services/odd.yaml": lines})
    html = site.book.content(next(leaf for leaf in site.book.leaves if leaf.source == "catalog/services/odd.yaml"))
    source = html[html.index("The file as it stands") :]
    box = html[html.index("in this document") : html.index("The file as it stands")]
    for part in (source, box):
        assert "␛[31m\ufffdenormous\ufffd␀" in part
        assert not [sign for sign in part if sign in "\x1b\u202e\u2066\0\x85"]


def test_lines_that_end_as_on_windows_are_lines_like_others(drawn: Draw) -> None:
    text = "service:\n  name: odd\n  tier: enormous\n  owner_team: payments\n"
    unix, windows = (
        site.book.content(site.leaf("services/odd/"))
        for site in (drawn({"catalog/services/odd.yaml": each}) for each in (text, text.replace("\n", "\r\n")))
    )
    assert "␍" not in windows
    assert unix == windows


def test_a_file_of_which_only_the_beginning_is_shown_says_so(drawn: Draw) -> None:
    text = "service:\n  name: odd\n  tier: enormous\n  owner_team: payments\n"
    sites = (drawn({"catalog/services/odd.yaml": each}) for each in (text, text + "  # nothing\n" * 3000))
    short, long = (site.page("services/odd/").text for site in sites)
    assert "this is how it begins" not in short
    assert "this is how it begins" in long


def test_a_file_of_one_line_is_not_quoted_whole_for_each_finding(drawn: Draw) -> None:
    keys = ", ".join(f"key_{number}: {'x' * 400}" for number in range(40))
    site = drawn(
        {"catalog/services/odd.yaml": f"service: {{name: odd, tier: standard, owner_team: payments, {keys}}}\n"}
    )
    html = site.book.content(site.leaf("services/odd/"))
    box = html[html.index("in this document") : html.index("The file as it stands")]
    assert box.count("unknown key") >= 20
    assert len(box) < 40 * 2000
    assert "x…" in box


def test_a_document_is_found_by_id_title_and_alert(drawn: Draw) -> None:
    site = drawn({TOIL: toil()})
    record = site.leaf("toil/reprints/").search
    assert record is not None
    assert record.tags == ("reprints",)
    assert record.title == site.leaf("toil/reprints/").title
    alerts = site.leaf("alerts/payments/").search
    assert alerts is not None
    assert "CheckoutErrors" in alerts.text.split()
