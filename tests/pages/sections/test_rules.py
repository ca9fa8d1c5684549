from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.engine.check import check_repository
from steadybook.engine.repository import open_repository
from steadybook.model.rule_page import rule_page
from steadybook.pages.book import Book
from steadybook.pages.listing import listing
from steadybook.pages.sections.rules.markdown import Listing, Paragraph, Points, blocks

FILES = {
    "catalog/teams/payments.yaml": "team:\n  name: payments\n  contact: '#payments'\n",
    "catalog/services/checkout.yaml": "service:\n  name: checkout\n  tier: standard\n  owner_team: <b>nobody</b>\n",
    "pyproject.toml": '[tool.steadybook.severities]\nstale-runbook = "off"\n',
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root = tmp_path_factory.mktemp("rules")
    for path, text in FILES.items():
        file: Path = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    repository = open_repository(root, "2026-11-22")
    result = check_repository(repository)
    return Book(repository.context, result.findings, result.rules, "Shop")


def html(book: Book, url: str) -> str:
    return book.content(next(leaf for leaf in book.leaves if leaf.url == url))


def test_the_list_has_a_row_for_every_rule_with_severity_in_words(book: Book) -> None:
    page = html(book, "rules/")
    assert "data-filterable" in page
    for rule in book.site.rules.values():
        row = re.search(rf'<tr><th scope="row"><a href="{rule.id}/">.*?</tr>', page)
        assert row is not None, rule.id
        assert f'data-severity="{rule.rule.severity}">{rule.rule.severity}<' in row[0]
        assert f'data-facet="{rule.family}"' in row[0]


def test_every_rule_has_a_page_with_all_its_parts(book: Book) -> None:
    for rule in book.site.rules.values():
        page = html(book, f"rules/{rule.id}/")
        documentation = rule_page(rule.documentation)
        for heading in ("What it does", "Why is this bad?", "Example", "Use instead", "How to fix or waive"):
            assert heading in page, (rule.id, heading)
        assert page.count('class="hll"') == len(documentation.bad_places), rule.id
        assert "# &lt;-" not in page
        assert "# path:" not in page
        for path in (*documentation.bad_files, *documentation.good_files):
            assert f"<code>{path}</code>" in page, (rule.id, path)
        waives = f"# steadybook: ignore[{rule.id}]" in page
        assert waives != (rule.family in ("logs", "syntax")), rule.id


def test_the_marked_line_is_the_one_of_the_example(book: Book) -> None:
    page = html(book, "rules/error-budget-minutes-disagree/")
    (marked,) = re.findall(r'<span class="hll">(.*?)\n</span>', page)
    assert unescape(re.sub(r"<[^>]+>", "", marked)).strip() == "error_budget_minutes: 43.2"


def test_findings_link_to_their_documents_and_are_escaped(book: Book) -> None:
    page = html(book, "rules/dangling-reference/")
    assert '<a href="../../services/checkout/">' in page
    assert "line 4" in page
    assert "<b>nobody</b>" not in page
    assert "&lt;b&gt;nobody&lt;/b&gt;" in page
    assert "It finds nothing here" in html(book, "rules/duplicate-key/")


def test_a_changed_severity_is_said(book: Book) -> None:
    assert "<dt>In this repository</dt><dd>off</dd>" in html(book, "rules/stale-runbook/")
    assert "In this repository</dt>" not in html(book, "rules/duplicate-key/")


@pytest.mark.parametrize(
    ("files", "shown", "not_shown"),
    [
        ({"pyproject.toml": "[tool.steadybook]\n"}, ["[tool.steadybook.severities]"], ["[severities]"]),
        ({"steadybook.toml": ""}, ["[severities]"], ["[tool.steadybook.severities]"]),
        ({}, ["[severities]", "[tool.steadybook.severities]"], []),
    ],
)
def test_how_a_severity_is_changed_fits_the_repository(
    tmp_path: Path, files: dict[str, str], shown: list[str], not_shown: list[str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    repository = open_repository(tmp_path, "2026-11-22")
    result = check_repository(repository)
    page = html(Book(repository.context, result.findings, result.rules, "Shop"), "rules/duplicate-key/")
    assert all(f"<code>{table}\nduplicate-key = " in page for table in shown)
    assert not any(f"<code>{table}" in page for table in not_shown)
    assert ("<code>steadybook.toml</code>" in page) == ("[severities]" in shown)
    assert ("<code>pyproject.toml</code>" in page) == ("[tool.steadybook.severities]" in shown)


def test_the_words_of_a_page_become_blocks() -> None:
    found = blocks(
        "One\nparagraph.\n\n- a point\n  that goes on\n- another\n\n```yaml\n# path: a.yaml\nx: 1  # <-\n```"
    )
    paragraph, points, code = found
    assert paragraph == Paragraph("One paragraph.")
    assert points == Points(("a point that goes on", "another"))
    assert isinstance(code, Listing)
    assert code.path == "a.yaml"
    assert 'class="hll"' in code.shown


def test_several_files_of_a_fence_are_shown_one_by_one() -> None:
    found = blocks("```yaml\n# path: a.yaml\nx: 1\n# path: b.yaml\ny: 2\n```")
    assert [block.path for block in found if isinstance(block, Listing)] == ["a.yaml", "b.yaml"]


@given(
    st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "yaml", "toml"]), st.sets(st.integers(1, 5))
)
def test_a_listing_shows_every_character_and_no_markup_of_the_text(text: str, language: str, marked: set[int]) -> None:
    shown = str(listing(text, language, marked))
    tags = re.findall(r"<[^>]*>", shown)
    assert set(tags) <= {'<span class="hll">', '<span class="nt">', '<span class="c1">', "</span>"}
    assert unescape(re.sub(r"<[^>]*>", "", shown)) == unescape(text.rstrip("\n") + "\n") or "&" in text
    assert tags.count("</span>") * 2 == len(tags)
