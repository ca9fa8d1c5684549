"""Errors in documents: the site still stands and shows them; --strict fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mkdocs_plugin import sites
from tests.mkdocs_plugin.conftest import Built, build

BROKEN = {
    "catalog/services/cart.yaml": "service:\n  name: cart\n  tier: enormous\n  owner_team: payments\n",
    "catalog/services/other/checkout.yaml": "service:\n  name: checkout\n  tier: standard\n  owner_team: payments\n",
    "runbooks/notes.yaml": "notes:\n  - <b>call</b> the DBA\n",
    "runbooks/half.yaml": "runbook:\n  title: [unclosed\n",
    "runbooks/typo.yaml": (
        "runbook:\n  title: The cart is slow\n  service: checkout\n  ownr: payments\n  last_updated: 2026-10-01\n"
        "  overview: It is slow.\n  impact: Nobody buys.\n  zzz: 1\n"
        "  diagnosis:\n    - {step: Look, command: uptime --since, expectd: An hour}\n"
        "  mitigation:\n    - {option: Wait, when: Always, steps: [sleep 60]}\n"
        "  escalation:\n    after_minutes: [x]\n    contact: payments-lead\n"
    ),
    "runbooks/slow.yaml": (
        "runbook:\n  title: The cart <i>answers</i> slowly\n  service: checkout\n  ownr: payments\n"
        "  diagnosis:\n    - {step: Look, command: uptime <now>}\n    - {step: Look again, command: uptime}\n"
    ),
}
PLACE = "catalog/services/cart.yaml:3:9"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("broken")
    return sites.write(root, BROKEN)


@pytest.fixture(scope="module")
def built(root: Path) -> Built:
    return build(root)


def test_the_site_is_built_and_the_errors_are_named_with_their_places(built: Built) -> None:
    assert built.code == 0, built.said
    assert f"WARNING -  steadybook: {PLACE}: `enormous` is not allowed here [invalid-value]" in built.said
    assert "dead link" not in built.said


def test_the_page_of_a_broken_document_shows_findings_and_source(built: Built) -> None:
    page = built.page("services/cart/")
    assert "1 finding in this document" in page.text
    assert "enormous is not allowed here" in page.text
    assert "critical, important, standard, experimental" in page.text
    assert "../../rules/invalid-value/" in page.links
    assert "The file as it stands" in page.text
    assert "owner_team: payments" in page.text


def test_the_page_of_a_broken_document_has_title_links_commands_and_marked_lines(built: Built) -> None:
    page = built.page("runbooks/slow/")
    source = (built.folder / "runbooks/slow/index.html").read_text("utf-8")
    assert "The cart <i>answers</i> slowly" in page.text
    assert "../../services/checkout/" in page.links
    assert "<code>uptime &lt;now&gt;</code>" in source
    assert re.search(r'<span class="hll">[^\n]*ownr', source)


def test_a_file_that_is_no_document_has_a_page(built: Built) -> None:
    page = built.page("documents/runbooks/notes.yaml/")
    assert "notes is not a kind of document" in page.text
    assert "<b>call</b> the DBA" in page.text
    assert "runbooks/notes.yaml/" in built.page("documents/").links


def test_a_file_that_is_no_yaml_keeps_the_address_of_its_page(built: Built) -> None:
    assert "1 finding" in built.page("runbooks/half/").text
    assert "half/" in built.page("runbooks/").links
    assert not (built.folder / "documents/runbooks/half.yaml").exists()


def test_a_runbook_whose_steps_can_be_read_is_drawn_as_ever(built: Built) -> None:
    page = built.page("runbooks/typo/")
    assert "Find out" in page.text
    assert "uptime --since" in page.text
    assert "Not all of this document can be read." in page.text
    assert "Did you mean owner?" in page.text
    assert "unknown key zzz" in page.text
    assert "typo/" in built.page("runbooks/").links


def test_of_two_files_with_one_id_both_have_a_page(built: Built) -> None:
    assert "catalog/services/checkout.yaml" in built.page("services/checkout/").text
    second = built.page("documents/catalog/services/other/checkout.yaml/")
    assert "duplicate-id" in second.text
    links = built.page("services/").links
    assert {"checkout/", "../documents/catalog/services/other/checkout.yaml/"} <= set(links)


def test_the_home_page_counts_the_errors(built: Built) -> None:
    assert "Findings of the check" in built.page("").text
    assert "enormous is not allowed here" in built.page("").text


def test_strict_fails(root: Path, built: Built) -> None:
    run = sites.mkdocs(root, "build", "--strict", "--site-dir", "strict")
    assert built.code == 0
    assert run.returncode != 0
    assert PLACE in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"steadybook.toml": "foldres = []\n"}, "steadybook.toml:1:1: unknown key `foldres`. Did you mean `folders`?"),
        ({"mkdocs.yml": "site_name: x\nplugins: [{steadybook: {as_of: today}}]\n"}, "`today` is not a date"),
        (
            {"mkdocs.yml": "site_name: x\nplugins: [{steadybook: {asof: today}}]\n"},
            "Unrecognised configuration name: asof",
        ),
    ],
)
def test_a_mistake_in_the_configuration_is_explained(
    files: dict[str, str], said: str, built_with: Callable[..., Built]
) -> None:
    built = built_with(files, "--strict")
    assert built.code != 0
    assert said in " ".join(built.said.split())
    assert "Traceback" not in built.said


@pytest.mark.parametrize(
    ("written", "day"),
    [("2027-03-01", "2027-03-01"), ('"2027-03-02"', "2027-03-02"), ("2027-03-03T23:30:00-02:00", "2027-03-04")],
)
def test_a_day_or_instant_in_the_configuration_needs_no_quotes(
    written: str, day: str, built_with: Callable[..., Built]
) -> None:
    plugins = f"plugins: [search, {{steadybook: {{as_of: {written}}}}}]"
    built = built_with({"mkdocs.yml": sites.DESCRIPTION.replace("plugins: [search, steadybook]", plugins)})
    assert built.code == 0, built.said
    assert f"as of {day}" in built.page("services/checkout/").text


def test_a_repository_without_documents_has_a_site_that_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Empty\ntheme: {name: material, font: false}\nplugins: [search, steadybook]\n"
    )
    run = sites.mkdocs(tmp_path, "build", "--strict")
    assert run.returncode == 0, run.stderr
    home = Built(tmp_path / "site", 0, "").page("")
    assert "steadybook new service" in home.text
