"""A constant of `sre/` is written once: changed there, it changes findings, handbook and schema together."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = """
import json, sys
from pathlib import Path
from types import MappingProxyType

from steadybook.sre import oncall, postmortems
if sys.argv[2] == "changed":
    oncall.MIN_ROTATION = 9
    postmortems.TRIGGERS = MappingProxyType({**postmortems.TRIGGERS, "sabotage": "Somebody meant it"})

from steadybook.engine.check import check_repository
from steadybook.engine.repository import open_repository
from steadybook.model.discovery import kinds
from steadybook.model.schema import of_kind
from steadybook.pages.book import Book

repository = open_repository(Path(sys.argv[1]), "2026-11-01")
result = check_repository(repository)
book = Book(repository.context, result.findings, result.rules, "Test")
schema = next(of_kind(kind) for kind in kinds() if kind.name == "postmortem")
handbook = {leaf.url: book.content(leaf) for leaf in book.leaves if leaf.url.startswith("handbook/")}
print(json.dumps({
    "findings": [[f.rule, f.path] for f in result.findings],
    "sabotage in schema": "sabotage" in json.dumps(schema),
    "pages": [url for url, html in handbook.items() if "sabotage" in html],
    "nine": [url for url, html in handbook.items() if "on-call" in url and "9" in html],
}))
"""

POSTMORTEM = """\
postmortem:
  title: Payments were refused
  date: 2026-10-30
  severity: SEV4
  status: draft
  authors: [pay-1]
  summary: Payments were refused for ten minutes.
  services: [checkout]
  trigger: sabotage
  timeline:
    - {time: 2026-10-30T10:00:00Z, event: The first payment is refused}
  action_items: []
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base = Path(__file__).parents[1] / "rules" / "base"
    for file in base.rglob("*"):
        if file.is_file():
            target = tmp_path / file.relative_to(base)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    (tmp_path / "postmortems").mkdir(exist_ok=True)
    (tmp_path / "postmortems" / "2026-10-30-refused.yaml").write_text(POSTMORTEM)
    return tmp_path


def outcome(root: Path, constants: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(root), constants], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_one_change_reaches_findings_handbook_and_schema(root: Path) -> None:
    before, after = outcome(root, "as they are"), outcome(root, "changed")
    word = ["invalid-value", "postmortems/2026-10-30-refused.yaml"]
    assert word in before["findings"]
    assert word not in after["findings"]
    assert (before["sabotage in schema"], after["sabotage in schema"]) == (False, True)
    assert not before["pages"]
    assert after["pages"]
    rules = {rule for rule, _ in before["findings"]}, {rule for rule, _ in after["findings"]}
    assert "rotation-too-small" not in rules[0]
    assert "rotation-too-small" in rules[1]
    assert after["nine"]
