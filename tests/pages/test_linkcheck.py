"""Planted dead links are reported, and live ones of every form are not."""

from __future__ import annotations

import pytest

from steadybook.pages.linkcheck import DeadLink, LinkCheck

OTHERS = frozenset({"assets/steadybook.css", "guides/welcome/", "api/index.json"})


def check(page: str, *targets: str) -> list[DeadLink]:
    """The dead links of a page among a few others."""
    found = LinkCheck(OTHERS)
    found.add("", "<h1>Home</h1>", frozenset({"top"}))
    found.add("services/", "", frozenset({"services", "top"}))
    found.add("services/caf%C3%A9/", "", frozenset({"top"}))
    found.add(page, "".join(f'<a class="x" href="{target}">x</a>' for target in targets), frozenset({"here", "Größe"}))
    return list(found.dead())


@pytest.mark.parametrize(
    "target",
    [
        "./",
        "../",
        "../../",
        "../../services/",
        "../#top",
        "#here",
        "#Gr%C3%B6%C3%9Fe",
        "../#services?tier=critical&amp;q=a",
        "../../assets/steadybook.css",
        "../../guides/welcome/",
        "../../api/index.json",
        "../caf%C3%A9/",
        "../../#top",
        "https://elsewhere.example/nothing",
        "mailto:someone",
    ],
)
def test_live_links(target: str) -> None:
    assert check("services/checkout/", target) == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("../chekout/", "there is no such page"),
        ("../../services", "there is no such page"),
        ("#there", "that page has no anchor there"),
        ("../#none", "that page has no anchor none"),
        ("/services/", "it begins with a slash, which breaks under a sub-path"),
        ("../../assets/none.css", "there is no such page"),
    ],
)
def test_planted_dead_links(target: str, reason: str) -> None:
    assert check("services/checkout/", "../", target) == [DeadLink("services/checkout/", target, reason)]


def test_a_dead_link_is_reported_once_a_page() -> None:
    assert len(check("services/checkout/", "../none/", "../none/")) == 1
