"""The example organisation is large, complete and sound: a team may copy any document of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from steadybook.engine.check import CheckResult, check_repository
from steadybook.engine.repository import Repository, open_repository
from steadybook.model.configuration import DEFAULT_FOLDERS
from steadybook.model.discovery import kinds
from steadybook.model.finding import Severity

EXPECTED_WARNINGS = {
    ("missed-readiness-check", "catalog/services/adservice.yaml"),
    ("missed-readiness-check", "catalog/services/cartservice.yaml"),
    ("missed-readiness-check", "catalog/services/currencyservice.yaml"),
    ("overdue-action", "postmortems/2026-10-15-email-provider-throttling.yaml"),
    ("overdue-action", "postmortems/2026-10-29-cart-redis-failover.yaml"),
    ("overdue-action", "postmortems/2026-09-24-currency-cpu-saturation.yaml"),
    ("stale-runbook", "runbooks/currency-slow.yaml"),
}
ADDRESS = re.compile(r"https?://[^\s\"'<>`)\]]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@pytest.fixture(scope="module")
def organisation(repository: Path) -> Repository:
    return open_repository(repository)


@pytest.fixture(scope="module")
def result(organisation: Repository) -> CheckResult:
    return check_repository(organisation)


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    files = [path for folder in DEFAULT_FOLDERS for path in sorted((repository / folder).rglob("*.yaml"))]
    return {path.relative_to(repository).as_posix(): path.read_text("utf-8") for path in files}


def test_every_kind_is_there(organisation: Repository) -> None:
    documents = organisation.context.corpus.documents
    assert len(documents) >= 120
    present = {document.facts.kind for document in documents}
    assert {kind.name for kind in kinds()} == present


def test_the_check_finds_no_error(result: CheckResult) -> None:
    found = [f"{f.path}:{f.span.line}: {f.message} [{f.rule}]" for f in result.findings if f.severity is Severity.ERROR]
    assert found == []


def test_the_warnings_are_those_that_the_example_is_meant_to_show(result: CheckResult) -> None:
    assert {(f.rule, f.path) for f in result.findings if f.severity is Severity.WARNING} == EXPECTED_WARNINGS


def test_the_waiver_is_used(result: CheckResult) -> None:
    assert len(result.waived) == 1


def test_the_measurements_are_those_of_the_generator(repository: Path) -> None:
    script = repository / "tools" / "illustrative_measurements.py"
    ended = subprocess.run([sys.executable, str(script), "--check"], cwd=repository, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()


def test_people_are_roles(texts: dict[str, str]) -> None:
    assert {(path, mail) for path, text in texts.items() for mail in MAIL.findall(text)} == set()


def test_hosts_are_examples(texts: dict[str, str]) -> None:
    hosts = {
        (path, urlsplit(address).hostname or "") for path, text in texts.items() for address in ADDRESS.findall(text)
    }
    assert hosts
    assert {(path, host) for path, host in hosts if not host.endswith(".example")} == set()
