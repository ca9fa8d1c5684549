"""The examples on every rule's page, run: the bad one is found on its marked lines only, the good one passes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from steadybook.engine.check import CheckResult, check
from steadybook.engine.logs import LogFile, check_logs, surroundings
from steadybook.model.discovery import rules
from steadybook.model.finding import Finding
from steadybook.model.rule_page import RulePage, rule_page

BASE = Path(__file__).parent / "base"
AS_OF = "2026-11-01"
RULES = rules()


def pages() -> dict[str, RulePage]:
    return {id: rule_page(rule.documentation) for id, rule in RULES.items()}


def check_with(root: Path, files: dict[str, str]) -> CheckResult:
    """Checks the base organisation with these files in it."""
    write(root, files)
    return check(root, as_of=AS_OF, use_cache=False)


def findings_with(root: Path, files: dict[str, str], family: str) -> Sequence[Finding]:
    """What is found in the base organisation with these files: by the check, or in these files as logs."""
    if family != "logs":
        return check_with(root, files).findings
    write(root, files)
    logs = [LogFile(str(root / path), path) for path in files]
    return check_logs(logs, surroundings(root)).findings


def write(root: Path, files: dict[str, str]) -> None:
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for path, text in files.items():
        file = root / path
        assert file.resolve().is_relative_to(root), f"{path} leads out of the repository"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))


def test_the_base_organisation_is_clean(tmp_path: Path) -> None:
    result = check_with(tmp_path, {})
    assert [f"{f.path}:{f.span.line} {f.rule}: {f.message}" for f in result.findings] == []


@pytest.mark.parametrize("id", RULES)
def test_the_page_is_whole(id: str) -> None:
    page = pages()[id]
    assert page.summary.endswith("."), "the summary is a sentence"
    # What only the reader or the model can find, such as a file of a hundred megabytes, may have no example as files.
    assert page.bad_files or (RULES[id].rule.check is None and RULES[id].rule.check_corpus is None)
    assert page.good_files or not page.bad_files


@pytest.mark.parametrize("id", [id for id, page in pages().items() if page.bad_files])
def test_the_bad_example_is_found_where_it_is_marked(id: str, tmp_path: Path) -> None:
    page = pages()[id]
    findings = findings_with(tmp_path, page.bad_files, RULES[id].family)
    found = {(finding.path, finding.span.line) for finding in findings if finding.rule == id}
    others = sorted({f"{f.path}:{f.span.line} {f.rule}: {f.message}" for f in findings if f.rule != id})
    assert found == set(page.bad_places), f"also found: {others}"


@pytest.mark.parametrize("id", [id for id, page in pages().items() if page.good_files])
def test_the_good_example_passes(id: str, tmp_path: Path) -> None:
    findings = findings_with(tmp_path, pages()[id].good_files, RULES[id].family)
    found = [f"{f.path}:{f.span.line}: {f.message}" for f in findings if f.rule == id]
    assert found == []
