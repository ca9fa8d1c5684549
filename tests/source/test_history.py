"""The latest commits, from real repositories, and the reasons where there are none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from steadybook.source.history import History, latest_commits, mainline, revision

Git = Callable[..., None]
FOLDERS = ("catalog", "slos")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    def run(*arguments: str) -> None:
        day = os.environ | {"GIT_COMMITTER_DATE": "2026-10-09T08:07:06+02:00"}
        subprocess.run(["git", *arguments], cwd=tmp_path, env=day, check=True, capture_output=True)

    run("init", "-q")
    return run


def save(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def test_commits_that_touch_documents_come_newest_first(tmp_path: Path, git: Git) -> None:
    save(tmp_path, "catalog/a.yaml", "1")
    save(tmp_path, "slos/ä b.yaml", "1")
    git("add", ".")
    git("commit", "-qm", "Write a and ä\n\nBecause.")
    save(tmp_path, "README", "1")
    git("add", ".")
    git("commit", "-qm", "No document")
    save(tmp_path, "catalog/a.yaml", "2")
    git("commit", "-qam", "Change a: <b> \x01 \x7f")
    found = latest_commits(tmp_path, FOLDERS, 10)
    assert [(c.subject, c.paths) for c in found.commits] == [
        ("Change a: <b> \x01 \x7f", ("catalog/a.yaml",)),
        ("Write a and ä", ("catalog/a.yaml", "slos/ä b.yaml")),
    ]
    assert found.commits[-1].committed_at.isoformat() == "2026-10-09T08:07:06+02:00"
    assert found.reason == ""
    assert latest_commits(tmp_path, FOLDERS, 1).commits == found.commits[:1]


def test_what_only_keeps_a_folder_is_no_document(tmp_path: Path, git: Git) -> None:
    save(tmp_path, "slos/.gitkeep", "")
    git("add", ".")
    git("commit", "-qm", "Begin")
    assert latest_commits(tmp_path, FOLDERS, 10).reason == "No commit has touched a document yet."
    save(tmp_path, "catalog/.gitkeep", "")
    save(tmp_path, "catalog/a.yaml", "1")
    git("add", ".")
    git("commit", "-qm", "Write a")
    assert [c.paths for c in latest_commits(tmp_path, FOLDERS, 10).commits] == [("catalog/a.yaml",)]


def test_paths_begin_at_the_root_of_the_documents(tmp_path: Path, git: Git) -> None:
    save(tmp_path, "reliability/catalog/a.yaml", "1")
    save(tmp_path, "catalog/other.yaml", "1")
    git("add", ".")
    git("commit", "-qm", "Begin")
    (commit,) = latest_commits(tmp_path / "reliability", FOLDERS, 10).commits
    assert commit.paths == ("catalog/a.yaml",)


def test_the_border_of_a_shallow_clone_is_no_change(tmp_path: Path, git: Git) -> None:
    for text in "123":
        save(tmp_path, "catalog/a.yaml", text)
        save(tmp_path, f"catalog/{text}.yaml", text)
        git("add", ".")
        git("commit", "-qm", f"Write {text}")
    clone = tmp_path / "clone"
    git("clone", "-q", "--depth=2", f"file://{tmp_path}", str(clone))
    assert [(c.subject, c.paths) for c in latest_commits(clone, FOLDERS, 10).commits] == [
        ("Write 3", ("catalog/3.yaml", "catalog/a.yaml"))
    ]
    git("clone", "-q", "--depth=1", f"file://{tmp_path}", str(tmp_path / "one"))
    assert "shallow clone" in latest_commits(tmp_path / "one", FOLDERS, 10).reason


def test_without_history_there_is_a_reason(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not a git repository with commits" in latest_commits(tmp_path, FOLDERS, 10).reason
    save(tmp_path, "README", "1")
    git("add", ".")
    git("commit", "-qm", "Begin")
    assert latest_commits(tmp_path, FOLDERS, 10) == History(reason="No commit has touched a document yet.")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    assert "not a git repository" in latest_commits(outside, FOLDERS, 10).reason
    monkeypatch.setenv("PATH", "")
    assert "not installed" in latest_commits(tmp_path, FOLDERS, 10).reason


def test_the_mainline_leaves_out_what_was_merged_and_knows_what_stood_when(tmp_path: Path) -> None:
    assert "not a git repository" in mainline(tmp_path).reason

    def run(day: int, *arguments: str) -> None:
        when = os.environ | {"GIT_COMMITTER_DATE": f"2026-10-{day:02}T08:00:00+02:00"}
        subprocess.run(["git", *arguments], cwd=tmp_path, env=when, check=True, capture_output=True)

    run(1, "init", "-q", "-b", "main")
    run(1, "commit", "-q", "--allow-empty", "-m", "one")
    run(1, "checkout", "-q", "-b", "side")
    run(2, "commit", "-q", "--allow-empty", "-m", "aside")
    run(3, "checkout", "-q", "main")
    run(4, "merge", "-q", "--no-ff", "-m", "merge", "side")
    found = mainline(tmp_path)
    assert (found.reason, found.is_shallow) == ("", False)
    assert [revision.committed_at.day for revision in found.revisions] == [4, 1]
    assert found.at(datetime(2026, 10, 3, tzinfo=UTC)) == found.revisions[1]
    assert found.at(datetime(2026, 10, 4, 6, tzinfo=UTC)) == found.revisions[0]
    assert found.at(datetime(2026, 10, 1, 5, tzinfo=UTC)) is None
    aside = revision(tmp_path, "side")
    assert aside is not None
    assert (aside.committed_at.day, aside.tree) == (2, found.revisions[0].tree)
    for name in ("nothing", "--help", "-n1", "HEAD:", ""):
        assert revision(tmp_path, name) is None
