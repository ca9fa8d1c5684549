"""Planted dead links are reported, and live ones of every form are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.pages import linkcheck
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


NAMES = st.text("ab.-_", min_size=1, max_size=3)


@given(
    st.lists(NAMES.filter(lambda name: name.strip(".")), max_size=3),
    st.lists(st.just("..") | NAMES, max_size=5),
    st.sampled_from(["", "/"]),
)
def test_simple_paths_lead_where_all_others_do(folders: list[str], steps: list[str], end: str) -> None:
    page = "".join(f"{folder}/" for folder in folders)
    path = "/".join(steps) + (end if steps else "")
    simple = linkcheck.SIMPLE.fullmatch(path)
    if simple is not None:
        assert linkcheck._simple_place(page, path, simple[1]) == linkcheck._place(page, path)
    else:
        assert {".", ".."} & set(steps) or any(step.startswith(".") for step in steps)
