"""Waivers at the borders of their time, and what their paths meet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules.organisation import BASE, findings, places

PATH = "catalog/waivers/w.yaml"


def waiver(rule: str = "stale-runbook", paths: str = "[runbooks]", expires: str = "2026-12-01") -> dict[str, str]:
    head = f"waiver:\n  rule: {rule}\n  paths: {paths}\n  reason: It is known.\n  owner: payments\n"
    return {PATH: f"{head}  expires: {expires}\n"}


@pytest.mark.parametrize(("as_of", "expired"), [("2026-12-01", False), ("2026-12-02", True)])
def test_a_waiver_holds_for_the_whole_of_its_last_day(tmp_path: Path, as_of: str, expired: bool) -> None:
    found = findings(tmp_path, waiver(), "expired-waiver", as_of)
    assert [(f.span.line, f.time_dependent) for f in found] == ([(6, True)] if expired else [])
    assert len(findings(tmp_path, waiver(), "unused-waiver", as_of)) == (not expired)


@pytest.mark.parametrize(("expires", "found"), [("2027-11-02", 0), ("2027-11-03", 1)])
def test_a_waiver_holds_for_a_year_at_most(tmp_path: Path, expires: str, found: int) -> None:
    assert len(findings(tmp_path, waiver(expires=expires), "waiver-too-long")) == found


@pytest.mark.parametrize(
    ("glob", "found"),
    [
        ("runbooks/checkout-errors.yaml", 0),
        ("runbooks", 0),
        ("'**/checkout*.yaml'", 0),
        ("'*.yaml'", 1),
        ("runbook", 1),
    ],
)
def test_each_path_meets_a_file(tmp_path: Path, glob: str, found: int) -> None:
    assert len(findings(tmp_path, waiver(paths=f"[{glob}]"), "waiver-matches-no-file")) == found


def test_a_rule_that_does_not_exist_has_a_neighbour(tmp_path: Path) -> None:
    [found] = findings(tmp_path, waiver(rule="stale-runbok"), "unknown-rule")
    assert "stale-runbook" in found.help
    assert found.fix is not None
    assert [edit.replacement for edit in found.fix.edits] == ["stale-runbook"]


def test_a_comment_may_name_an_unknown_rule_too(tmp_path: Path) -> None:
    text = 'team:\n  name: search\n  contact: "#search"  # steadybook: ignore[placeholder-txt] why not\n'
    [found] = findings(tmp_path, {"catalog/teams/search.yaml": text}, "unknown-rule")
    assert (found.span.line, found.span.column) == (3, 23)
    assert "placeholder-text" in found.help


@pytest.mark.parametrize(
    ("comment", "named"),
    [
        ("# steadybook: ignore", "rule-id"),
        ("# steadybook: ignore stale-runbook it is known", "stale-runbook"),
        ("# steadybook ignore[stale-runbook] it is known", "stale-runbook"),
        ("# Steadybook: Ignore(stale-runbook)", "stale-runbook"),
        ("#steadybook:ignored", "rule-id"),
        ("# steadybook: ignore[] it is known", "rule-id"),
    ],
)
def test_a_comment_that_names_no_rule_is_told(tmp_path: Path, comment: str, named: str) -> None:
    team = f'team:\n  name: search\n  contact: "#search"  {comment}\n'
    [found] = findings(tmp_path, {"catalog/teams/search.yaml": team}, "unknown-rule")
    assert (found.span.line, found.span.column) == (3, team.split("\n")[2].index(comment) + 1)
    assert found.help == f"Write `# steadybook: ignore[{named}] the reason`."


@pytest.mark.parametrize(
    "comment", ["#steadybook:ignore[stale-runbook] known", "#  steadybook:  ignore[stale-runbook] known"]
)
def test_spaces_in_a_comment_do_not_matter(tmp_path: Path, comment: str) -> None:
    text = (BASE / "runbooks/checkout-errors.yaml").read_text("utf-8").replace("2026-1", "2024-1")
    assert len(findings(tmp_path / "a", {"runbooks/checkout-errors.yaml": text}, "stale-runbook")) == 1
    marked = re.sub(r"(last_updated:.*)", rf"\1  {comment}", text)
    assert findings(tmp_path / "b", {"runbooks/checkout-errors.yaml": marked}, "stale-runbook") == []


def test_prose_may_speak_of_comments(tmp_path: Path) -> None:
    block = "  annotations:\n    a: |\n      # steadybook: ignore it\n"
    team = f'team:\n  name: search\n  contact: "# steadybook: ignore"\n{block}'
    assert findings(tmp_path, {"catalog/teams/search.yaml": team}, "unknown-rule") == []


def test_what_is_waived_is_not_reported(tmp_path: Path) -> None:
    text = 'team:\n  name: search\n  contact: "#search"\n  lead: TBD\n'
    files = {"catalog/teams/search.yaml": text, **waiver("placeholder-text", "[catalog/teams/*.yaml]")}
    assert places(tmp_path, files, "placeholder-text") == []
    assert places(tmp_path, files, "unused-waiver") == []


@pytest.mark.parametrize("text", ["team:\n  name: search\n  contact: a\n  zzz: 1\n", "team:\n  name: 'search\n"])
def test_a_waiver_may_serve_while_a_document_cannot_be_read(tmp_path: Path, text: str) -> None:
    assert len(findings(tmp_path / "sound", waiver(), "unused-waiver")) == 1
    assert findings(tmp_path / "broken", waiver() | {"catalog/teams/search.yaml": text}, "unused-waiver") == []
