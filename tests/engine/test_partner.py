"""A check by two processes finds what one alone finds, and is none the worse for losing the second one."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from steadybook.engine import check
from steadybook.engine.check import CheckResult
from steadybook.engine.partner import Partner, second_share

ORGANISATION = Path(__file__).parents[2]
AS_OF = "2026-11-22"

PROGRAM = """
import os, pickle, sys
from pathlib import Path
from steadybook.engine import check, partner, run
from tests.engine.test_partner import told

heard, decode, first = [], partner.Partner._heard, os.getpid()
def noted(message):
    heard.append(decode(message))
    return heard[-1]
partner.Partner._heard = staticmethod(noted)
partner.WORTH_WHILE = 2
os.sched_getaffinity = lambda _: {0, 1}
{patch}
result = check.check(Path(sys.argv[1]), as_of="2026-11-22", use_cache=len(sys.argv) > 2)
sys.stdout.buffer.write(pickle.dumps((told(result), [type(message).__name__ for message in heard])))
"""
GONE = """
original = run.Run.{part}
def gone(*arguments):
    return original(*arguments) if os.getpid() == first else os._exit(1)
run.Run.{part} = gone
"""
FULL = """
def full():
    raise BlockingIOError(11, "Resource temporarily unavailable")
os.fork = full
"""
CRASH = """
original = run.Run._of_batch
def crash(self, documents, rules):
    return original(self, documents, rules) if not any(d.path.startswith("slos/") for d in documents) else 1 / 0
run.Run._of_batch = crash
"""


def told(result: CheckResult) -> tuple[Any, ...]:
    """All that a report shows, but for the seconds."""
    summary = result.summary
    counts = (summary.documents, summary.errors, summary.warnings, summary.infos, summary.waived)
    return result.findings, result.waived, counts


def alone(root: Path, *, use_cache: bool = False) -> tuple[Any, ...]:
    """What one process finds: for so few files there is no second one."""
    return told(check.check(root, as_of=AS_OF, use_cache=use_cache))


def start(root: Path, *more: str, patch: str = "") -> subprocess.CompletedProcess[bytes]:
    """A check by two: in a program of its own, as a process with threads may not be forked."""
    command = [sys.executable, "-c", PROGRAM.replace("{patch}", patch), str(root), *more]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=ORGANISATION)


def together(root: Path, *more: str, patch: str = "") -> tuple[tuple[Any, ...], list[str]]:
    """What two processes find, and what the first one heard: each time a dict, or None from a process that is gone."""
    done = start(root, *more, patch=patch)
    assert (done.returncode, done.stderr) == (0, b"")
    result: tuple[tuple[Any, ...], list[str]] = pickle.loads(done.stdout)
    return result


@pytest.fixture
def organisation(tmp_path: Path) -> Path:
    """The example organisation with mistakes: names that nobody bears, a file that cannot be read, a taken id."""
    for folder in ("catalog", "slos", "runbooks", "postmortems"):
        shutil.copytree(ORGANISATION / folder, tmp_path / folder)
    (tmp_path / "steadybook.toml").write_text("")
    for file in sorted(tmp_path.glob("catalog/services/*.yaml"))[::3]:
        file.write_text(file.read_text("utf-8").replace("owner_team: ", "owner_team: nobody-"), "utf-8")
    (tmp_path / "runbooks" / "broken.yaml").write_text("runbook: [\n", "utf-8")
    shutil.copy(min(tmp_path.glob("slos/*.yaml")), tmp_path / "catalog" / "services")
    return tmp_path


def test_two_find_what_one_finds(organisation: Path) -> None:
    assert together(organisation) == (alone(organisation), ["dict"] * 3)


def test_what_two_found_is_remembered(organisation: Path) -> None:
    cold = alone(organisation)
    assert together(organisation, "cached") == (cold, ["dict"] * 3)
    assert alone(organisation, use_cache=True) == cold
    for file in organisation.glob("runbooks/*.yaml"):
        file.write_text(f"# changed\n{file.read_text('utf-8')}", "utf-8")
    changed = alone(organisation)
    assert changed != cold
    assert together(organisation, "cached") == (changed, ["dict"] * 3)  # the rest is remembered
    assert alone(organisation, use_cache=True) == changed


@pytest.mark.parametrize("part", ["__init__", "of_documents", "of_last"])
def test_the_work_of_a_process_that_is_gone_is_done_here(part: str, organisation: Path) -> None:
    found, heard = together(organisation, patch=GONE.format(part=part))
    assert found == alone(organisation)
    assert heard[-1] == "NoneType"


def test_where_no_process_is_to_be_had_one_does_it_all(organisation: Path) -> None:
    assert together(organisation, patch=FULL) == (alone(organisation), [])


def test_a_rule_that_crashes_there_is_told_here(organisation: Path) -> None:
    done = start(organisation, patch=CRASH)
    assert done.returncode == 1
    message = done.stderr.decode()
    assert message.count("Traceback") == 1 + message.count("direct cause")
    assert "ZeroDivisionError" in message


ORPHANS = """
import atexit, multiprocessing
def crash(self, flagged, marked):
    raise SystemExit(5)
run.Run.late = crash
kill, killed = multiprocessing.process.BaseProcess.kill, []
def noted(self):
    kill(self)
    killed.append(self)
multiprocessing.process.BaseProcess.kill = noted
def tell():
    print([process.exitcode for process in killed])  # None of one that runs, or that nobody has waited for
atexit.register(tell)
"""


def test_the_second_process_ends_whatever_ends_the_first_one(organisation: Path) -> None:
    done = start(organisation, patch=ORPHANS)
    assert (done.returncode, done.stderr) == (5, b"")
    assert done.stdout.split() in ([b"[-9]"], [b"[0]"])


def test_the_second_process_ends_where_it_is_no_longer_wanted() -> None:
    code = """
import time
from steadybook.engine.partner import Partner
second = Partner.start(lambda first: time.sleep(60), frozenset())
try:
    with second.ended_on_error():
        raise KeyboardInterrupt
except KeyboardInterrupt:
    print(second._process.exitcode)
second.end()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.split() == ["-9"]


def test_of_each_folders_files_of_a_kind_the_last_ones_by_bytes() -> None:
    sizes = {"a/1": 10, "a/2": 7, "a/3": 23, "b/1": 1, "c/1": 5, "c/2": 100}
    assert second_share((path, b"x" * size) for path, size in sizes.items()) == {"a/3", "b/1", "c/2"}
    kinds = {"a/1": b"slo: {}", "a/2": b"sli: {}", "a/3": b"slo: {}", "a/4": b"sli: {}", "a/5": b"# 5", "a/6": b"# 6"}
    assert second_share(reversed(kinds.items())) == {"a/3", "a/4", "a/6"}
    assert second_share([]) == frozenset()


def test_few_files_and_threads_are_for_one_process() -> None:
    code = (
        "import os, threading; from steadybook.engine.partner import WORTH_WHILE, is_worth_while\n"
        "os.sched_getaffinity = lambda _: {0, 1}\n"
        "print(is_worth_while(WORTH_WHILE), is_worth_while(WORTH_WHILE - 1))\n"
        "ready = threading.Event(); threading.Thread(target=ready.wait, daemon=True).start()\n"
        "print(is_worth_while(WORTH_WHILE))\n"
        "ready.set()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["True", "False", "False"]
    unknown = f"import pathlib; pathlib.Path.iterdir = lambda path: open(f'{{path}}/none')\n{code}"  # without /proc
    done = subprocess.run([sys.executable, "-c", unknown], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "False", "False"]
    one = code.replace("{0, 1}", "{0}")
    done = subprocess.run([sys.executable, "-c", one], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "False", "False"]


def test_a_process_that_ends_in_the_middle_of_a_message_is_gone() -> None:
    here, there = multiprocessing.Pipe()
    os.write(there.fileno(), struct.pack("!i", 1000) + b"only the beginning")
    there.close()
    assert Partner(here, frozenset()).hear() is None
    here.close()
