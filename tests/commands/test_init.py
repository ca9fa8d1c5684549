from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.commands.conftest import Run
from tests.mkdocs_plugin import sites


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
        "mkdocs.yml",
        "docs/.gitkeep",
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


DOCUMENTS = {
    "catalog/teams/payments.yaml": "team:\n  name: payments\n  contact: '#payments'\n",
    "catalog/services/checkout.yaml": "service:\n  name: checkout\n  tier: experimental\n  owner_team: payments\n",
}


def test_the_site_builds_and_is_complete(run: Run, tmp_path: Path) -> None:
    assert run("init", str(tmp_path)).code == 0
    for path, text in {**DOCUMENTS, "docs/guides/welcome.md": "# Welcome\n\nWhere to begin.\n"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    ended = sites.mkdocs(tmp_path, "build", "--strict")
    assert ended.returncode == 0, ended.stderr
    home = (tmp_path / "site/index.html").read_text("utf-8")
    for part in ('class="md-tabs"', 'data-md-component="palette"', "md-sidebar--primary", "content.code.copy"):
        assert part in home, part
    assert "preconnect" not in home
    assert sites.foreign(sites.pages(tmp_path / "site")) == []
    assert sites.foreign_in_styles(tmp_path / "site") == []


def test_a_site_without_pages_of_its_own_builds(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path))
    ended = sites.mkdocs(tmp_path, "build", "--strict")
    assert ended.returncode == 0, ended.stderr


def test_edit_this_page_works_once_the_addresses_are_filled_in(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path))
    for path, text in DOCUMENTS.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    file = tmp_path / "mkdocs.yml"
    file.write_text(re.sub(r"^# (?=\w+_(url|uri): )", "", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert sites.mkdocs(tmp_path, "build", "--strict").returncode == 0
    page = sites.pages(tmp_path / "site")["services/checkout/"]
    assert "https://github.com/shop/reliability/edit/main/catalog/services/checkout.yaml" in page.edits


def test_the_site_is_set_up_as_our_own(run: Run, tmp_path: Path, repository: Path) -> None:
    run("init", str(tmp_path))
    ours, theirs = (yaml.safe_load((root / "mkdocs.yml").read_text("utf-8")) for root in (repository, tmp_path))
    for key in ("theme", "plugins", "markdown_extensions", "extra", "validation"):
        assert theirs[key] == ours[key], key


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
def test_a_site_that_is_there_keeps_its_description(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("site_name: Shop\n", "utf-8")
    assert f"kept     {name}\n" in run("init", str(tmp_path)).out
    assert [file.name for file in tmp_path.glob("mkdocs.*")] == [name]
    assert (tmp_path / name).read_text("utf-8") == "site_name: Shop\n"
    assert (tmp_path / "docs/.gitkeep").is_file()


def test_no_folder_is_made_where_pages_stand_elsewhere(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Shop\ndocs_dir: pages\n", "utf-8")
    assert run("init", str(tmp_path)).code == 0
    assert not (tmp_path / "docs").exists()
