from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, ValidationError

from steadybook.formats import sarif
from steadybook.model.format import Options
from steadybook.source.edits import apply
from steadybook.source.spans import Span
from tests.formats.conftest import OUTCOMES, Result, various
from tests.formats.sarif_schema import LOG


def run_of(outcome: Result) -> Any:
    log = json.loads(sarif.render(outcome, Options()))
    Draft202012Validator(LOG).validate(log)
    return log["runs"][0]


def test_the_log_has_the_structure_of_the_standard(outcome: Result) -> None:
    assert len(run_of(outcome)["results"]) == len(outcome.findings)


def test_the_schema_refuses_what_the_standard_does() -> None:
    log = json.loads(sarif.render(various(), Options()))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    with pytest.raises(ValidationError, match="minimum"):
        Draft202012Validator(LOG).validate(log)


def test_results_point_at_their_rules_and_files() -> None:
    run = run_of(various())
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(run["results"], various().findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert unquote(artifact["uri"]) == finding.path
        assert artifact["uri"].isascii()
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]


def test_levels() -> None:
    assert [result["level"] for result in run_of(various())["results"]] == [
        "error",
        "error",
        "warning",
        "warning",
        "note",
        "error",
    ]


def test_a_fix_does_what_the_fixer_does() -> None:
    finding = various().findings[0]
    assert finding.fix is not None
    replacement = run_of(various())["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region = replacement["deletedRegion"]
    line = finding.excerpt[0]
    mended = (
        line[: region["startColumn"] - 1] + replacement["insertedContent"]["text"] + line[region["endColumn"] - 1 :]
    )
    on_one_line = [replace(edit, span=Span(1, 25, 1, 28)) for edit in finding.fix.edits]
    assert mended == apply(line, on_one_line) == "  error_budget_minutes: 40.32   # see the policy"


def test_fingerprints_stay_when_lines_move() -> None:
    moved = Result(tuple(replace(f, span=Span(f.span.line + 7, 1, f.span.end_line + 7, 9)) for f in various().findings))

    def fingerprints(outcome: Result) -> list[dict[str, str]]:
        return [result["partialFingerprints"] for result in run_of(outcome)["results"]]

    assert fingerprints(moved) == fingerprints(OUTCOMES["various"])
