"""Atomic writing: all or nothing."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
from pathlib import Path

import pytest

from steadybook.source.writing import create_atomically, write_atomically


def test_a_new_file(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.yaml", b"a: 1\n")
    finally:
        os.umask(old)
    assert (tmp_path / "a.yaml").read_bytes() == b"a: 1\n"
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o640


@pytest.mark.parametrize("lasting", [True, False])
def test_the_mode_stays_and_nothing_else_is_left(lasting: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_atomically(path, b"new", lasting=lasting)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "target.yaml").write_bytes(b"old")
    (tmp_path / "link.yaml").symlink_to("target.yaml")
    write_atomically(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "target.yaml").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        write_atomically(pipe, b"new")
        assert reader.communicate(timeout=60)[0] == b"new"
    assert pipe.is_fifo()
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path, b"new")
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".yml")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_when_the_disk_fails_the_old_file_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "missing" / "a.yaml", b"new")


def test_a_file_is_created_once(tmp_path: Path) -> None:
    create_atomically(tmp_path / "a.yaml", b"one")
    with pytest.raises(FileExistsError):
        create_atomically(tmp_path / "a.yaml", b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.yaml": b"one"}


@pytest.mark.parametrize("links", [True, False])
def test_who_comes_second_does_not_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """Another program creates the file after this one has looked; where there are no links, nothing is left behind."""
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    (tmp_path / "a.yaml").write_bytes(b"theirs")
    if links:
        with pytest.raises(FileExistsError):
            create_atomically(tmp_path / "a.yaml", b"mine")
        assert (tmp_path / "a.yaml").read_bytes() == b"theirs"
    else:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
        create_atomically(tmp_path / "b.yaml", b"mine")
        assert (tmp_path / "b.yaml").read_bytes() == b"mine"
    assert not list(tmp_path.glob(".*"))


def no_links(_path: Path, _target: Path) -> None:
    raise OSError(errno.EPERM, "no links here")


def test_nothing_is_left_of_a_file_that_cannot_be_created(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="name too long"):
        create_atomically(tmp_path / ("a" * 300), b"one")
    assert list(tmp_path.iterdir()) == []
