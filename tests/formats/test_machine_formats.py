"""What the programs that read the formats rely on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from steadybook.formats import github, gitlab, junit, text
from steadybook.formats import json as json_format
from steadybook.model.finding import Severity
from steadybook.model.format import Format, Options
from tests.formats.conftest import Result, Totals, line, various

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("format", [module.FORMAT for module in (text, json_format, github, gitlab)])
def test_no_control_character_of_a_document_reaches_the_terminal(format: Format) -> None:
    finding = replace(various().findings[-1], message="a\x9b31m\u202e\x7f\x1b]0;x\x07", path="r/\x1b[2J.yaml")
    written = format.render(Result((finding,), Totals(errors=1)), Options(line=line))
    assert not RAW.search(written)


def test_json_holds_the_contract() -> None:
    answer = json.loads(json_format.render(various(), Options()))
    assert list(answer) == ["version", "findings", "summary"]
    assert answer["version"] == 1
    for entry, finding in zip(answer["findings"], various().findings, strict=True):
        assert list(entry) == [
            *("rule", "severity", "path", "line", "column", "end_line", "end_column", "message", "help", "url"),
            *("fixable", "time_dependent", "related"),
        ]
        assert (entry["path"], entry["message"]) == (finding.path, finding.message)
        assert all(list(place) == ["path", "line", "column", "message"] for place in entry["related"])
    assert [entry["fixable"] for entry in answer["findings"]] == [True, False, False, False, False, False]
    assert answer["summary"]["errors"] == 3


def test_json_survives_a_file_name_that_is_no_text() -> None:
    finding = replace(various().findings[0], path="slos/\udcff.yaml")
    written = json_format.render(Result((finding,)), Options())
    assert json.loads(written.encode())["findings"][0]["path"] == "slos/\udcff.yaml"


def test_github_escapes_what_would_end_a_command() -> None:
    lines = github.render(various(), Options()).splitlines()
    assert len(lines) == len(various().findings) + 1, "a finding is a line, whatever its message holds"
    hostile = next(one for one in lines if "forged" in one)
    assert hostile.startswith("::error file=runbooks/a%2Cb%3Ac%25.yaml,line=2,")
    assert hostile.count("::error") == 2, "the forged command stands inside the message"


def test_github_shows_errors_first_for_it_cuts_the_list() -> None:
    commands = [one.split(" ")[0] for one in github.render(various(), Options()).splitlines()[:-1]]
    assert commands == ["::error"] * 3 + ["::warning"] * 2 + ["::notice"]


def test_gitlab_fingerprints_are_unique() -> None:
    finding = various().findings[0]
    report = json.loads(gitlab.render(Result((finding, finding, finding)), Options()))
    assert len({entry["fingerprint"] for entry in report}) == 3
    assert report[0]["fingerprint"] == finding.fingerprint


def test_junit_is_xml_and_counts_only_errors_as_failures() -> None:
    root = ET.XML(junit.render(various(), Options()))
    assert (root.get("tests"), root.get("failures")) == ("6", "3")
    assert len(root.findall("testsuite")) == len({finding.path for finding in various().findings})
    assert len(root.findall(".//failure")) == 3
    assert len(root.findall(".//system-out")) == 3
    failure = root.findall(".//failure")[-1]
    assert "\ufffd[31mred\ufffd`\n::error::forged" in (failure.text or "")


def test_text_says_where_to_read_on() -> None:
    written = text.render(various(), Options(line=line))
    assert "slos/checkout-availability.yaml:14:25" in written
    assert "steadybook explain unknown-key" in written
    assert "steadybook fix --unsafe" in written


def test_text_without_excerpts_and_related_lines_is_whole() -> None:
    bare = tuple(replace(finding, excerpt=()) for finding in various().findings)
    written = text.render(Result(bare, various().summary), Options())
    assert all(f"{finding.path}:{finding.span.line}:" in written for finding in bare)


def test_text_colours_by_severity() -> None:
    finding = various().findings[0]
    for severity, code in ((Severity.ERROR, "1;31"), (Severity.WARNING, "1;33"), (Severity.INFO, "1;34")):
        assert f"\x1b[{code}m" in text.render(Result((replace(finding, severity=severity),)), Options(colour=True))
