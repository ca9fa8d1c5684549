from __future__ import annotations

import json
from pathlib import Path

import pytest

from steadybook.model.discovery import rules
from tests.commands.conftest import Run


def test_the_list_names_every_rule_by_family(run: Run) -> None:
    ended = run("explain")
    assert ended.code == 0
    for rule in rules().values():
        assert f"  {rule.id} " in ended.out
    assert f"{len(rules())} rules." in ended.out
    assert "\nsyntax\n" in ended.out


@pytest.mark.parametrize("id", rules())
def test_every_page_can_be_drawn(run: Run, id: str) -> None:
    ended = run("explain", id)
    assert ended.code == 0
    assert ended.out.startswith(f"{id} (")
    for heading in ("What it does", "Why is this bad?", "Example", "Use instead", "How to fix or waive"):
        assert f"\n{heading}\n" in ended.out
    assert "```" not in ended.out
    assert "# <-" not in ended.out


def test_a_page_shows_the_mark_and_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = run("explain", "unknown-key").out
    assert "memberz: 4  <- the finding" in out
    assert max(map(len, out.splitlines())) <= 60


def test_colours_on_request(run: Run) -> None:
    assert "\x1b[1mWhy is this bad?\x1b[0m" in run("explain", "unknown-key", "--color", "always").out


def test_an_unknown_rule_suggests_the_nearest(run: Run) -> None:
    ended = run("explain", "unknow_key")
    assert ended.code == 2
    assert "Did you mean `unknown-key`?" in ended.err


def test_other_formats(run: Run) -> None:
    markdown = run("explain", "unknown-key", "--format", "markdown").out
    assert markdown.startswith("# unknown-key\n\nSeverity: error. Family: shape.\n")
    assert "```yaml" in markdown
    assert run("explain", "--format", "markdown").out.count("\n") == len(rules()) + 2
    (entry,) = json.loads(run("explain", "unknown-key", "--format", "json").out)
    assert entry["rule"] == "unknown-key"
    assert len(json.loads(run("explain", "--format", "json").out)) == len(rules())


@pytest.mark.parametrize(
    ("file", "table"), [("steadybook.toml", "[severities]"), ("pyproject.toml", "[tool.steadybook.severities]")]
)
def test_what_a_page_says_of_changing_a_severity_works(run: Run, typo: Path, file: str, table: str) -> None:
    out = " ".join(run("explain", "unknown-key").out.split())
    assert f"in {file} below `{table}`" in out
    assert 'write `unknown-key = "..."`' in out
    assert run("check").code == 1
    (typo.parents[2] / "steadybook.toml").unlink()
    (typo.parents[2] / file).write_text(f'{table}\nunknown-key = "off"\n', "utf-8")
    assert run("check").code == 0
