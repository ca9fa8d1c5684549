"""Template text by the field that holds it, and credentials that no report repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.model.finding import Severity
from tests.rules.organisation import findings, places

TEAM = "catalog/teams/search.yaml"
SECRET = "Wh1tePebble88"


def team(rest: str) -> dict[str, str]:
    return {TEAM: f"team:\n  name: search\n{rest}"}


@pytest.mark.parametrize(
    ("rest", "severity"),
    [
        ('  contact: "[channel]"\n', Severity.ERROR),
        ('  contact: "#search"\n  lead: TBD\n', Severity.WARNING),
        ('  contact: "#search"\n  annotations: {cost_centre: TODO}\n', Severity.WARNING),
    ],
)
def test_required_fields_weigh_more(tmp_path: Path, rest: str, severity: Severity) -> None:
    [found] = findings(tmp_path, team(rest), "placeholder-text")
    assert found.severity == severity


@pytest.mark.parametrize("rest", ['  contact: "#search"\n  lead: ""\n', '  contact: "#search"\n  lead:\n'])
def test_an_empty_optional_text_is_left_out(tmp_path: Path, rest: str) -> None:
    assert places(tmp_path, team(rest), "placeholder-text") == []


def test_every_item_of_a_list_has_its_own_line(tmp_path: Path) -> None:
    text = """\
    waiver:
      rule: stale-runbook
      paths:
        - runbooks/checkout-errors.yaml
        - TODO
        - "[path]"
      reason: r
      owner: payments
      expires: 2026-12-01
    """
    found = findings(tmp_path, {"catalog/waivers/w.yaml": text}, "placeholder-text")
    assert [(f.span.line, f.severity) for f in found] == [(5, Severity.ERROR), (6, Severity.ERROR)]


def test_rule_files_are_searched_too(tmp_path: Path) -> None:
    text = "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: rate(x[5m]) > 1\n        annotations:\n"
    path = "slos/alerts/g.yaml"
    assert places(tmp_path, {path: f"{text}          summary: TODO\n"}, "placeholder-text") == [(path, 7)]
    assert places(tmp_path, {path: f'{text}          summary: "{{{{ $labels.pod }}}}"\n'}, "placeholder-text") == []


@pytest.mark.parametrize(
    "rest",
    [
        f"  contact: https://search:{SECRET}@chat.example.com\n",
        f'  contact: "#search"  # password={SECRET}\n',
        f'  contact: "#search"\n  description: |\n    Log in with\n    curl -u search:{SECRET} https://x.example\n',
    ],
)
def test_no_report_repeats_a_credential(tmp_path: Path, rest: str) -> None:
    [found] = findings(tmp_path, team(rest), "credential-in-document")
    lines = (tmp_path / TEAM).read_text().splitlines()
    line = lines[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == SECRET
    assert SECRET not in repr(found)
    assert found.excerpt == (line.replace(SECRET, "*" * len(SECRET)),)


@pytest.mark.parametrize("password", ["$PASSWORD", "<password>", "***", "${PASSWORD}"])
def test_what_stands_for_a_credential_is_none(tmp_path: Path, password: str) -> None:
    rest = f'  contact: "https://search:{password}@chat.example.com"\n'
    assert places(tmp_path, team(rest), "credential-in-document") == []
