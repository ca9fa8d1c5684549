"""Filters of the templates: what they show is what was written, and all of it is escaped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from steadybook.model.finding import Finding
from steadybook.pages import render
from steadybook.pages.site import Leaf, Site
from tests.pages.html import Html

THIN = "\u202f"
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.text(alphabet="<>&\"'`-_. abc:/\n{}%")


def shown(markup: Markup) -> str:
    return "".join(Html(str(markup)).words)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("23.25"), "23.3"), (-0.25, "−0.3"), (Decimal("1E+5"), "100000.0"), (2, "2.0"), (1e30, f"{10**30}.0")],
)
def test_halves_are_rounded_as_in_the_terminal(value: Decimal | float, text: str) -> None:
    assert render.fixed(value) == text


@pytest.mark.parametrize(
    ("draw", "allowed"),
    [
        (render.breakable, {"wbr"}),
        (render.command, {"span", "var"}),
        (render.inline, {"a", "code"}),
        (render.prose, {"a", "code", "p", "ul", "li"}),
    ],
)
@given(text=TEXTS)
def test_text_is_shown_and_never_becomes_an_element(
    draw: Callable[[object], Markup], allowed: set[str], text: str
) -> None:
    drawn = Html(str(draw(text)))
    assert drawn.names <= allowed
    assert drawn.misnested == []
    for name, attributes in drawn.elements:
        assert attributes.keys() <= ({"href"} if name == "a" else set())
    # Prose may lose backquotes, hyphens of lists and white space, and nothing else.
    kept = [c for c in text if not c.isspace() and c not in "`-"]
    assert [c for c in "".join(drawn.words) if not c.isspace() and c not in "`-"] == kept


@given(TEXTS)
def test_an_id_is_shown_whole(text: str) -> None:
    assert shown(render.breakable(text)) == text


@given(TEXTS)
def test_a_command_can_be_copied_as_it_is_written(text: str) -> None:
    assert shown(render.command(text)) == text.strip()


def test_prose_knows_paragraphs_lists_code_and_addresses() -> None:
    text = "Ask `kubectl get pods`.\nThen wait.\n\n- one\n- see https://wiki.shop.example/a?b=1&c=2.\n"
    assert render.prose(text) == (
        "<p>Ask <code>kubectl get pods</code>. Then wait.</p>\n"
        '<ul><li>one</li><li>see <a href="https://wiki.shop.example/a?b=1&amp;c=2">https://wiki.shop.example/a?b=1&amp;c=2</a>.'
        "</li></ul>"
    )


@pytest.mark.parametrize("text", ["# no heading", "**bold**", "[a](https://x.example)", "<b>", "{{ 1 }}", "1. one"])
def test_prose_is_no_markdown_html_or_template(text: str) -> None:
    assert Html(str(render.prose(text))).names <= {"p", "a"}
    assert shown(render.prose(text)) == text


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "ftp://x", "//x.example", "https://"])
def test_only_web_addresses_become_links(text: str) -> None:
    assert render.inline(text) == escape(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "`https://a.example/x` is no runbook",
            '<a href="https://a.example/x"><code>https://a.example/x</code></a> is no runbook',
        ),
        ("`curl https://a.example/x -v` or `ls`", "<code>curl https://a.example/x -v</code> or <code>ls</code>"),
        (
            "`a` https://a.example/ `b`",
            '<code>a</code> <a href="https://a.example/">https://a.example/</a> <code>b</code>',
        ),
        ("` https://a.example/ or `", "<code> https://a.example/ or </code>"),
        ("`https://a.example/<b>`", "<code>https://a.example/&lt;b&gt;</code>"),
        ("https://a.example/`", '<a href="https://a.example/">https://a.example/</a>`'),
    ],
)
def test_code_that_holds_an_address_is_code(text: str, shown: str) -> None:
    assert render.inline(text) == shown


def test_what_the_reader_fills_in_stands_out() -> None:
    assert render.command("kubectl logs <pod> --since=1h") == (
        "kubectl logs <var>&lt;pod&gt;</var> <span>--since=1h</span>"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("99.90"), "99.9"),
        (Decimal(1234567), f"1{THIN}234{THIN}567"),
        (Decimal("-0.5"), "−0.5"),
        (Decimal("-1234.5"), f"−1{THIN}234.5"),
        (Decimal("1E+3"), f"1{THIN}000"),
        (Decimal("0.00"), "0"),
        (0.1, "0.1"),
        (None, "–"),
    ],
)
def test_numbers_are_written_for_people(value: Decimal | float | None, text: str) -> None:
    assert render.number(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_keeps_its_value(value: Decimal) -> None:
    assert Decimal(render.number(value).replace(THIN, "").replace("−", "-")) == value


@pytest.mark.parametrize(("value", "text"), [(1234.5, f"1{THIN}234"), (-0.4, "0"), (Decimal(-2500), f"−2{THIN}500")])
def test_counts_are_grouped(value: Decimal | float, text: str) -> None:
    assert render.thousands(value) == text


def test_moments_are_in_utc() -> None:
    moment = datetime(2026, 11, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    assert render.instant(moment) == '<time datetime="2026-10-31T22:30:00Z">2026-10-31 22:30</time>'
    assert render.clock(moment) == '<time datetime="2026-10-31T22:30:00Z">22:30</time>'
    assert render.day(date(2026, 11, 1)) == '<time datetime="2026-11-01">2026-11-01</time>'
    assert shown(render.day(None)) == "–"
    assert render.instant(datetime(2026, 1, 1, tzinfo=UTC)).unescape().count("2026-01-01") == 2


def test_durations_have_two_units() -> None:
    assert render.duration(timedelta(hours=2, minutes=41)) == f"2{THIN}h 41{THIN}min"
    assert render.duration(Decimal("40.32")) == f"40{THIN}min 19{THIN}s"


def test_a_link_may_keep_its_id_in_one_piece() -> None:
    def url(kind: str, id: str) -> str | None:
        return f"{kind}s/{id}/" if id != "gone" else None

    site = cast("Site", SimpleNamespace(url=url, findings_by_path={}))
    links = render.Hand(site)
    links.take(Leaf("services/cart/", "cart", "", None))
    assert links.link("service", "cart-db") == '<a href="../cart-db/">cart-<wbr>db</a>'
    assert links.link("service", "cart-db", breaks=False) == '<a href="../cart-db/">cart-db</a>'
    assert links.link("service", "cart-db", "a-<b>", breaks=False) == '<a href="../cart-db/">a-&lt;b&gt;</a>'
    assert links.link("service", "cart-db", Markup("<b>b</b>")) == '<a href="../cart-db/"><b>b</b></a>'
    assert links.link("service", "cart-db", "<b>b</b>") == '<a href="../cart-db/">&lt;b&gt;b&lt;/b&gt;</a>'
    assert shown(links.link("service", "gone")) == "gone"
    assert shown(links.link("service", None)) == "–"


def test_the_page_in_hand_is_the_one_that_was_taken_last() -> None:
    bad = cast("Finding", SimpleNamespace())
    site = cast("Site", SimpleNamespace(url=lambda kind, id: f"{kind}s/{id}/", findings_by_path={"a.yaml": (bad,)}))
    hand = render.Hand(site)
    hand.take(Leaf("services/a/", "a", "", None, source="a.yaml"))
    assert (hand.source, hand.findings) == ("a.yaml", (bad,))
    assert hand.link("service", "b") == '<a href="../b/">b</a>'
    hand.take(Leaf("", "Home", "", None))
    assert (hand.source, hand.findings) == (None, ())
    assert hand.link("service", "b") == '<a href="services/b/">b</a>'
    assert hand.url("service", "b") == hand.href("services/b/") == "services/b/"


def test_headings_and_links_are_found_as_a_browser_finds_them() -> None:
    html = (
        '<h2 id="a">A &amp; B <small>3</small></h2><h3 class="x" id="b"><code>c</code></h3><h2>no id</h2>'
        '<a href="../x/?a&amp;b">x</a>'
    )
    assert render.headings(html) == [(2, "a", "A & B"), (3, "b", "c")]
    assert render.anchors(html) == {"a", "b"}
    assert render.anchors('<p id="a" class="b"\nid="c"><i\tid="d" data-id="e">') == {"a", "c", "d"}
    assert list(render.links(html)) == ["../x/?a&b"]
