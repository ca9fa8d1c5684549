"""Files that a second process reads are the files that one process reads, whatever is wrong with them or with it."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from steadybook.engine import cache, check, reading
from steadybook.engine.reading import SMALL, STEP, File, Places, read_all
from steadybook.source.tree import WorkTree
from tests.engine.test_cache import AS_OF, BASE, RUNBOOK, SERVICE, edit, stored, told

PLACES = Places((".",), (".yaml", ".csv"), 2 * SMALL)

AHEAD = """
import itertools, json, os, sys
from pathlib import Path
from steadybook.engine import reading
from steadybook.source.tree import WorkTree
from tests.engine.test_reading import PLACES, shown

first, seen = os.getpid(), []
{patch}
def steps():
    for step in {steps}:
        seen.append(os.getpid() == first)
        yield step
found = reading.read_ahead(WorkTree(Path(sys.argv[1])), PLACES, steps())
print(json.dumps([shown(found), len(seen), all(seen)]))
"""
CHECK = """
import os, pickle, sys
from pathlib import Path
from steadybook.engine import cache, check, partner, reading, repository
from tests.engine.test_cache import AS_OF, told

read, forked = repository.read_ahead, []
def noted(*arguments, **options):
    forked.append(True)
    return read(*arguments, **options)
repository.read_ahead = noted
cache.LARGE = 0
os.sched_getaffinity = lambda _: {0, 1}
{patch}
result = check.check(Path(sys.argv[1]), as_of=AS_OF)
sys.stdout.buffer.write(pickle.dumps((told(result), forked)))
"""
LIMITED = """
import resource, time
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
told = reading._told
reading._told = lambda *arguments: time.sleep(0.05) or told(*arguments)
"""
GONE = "reading._told = lambda *_: 1 / 0"
KILLED_LATE = """
import signal
def half(memory, *_):
    memory.seek(1)
    memory.write(b'[["a.yaml", "x", 9, false, false]]' + chr(10).encode() + b"short")
    memory.flush()
    os.kill(os.getpid(), signal.SIGKILL)
reading._tell = half
"""
FORGOTTEN = "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)"
NO_FILE_IN_MEMORY = "del os.memfd_create"
FULL = """
def full(*_):
    raise OSError(24, "Too many open files")
os.{call} = full
"""
KILLED = "import signal\nreading._told = lambda *_: os.kill(os.getpid(), signal.SIGKILL)"


def shown(found: Any) -> list[Any]:
    """Files and errors as JSON."""
    return [
        [each.path, each.digest, each.data.decode("latin-1"), each.marked]
        if isinstance(each, File)
        else [each.path, each.reason, each.code]
        for each in found
    ]


def ahead_of(patch: str, steps: str) -> str:
    """A program that reads ahead while it takes these steps."""
    return AHEAD.replace("{patch}", patch).replace("{steps}", steps)


def run(program: str, root: Path) -> bytes:
    """What a program of its own prints: a process with threads, as a test's may be, cannot be forked."""
    command = [sys.executable, "-c", program, str(root)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with all that files can be."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.yaml").write_text("outside: true\n")
    root = tmp_path / "root"
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "empty.yaml").touch()
    (root / "a" / "b" / "mark.yaml").write_bytes(b"a: 1\r\n\x00\xff # steadybook: ignore[x] y\n")
    (root / "a" / "large.yaml").write_bytes(b"x" * (SMALL + 1))
    (root / "a" / "just.yaml").write_bytes(b"y" * SMALL)
    (root / "huge.csv").write_bytes(b"z" * (3 * SMALL))
    (root / "loop.yaml").symlink_to("loop.yaml")
    (root / "out.yaml").symlink_to(outside / "o.yaml")
    (root / "inside.yaml").symlink_to("a/empty.yaml")
    (root / "out").symlink_to(outside)
    os.mkfifo(root / "pipe.yaml")
    (root / os.fsdecode(b"\xff\xfe.yaml")).write_text("name: odd\n")
    (root / "line\nend\t\u2028.yaml").write_text("name: odd\n")
    return root


@pytest.mark.parametrize("steps", ["range(1)", "itertools.count()"])
@pytest.mark.parametrize("patch", ["", GONE, KILLED, KILLED_LATE, FORGOTTEN, LIMITED])
def test_what_is_read_ahead_is_what_is_read_here(root: Path, patch: str, steps: str) -> None:
    here = shown(read_all(WorkTree(root), PLACES))
    assert len(here) == 12
    found, taken, by_this_process = json.loads(run(ahead_of(patch, steps), root))
    assert found == here
    assert taken >= 1  # and no more than there was time for: it ends
    assert by_this_process


@pytest.mark.parametrize("patch", [NO_FILE_IN_MEMORY, *(FULL.replace("{call}", c) for c in ("memfd_create", "fork"))])
def test_where_there_is_no_second_process_nothing_is_done_meanwhile(root: Path, patch: str) -> None:
    found, taken, _ = json.loads(run(ahead_of(patch, "range(1)"), root))
    assert found == shown(read_all(WorkTree(root), PLACES))
    assert taken == 0


SEARCHED = """
import itertools, json, sys
from pathlib import Path
from steadybook.engine import reading
from steadybook.source.tree import WorkTree
from tests.engine.test_reading import PLACES

found = reading.read_ahead(WorkTree(Path(sys.argv[1])), PLACES, itertools.count(), search=True)
print(json.dumps({file.path: file.holds_no_credential for file in found}))
"""


def test_documents_are_searched_for_credentials_while_there_is_time(tmp_path: Path) -> None:
    contents = {
        "clean.yaml": b"owner: payments\n",
        "secret.yaml": b"command: curl -u admin:Wh1tePebble https://example.com\n",
        "marked.yaml": b"\xef\xbb\xbf-pWh1tePebble\n",
        "latin.yaml": b"title: caf\xe9\n",
        "counts.csv": b"owner,payments\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    searched = json.loads(run(SEARCHED, tmp_path))
    assert searched == {name: name == "clean.yaml" for name in contents}
    assert not any(file.holds_no_credential for file in read_all(WorkTree(tmp_path), PLACES) if isinstance(file, File))


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="only some systems have files in memory")
def test_nothing_is_searched_for_a_process_that_waits() -> None:
    files = [File(f"{number}.yaml", "x", b"owner: payments\n", marked=False) for number in range(2 * STEP)]
    with os.fdopen(os.memfd_create("test"), "w+b") as memory:
        searched = reading._searched(files, memory.fileno())
        seen = [next(searched) for _ in range(STEP)]
        os.pwrite(memory.fileno(), reading._LISTENING, 0)
        assert [file.holds_no_credential for file in (*seen, *searched)] == [True] * STEP + [False] * STEP


def test_a_credential_is_found_however_the_files_were_read(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    shutil.copytree(BASE, root)
    file = root / RUNBOOK
    file.write_text(f"# redis-cli -u redis://ops:Wh1tePebble@cart-store\n{file.read_text('utf-8')}", "utf-8")
    found, seen = pickle.loads(run(CHECK.replace("{patch}", "repository.MANY_FILES = 0"), root))
    assert seen == [True]
    assert "credential-in-document" in {finding.rule for finding in found[0]}
    assert found == told(check.check(root, as_of=AS_OF, use_cache=False))


def test_a_check_that_reads_ahead_finds_what_a_cold_one_does(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    shutil.copytree(BASE, root)

    def ahead() -> tuple[Any, ...]:
        found, forked = pickle.loads(run(CHECK.replace("{patch}", ""), root))
        assert forked == [True]
        cold: tuple[Any, ...] = told(check.check(root, as_of=AS_OF, use_cache=False))
        assert found == cold
        return cold

    check.check(root, as_of=AS_OF)
    clean = ahead()
    edit(root, SERVICE, "owner_team: payments", "owner_team: nobody")
    assert ahead() != clean
    edit(root, SERVICE, "owner_team: nobody", "owner_team: payments")
    assert ahead() == clean
    (root / RUNBOOK).unlink()
    assert ahead() != clean
    damaged = stored(root).read_bytes()[:-1]
    stored(root).write_bytes(damaged)
    ahead()
    assert stored(root).read_bytes() != damaged


@pytest.mark.parametrize(("most", "forked"), [(0, [True]), (1_000, [])])
def test_a_check_that_remembers_nothing_reads_many_files_ahead(tmp_path: Path, most: int, forked: list[bool]) -> None:
    root = tmp_path / "shop"
    shutil.copytree(BASE, root)
    found, seen = pickle.loads(run(CHECK.replace("{patch}", f"repository.MANY_FILES = {most}"), root))
    assert seen == forked
    assert found == told(check.check(root, as_of=AS_OF, use_cache=False))


def test_a_small_memory_is_read_here(tmp_path: Path) -> None:
    store = cache.Store.at(tmp_path)
    assert store.meanwhile is None
    cache.store(tmp_path, cache.FILE, b"x" * (cache.LARGE + 1))
    assert store.meanwhile == store.recall
