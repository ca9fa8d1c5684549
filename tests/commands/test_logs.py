from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from steadybook.sre.logs import EXAMPLE
from tests.commands.conftest import Run

GOOD = json.dumps(dict(EXAMPLE)) + "\n"
BAD = GOOD.replace('"error"', '"loud"')


@pytest.fixture
def log(root: Path) -> Path:
    file = root / "app.log"
    file.write_text(GOOD + BAD, "utf-8")
    return file


def test_a_clean_log(run: Run, log: Path) -> None:
    log.write_text(GOOD, "utf-8")
    ended = run("logs", "check", "app.log")
    assert ended.code == 0
    assert ended.out.startswith("All clear: 1 record checked in ")
    assert ended.err == ""


def test_a_finding_stands_with_file_line_and_page(run: Run, log: Path) -> None:
    ended = run("logs", "check", str(log))
    assert ended.code == 1
    assert "error[log-unknown-level]: `loud` is no level\n --> app.log:2:" in ended.out
    assert "1 error in 1 file (2 records checked in " in ended.out
    assert "steadybook explain log-unknown-level" in ended.out
    assert run("explain", "log-unknown-level").code == 0
    assert run("logs", "check", "app.log", "--fail-on", "never").code == 0


def test_the_json_counts_what_it_leaves_out(run: Run, log: Path) -> None:
    log.write_text(BAD * 30, "utf-8")
    answer = json.loads(run("logs", "check", "--format", "json", "--limit", "4", "app.log").out)
    assert len(answer["findings"]) == 4
    assert answer["summary"]["records"] == 30
    assert answer["summary"]["errors"] == 30
    assert answer["unshown"] == {"log-unknown-level": 26}
    assert "26 more of log-unknown-level not shown." in run("logs", "check", "--limit", "4", "app.log").out


@pytest.mark.parametrize("format", ["github", "gitlab", "junit", "sarif"])
def test_the_other_formats(run: Run, log: Path, format: str) -> None:
    ended = run("logs", "check", "app.log", "--format", format)
    assert ended.code == 1
    assert "log-unknown-level" in ended.out
    assert log.name in ended.out


def test_standard_input(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert root.is_dir()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(BAD.encode()))))
    ended = run("logs", "check", "-")
    assert ended.code == 1
    assert " --> <stdin>:1:" in ended.out


def test_several_files_and_each_once(run: Run, log: Path, root: Path) -> None:
    (root / "other.log").write_text(GOOD, "utf-8")
    ended = run("logs", "check", "app.log", "other.log", "app.log")
    assert "1 error in 1 file (3 records checked" in ended.out
    assert log.is_file()


def test_services_are_those_of_the_repository(run: Run, log: Path, tmp_path: Path) -> None:
    log.write_text(GOOD.replace('"checkout"', '"chekout"'), "utf-8")
    assert "Did you mean `checkout`?" in run("logs", "check", "app.log").out
    empty = tmp_path / "empty"
    empty.mkdir()
    ended = run("logs", "check", "app.log", "-C", str(empty))
    assert ended.code == 0
    assert "the names of services are not checked" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "gone.log"), "`gone.log` cannot be checked: there is no such file"),
        (("check", "catalog"), "`catalog` cannot be checked: it is a folder, not a file"),
        (("check",), "the following arguments are required: FILE"),
        ((), "the following arguments are required: ACTION"),
        (("chekc", "app.log"), "invalid choice"),
        (("check", "app.log", "--limit", "0"), "`0` is no whole number from 1 on"),
        (("check", "app.log", "--format", "xml"), "there is no format `xml`"),
    ],
)
def test_wrong_arguments_are_explained(run: Run, log: Path, arguments: tuple[str, ...], said: str) -> None:
    ended = run("logs", *arguments)
    assert ended.code == 2
    assert said in ended.err
    assert log.is_file()
