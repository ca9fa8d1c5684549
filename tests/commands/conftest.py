"""A small clean repository, and the command line run in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from steadybook.commands.main import main

TYPO = "  contact: '#search'\n  memberz: 4\n"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def root(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The organisation of the rules' examples, in the current folder."""
    root = tmp_path / "shop"
    shutil.copytree(repository / "tests/rules/base", root)
    (root / "steadybook.toml").write_text('as_of = "2026-11-01"\n', "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def typo(root: Path) -> Path:
    """A file with one error on line 4, which `fix --unsafe` repairs."""
    file = root / "catalog/teams/search.yaml"
    file.write_text(f"team:\n  name: search\n{TYPO}", "utf-8")
    return file


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Ended:
        code = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err or code == 3
        return Ended(code, out, err)

    return run
