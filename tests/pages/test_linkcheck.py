"""Dead links are found, whatever their form; living ones are not."""

from __future__ import annotations

import pytest

from steadybook.pages.linkcheck import DeadLink, LinkCheck

SERVICES = '<h1 id="top">Services</h1><table id="services"></table>'
CART = '<h1 id="top">cart</h1><h2 id="caf%C3%A9">café</h2>'


def dead(html: str, url: str = "services/checkout/") -> list[tuple[str, str]]:
    check = LinkCheck(frozenset({"assets/steadybook.css", "guide/"}))
    check.add("", '<h1 id="top">Home</h1>', frozenset({"top"}))
    check.add("services/", SERVICES, frozenset({"top", "services"}))
    check.add("services/caf%C3%A9/", CART, frozenset({"top", "café"}))
    check.add(url, html, frozenset({"top"}))
    return [(link.target, link.reason) for link in check.dead() if link.page == url]


@pytest.mark.parametrize(
    "target",
    [
        "../../",
        "../",
        "./",
        "#top",
        "../#services",
        "../#services?tier=critical",
        "../caf%C3%A9/#caf%C3%A9",
        "../../guide/",
        "../../assets/steadybook.css",
        "https://grafana.example/d/checkout",
        "mailto:payments@shop.example",
        "tel:+15550100",
    ],
)
def test_a_living_link_is_left_alone(target: str) -> None:
    assert dead(f'<a class="x" href="{target}">there</a>') == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("../nowhere/", "there is no such page"),
        ("../caf/", "there is no such page"),
        ("../../../", "it leads out of the site"),
        ("../../../reliability/", "it leads out of the site"),
        ("../checkout", "there is no such page"),
        ("#bottom", "that page has no anchor bottom"),
        ("../#cart", "that page has no anchor cart"),
        ("/services/", "it begins with a slash, which breaks under a sub-path"),
        ("../../assets/other.css", "there is no such page"),
    ],
)
def test_a_dead_link_is_found(target: str, reason: str) -> None:
    assert dead(f'<p><a href="{target}">there</a></p>') == [(target, reason)]


def test_a_link_is_read_as_the_browser_reads_it() -> None:
    assert dead('<a title="a &gt; b" href="../?a=1&amp;b=2#services">there</a>') == []
    assert dead('<a\n  href="../no&amp;where/">there</a>') == [("../no&where/", "there is no such page")]


def test_a_dead_link_names_its_page_once() -> None:
    check = LinkCheck(frozenset())
    check.add("a/", '<a href="../b/">b</a><a href="../b/">b again</a>', frozenset())
    assert list(check.dead()) == [DeadLink("a/", "../b/", "there is no such page")]
