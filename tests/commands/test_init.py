from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.commands.conftest import Run


def test_an_empty_folder_becomes_a_repository_that_passes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("init")
    assert ended.code == 0
    for path in (
        "steadybook.toml",
        ".pre-commit-config.yaml",
        ".github/workflows/steadybook.yml",
        "catalog/.gitkeep",
        "runbooks/.gitkeep",
    ):
        assert (tmp_path / path).is_file()
        assert f"created  {path}" in ended.out
    for path in (".pre-commit-config.yaml", ".github/workflows/steadybook.yml"):
        assert yaml.safe_load((tmp_path / path).read_text("utf-8"))
    assert tomllib.loads((tmp_path / "steadybook.toml").read_text("utf-8"))["folders"]
    assert run("check").code == 0


def test_the_workflow_checks_pushes_and_pull_requests(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init")
    workflow = yaml.safe_load((tmp_path / ".github/workflows/steadybook.yml").read_text("utf-8"))
    script = workflow["jobs"]["check"]["steps"][-1]["run"]
    for command in ("init -q", "add -A", "-c user.name=a -c user.email=a@b.example commit -qm a", "branch -q base"):
        subprocess.run(["git", *command.split()], check=True)
    subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "HEAD"], check=True)

    def checked(base: str) -> int:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"GITHUB_BASE_REF": base, "PATH": path}
        return subprocess.run(["bash", "-ec", script], env=environment, capture_output=True, check=False).returncode

    assert [checked(base) for base in ("", "main", "gone")] == [0, 0, 2]


def test_the_choices_offered_in_the_configuration_are_valid(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init")
    file = tmp_path / "steadybook.toml"
    offered = "\n".join(
        line.removeprefix("# ") for line in file.read_text("utf-8").splitlines() if not line.endswith((".", ":"))
    )
    assert "[severities]" in offered
    file.write_text(offered, "utf-8")
    ended = run("check")
    assert ended.code == 0, ended.err


def test_nothing_is_overwritten(run: Run, root: Path) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    ended = run("init")
    assert ended.code == 0
    assert "kept     steadybook.toml" in ended.out
    assert {file: file.read_bytes() for file in before} == before
    again = run("init")
    assert "created" not in again.out


def test_a_configuration_in_pyproject_is_enough(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.steadybook]\n", "utf-8")
    assert run("init", str(tmp_path)).code == 0
    assert not (tmp_path / "steadybook.toml").exists()


def test_a_folder_that_does_not_exist(run: Run, tmp_path: Path) -> None:
    ended = run("init", str(tmp_path / "nowhere"))
    assert ended.code == 2
    assert "there is no folder" in ended.err


def test_what_is_in_the_way_is_told_after_what_was_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".github").write_text("", "utf-8")
    ended = run("init")
    assert ended.code == 2
    assert "created  steadybook.toml\n" in ended.out
    assert "`.github/workflows/steadybook.yml` cannot be written" in ended.err
    assert "A file stands where a folder belongs" in ended.err
