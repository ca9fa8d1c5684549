"""Addresses: from one page to another under any sub-path, and from an address back to a document."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.model.urls import address, address_of_file, anchor, relative, section

SITE = "https://docs.shop.example/reliability/"
IDS = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="/"), min_size=1).filter(
    lambda id: id not in {".", ".."}
)
PAGES = st.lists(st.sampled_from(["services", "cart", "a.b", "redis-cart", "caf%C3%A9"]), max_size=3).map(
    lambda steps: "".join(f"{step}/" for step in steps)
)


@given(PAGES, PAGES, st.sampled_from(["", "#top", "#services?tier=critical"]))
def test_a_browser_follows_a_relative_link_to_its_target(page: str, target: str, fragment: str) -> None:
    for base in (SITE, "https://docs.shop.example/", "file:///home/reader/site/"):
        assert urljoin(base + page, relative(target + fragment, page)) == base + target + fragment


def test_files_are_reached_without_a_slash_at_the_end() -> None:
    assert relative("api/catalogue.json", "services/cart/") == "../../api/catalogue.json"
    assert relative("llms.txt", "") == "llms.txt"


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [("", "", "./"), ("", "a/b/", "../../"), ("a/", "a/", "./"), ("a/#x", "a/", "#x"), ("a/b/", "a/", "b/")],
)
def test_short_forms(target: str, page: str, link: str) -> None:
    assert relative(target, page) == link


@given(IDS)
def test_an_address_holds_any_id(id: str) -> None:
    url = address("runbook", id)
    assert url.startswith("runbooks/")
    parts = urlsplit(SITE + url)
    assert (parts.query, parts.fragment) == ("", "")
    assert parts.path == f"/reliability/{url}"
    assert unquote(url) == f"runbooks/{id}/"


@given(IDS, IDS)
def test_a_file_without_a_kind_has_an_address_of_its_own(folder: str, name: str) -> None:
    url = address_of_file(f"{folder}/{name}.yaml")
    assert unquote(url) == f"documents/{folder}/{name}.yaml/"
    assert not set(url) & set('?#\\ <>"')


def test_every_kind_has_its_own_section() -> None:
    from steadybook.model.discovery import kinds

    sections = [section(kind.name) for kind in kinds()]
    assert len(set(sections)) == len(sections)


@given(st.text())
def test_an_anchor_needs_no_escaping(text: str) -> None:
    assert all(character.isalnum() or character in "._-" for character in anchor(text))
