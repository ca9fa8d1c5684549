"""Trees: the files of a folder and of a commit, and everything that is no such file."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from steadybook.source.gittree import GitTree
from steadybook.source.tree import Tree, TreeError, WorkTree, read_file_bounded

YAML = (".yaml", ".yml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository: three documents, and what is none."""
    root = tmp_path / "repository"
    for path in ("catalog/b.yaml", "catalog/a/z.yml", "catalog.yaml", "catalog/.hidden.yaml", "catalog/.git/x.yaml"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"path: {path}\n")
    (root / "catalog" / "notes.txt").write_text("no document")
    return root


@pytest.fixture
def git(root: Path) -> Iterator[GitTree]:
    """The same files at a commit; then they go away from disk."""
    commit(root)
    with GitTree(root, "HEAD") as tree:
        yield tree


def commit(root: Path) -> None:
    for command in (["init", "-q"], ["add", "-A", "-f", "."], ["commit", "-q", "-m", "All", "--no-verify"]):
        subprocess.run(["git", *command], cwd=root, check=True)


def refusal(tree: Tree, path: str) -> TreeError:
    with pytest.raises(TreeError) as raised:
        tree.read(path, 100)
    assert raised.value.path == path
    assert raised.value.reason
    return raised.value


def test_the_files_below_folders_sorted_and_once(root: Path) -> None:
    tree = WorkTree(root)
    assert list(tree.files(["catalog"], YAML)) == ["catalog/a/z.yml", "catalog/b.yaml"]
    assert list(tree.files(["."], YAML)) == ["catalog.yaml", "catalog/a/z.yml", "catalog/b.yaml"]
    assert list(tree.files(["catalog/a", "./catalog/", "missing", "catalog.yaml"], YAML)) == [
        "catalog.yaml",
        "catalog/a/z.yml",
        "catalog/b.yaml",
    ]
    assert list(tree.files(["catalog"], [".yml"])) == ["catalog/a/z.yml"]


def test_a_hidden_folder_that_is_named_is_looked_into(root: Path) -> None:
    assert list(WorkTree(root).files(["catalog/.git"], YAML)) == ["catalog/.git/x.yaml"]


def test_reading_is_bounded(root: Path) -> None:
    tree = WorkTree(root)
    assert tree.read("catalog/b.yaml", 100) == b"path: catalog/b.yaml\n"
    assert tree.read("catalog/b.yaml", 5) == b"path: "
    assert tree.read("catalog/b.yaml", 21) == b"path: catalog/b.yaml\n"
    assert read_file_bounded(root / "catalog.yaml", 0) == b"p"


def test_a_huge_file_does_not_fill_the_memory(root: Path) -> None:
    with (root / "huge.yaml").open("wb") as file:
        file.truncate(100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(WorkTree(root).read("huge.yaml", 5_000_000)) == 5_000_001
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if os.uname().sysname == "Darwin" else 1024) < 30_000_000


def test_a_file_without_a_size_is_read() -> None:
    if not Path("/proc/version").exists():
        pytest.skip("only Linux has files that do not know their size")
    assert read_file_bounded(Path("/proc/version"), 1000) == Path("/proc/version").read_bytes()


def test_what_is_no_file_is_refused_and_never_waited_for(root: Path) -> None:
    tree = WorkTree(root)
    (root / "folder.yaml").mkdir()
    os.mkfifo(root / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        folder = Path.cwd()
        os.chdir(root)  # the path of a socket must be short
        try:
            listener.bind("socket.yaml")
        finally:
            os.chdir(folder)
        assert "folder" in refusal(tree, "folder.yaml").reason
        assert "pipe" in refusal(tree, "pipe.yaml").reason
        assert "socket" in refusal(tree, "socket.yaml").reason
    assert "folder" in refusal(tree, "").reason
    assert "exist" in refusal(tree, "vanished.yaml").reason
    assert "part of its path" in refusal(tree, "catalog.yaml/x.yaml").reason
    assert "name" in refusal(tree, "nul\0.yaml").reason
    assert {refusal(tree, "pipe.yaml").code, refusal(tree, "vanished.yaml").code} == {"unreadable-file"}
    assert "pipe.yaml" in list(tree.files(["."], YAML))
    assert "folder.yaml" not in list(tree.files(["."], YAML))


def test_permission_is_missing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() == 0:

        def refuse(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)  # nothing is out of root's reach
    (root / "catalog.yaml").chmod(0)
    assert "permission" in refusal(WorkTree(root), "catalog.yaml").reason


def link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def links(root: Path) -> None:
    """Links of all sorts, and what is outside."""
    (root.parent / "outside").mkdir()
    (root.parent / "outside" / "secret.yaml").write_text("secret: 1\n")
    (root.parent / "repository-too").mkdir()
    (root.parent / "repository-too" / "secret.yaml").write_text("secret: 1\n")
    link(root / "links/inside.yaml", "../catalog/b.yaml")
    link(root / "links/chain.yaml", "inside.yaml")
    link(root / "links/out.yaml", "../../outside/secret.yaml")
    link(root / "links/absolute.yaml", str(root.parent / "outside/secret.yaml"))
    link(root / "links/prefix.yaml", "../../repository-too/secret.yaml")
    link(root / "links/dangling.yaml", "nowhere.yaml")
    link(root / "links/circle.yaml", "circle.yaml")
    link(root / "links/below", "../catalog")
    link(root / "links/beyond", "../../outside")


OUTSIDE = ("links/out.yaml", "links/absolute.yaml", "links/prefix.yaml")


def test_links_inside_are_followed_and_links_out_refused(root: Path) -> None:
    links(root)
    tree = WorkTree(root)
    assert tree.read("links/chain.yaml", 100) == b"path: catalog/b.yaml\n"
    assert tree.read("links/below/b.yaml", 100) == b"path: catalog/b.yaml\n"
    for path in (*OUTSIDE, "links/beyond", "links/beyond/secret.yaml", "../outside/secret.yaml", ".."):
        assert refusal(tree, path).code == "link-outside-repository"
    assert refusal(tree, "links/dangling.yaml").code == "unreadable-file"
    assert refusal(tree, "links/circle.yaml").code == "unreadable-file"


def test_linked_folders_are_not_walked_but_one_outside_is_named(root: Path) -> None:
    links(root)
    found = list(WorkTree(root).files(["links"], YAML))
    names = ["absolute", "chain", "circle", "dangling", "inside", "out", "prefix"]
    assert found == sorted([*(f"links/{name}.yaml" for name in names), "links/beyond"])


def test_a_configured_folder_that_leads_outside_is_named_alone(root: Path) -> None:
    links(root)
    link(root / "slos", "../outside")
    assert list(WorkTree(root).files(["slos", "links/beyond", "catalog/a"], YAML)) == [
        "catalog/a/z.yml",
        "links/beyond",
        "slos",
    ]
    assert refusal(WorkTree(root), "slos").code == "link-outside-repository"


def test_a_root_that_is_itself_behind_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    tree = WorkTree(tmp_path / "link")
    assert list(tree.files(["catalog"], YAML)) == ["catalog/a/z.yml", "catalog/b.yaml"]
    assert tree.read("catalog/b.yaml", 100) == b"path: catalog/b.yaml\n"


def test_what_exists(root: Path) -> None:
    links(root)
    commit(root)
    for tree in (WorkTree(root), GitTree(root, "HEAD")):
        assert [tree.exists(path) for path in ("catalog", "catalog/b.yaml", ".", "catalog/")] == [True] * 4
        assert [tree.exists(path) for path in ("nothing", "catalog/b", "../outside", "x\0")] == [False] * 4


def test_five_thousand_files_take_no_time(tmp_path: Path) -> None:
    for folder in range(50):
        (tmp_path / f"catalog/{folder}").mkdir(parents=True)
        for file in range(100):
            (tmp_path / f"catalog/{folder}/{file}.yaml").touch()
    tree = WorkTree(tmp_path)
    start = time.process_time()
    assert len(list(tree.files(["catalog"], YAML))) == 5000
    assert time.process_time() - start < 0.3


def test_a_commit_has_the_same_files(root: Path, git: GitTree) -> None:
    disk = WorkTree(root)
    for folders in (["catalog"], ["."], ["catalog/a", "catalog.yaml", "missing"]):
        assert list(git.files(folders, YAML)) == list(disk.files(folders, YAML))
    for path in git.files(["."], YAML):
        for limit in (3, 100):
            assert git.read(path, limit) == disk.read(path, limit)


def test_a_commit_keeps_what_is_gone(root: Path, git: GitTree) -> None:
    (root / "catalog/b.yaml").write_text("changed: 1\n")
    (root / "catalog.yaml").unlink()
    assert git.read("catalog/b.yaml", 100) == b"path: catalog/b.yaml\n"
    assert git.read("catalog.yaml", 100) == b"path: catalog.yaml\n"


def test_links_of_a_commit(root: Path) -> None:
    links(root)
    commit(root)
    with GitTree(root, "HEAD") as tree:
        assert tree.read("links/chain.yaml", 100) == b"path: catalog/b.yaml\n"
        for path in (*OUTSIDE, "../outside/secret.yaml"):
            assert refusal(tree, path).code == "link-outside-repository"
        assert refusal(tree, "links/dangling.yaml").code == "unreadable-file"
        assert "circle" in refusal(tree, "links/circle.yaml").reason
        assert refusal(tree, "catalog").code == "unreadable-file"


def test_a_root_below_the_top_of_the_repository(root: Path) -> None:
    commit(root)
    with GitTree(root / "catalog", "HEAD") as tree:
        assert list(tree.files(["."], YAML)) == ["a/z.yml", "b.yaml"]
        assert tree.read("a/z.yml", 100) == b"path: catalog/a/z.yml\n"


def test_names_that_git_would_quote(root: Path) -> None:
    names = ["é.yaml", 'quo"te.yaml', "new\nline.yaml", "sp ace.yaml"]
    for name in names:
        (root / name).write_text(name)
    commit(root)
    with GitTree(root, "HEAD") as tree:
        assert [tree.read(name, 100) for name in names] == [name.encode() for name in names]


@pytest.mark.parametrize("name", ["no-such-branch", "--help", "-x", "", "HEAD:catalog"])
def test_a_commit_that_does_not_exist(root: Path, name: str) -> None:
    commit(root)
    with pytest.raises(TreeError, match="no such commit") as raised:
        list(GitTree(root, name).files(["."], YAML))
    assert raised.value.code == "unknown-commit"


def test_no_repository_and_no_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    with pytest.raises(TreeError, match="no such commit"):
        GitTree(root, "HEAD").read("catalog.yaml", 100)
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(TreeError, match="git cannot be started"):
        GitTree(root, "HEAD").exists("catalog.yaml")


def test_the_variables_of_a_hook_do_not_lead_elsewhere(
    git: GitTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert git.read("catalog.yaml", 100) == b"path: catalog.yaml\n"
