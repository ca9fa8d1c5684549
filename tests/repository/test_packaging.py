"""The lock files, the hooks offered to others and the built wheel are what their users need them to be."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from email.parser import Parser
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import steadybook

ROOT = Path(__file__).parent.parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\Z")
# A scheme, a host with a well-known ending, or an option by which pip is sent elsewhere.
ELSEWHERE = re.compile(r"[a-z]+://|\b[\w-]+\.(com|org|net|io|dev)\b|--(extra-)?index-url|--find-links|--trusted-host")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def pinned(lock: Path) -> dict[str, tuple[Version, tuple[str, ...]]]:
    """What a lock file installs: name -> version and hashes."""
    text = re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8"))
    entries = [line.split() for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    found: dict[str, tuple[Version, tuple[str, ...]]] = {}
    for requirement, *hashes in entries:
        name, version = requirement.split("==")
        found[canonicalize_name(name)] = Version(version), tuple(hashes)
    return found


def wanted(extras: set[str]) -> Iterator[Requirement]:
    table = project()["project"]
    lists = [table["dependencies"], *(table["optional-dependencies"][extra] for extra in sorted(extras))]
    return (Requirement(text) for requirements in lists for text in requirements)


def test_there_is_a_lock_for_the_site_and_one_for_development() -> None:
    assert [lock.name for lock in LOCKS] == ["dev.txt", "site.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_package_has_hashes(lock: Path) -> None:
    assert pinned(lock)
    for name, (_, hashes) in pinned(lock).items():
        assert hashes, name
        assert all(HASH.match(one) for one in hashes), name


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    lines = enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1)
    assert [f"{number}: {line}" for number, line in lines if ELSEWHERE.search(line)] == []


def missing(versions: dict[str, Version], requirements: Iterable[Requirement]) -> list[str]:
    """What those requirements lead to, over as many steps as it takes, that those versions do not satisfy."""
    faults: list[str] = []
    waiting, seen = deque(("pyproject.toml", requirement) for requirement in requirements), set[tuple[str, str]]()
    while waiting:
        source, requirement = waiting.popleft()
        name = canonicalize_name(requirement.name)
        if (version := versions.get(name)) is None or version not in requirement.specifier:
            faults.append(f"{source} needs {requirement}, and the lock file has {version or 'none'}")
            continue
        for extra in {"", *requirement.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            for text in distribution(name).requires or ():
                needed = Requirement(text)
                if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                    waiting.append((name, needed))
    return faults


LOCKED_EXTRAS = [("site.txt", {"workspace"}), ("dev.txt", set(project()["project"]["optional-dependencies"]))]


@pytest.mark.parametrize(("lock", "extras"), LOCKED_EXTRAS)
def test_a_lock_is_whole(lock: str, extras: set[str]) -> None:
    """It is installed with --no-deps, so that no release of today can stand in the way of the pinned ones."""
    versions = {name: version for name, (version, _) in pinned(ROOT / "requirements" / lock).items()}
    assert missing(versions, wanted(extras)) == []
    del versions["ghp-import"]  # which MkDocs alone needs
    assert missing(versions, wanted(extras))[0].startswith("mkdocs needs ghp-import")


@pytest.mark.parametrize(("lock", "extras"), LOCKED_EXTRAS)
def test_a_lock_satisfies_pyproject(lock: str, extras: set[str]) -> None:
    versions = {name: version for name, (version, _) in pinned(ROOT / "requirements" / lock).items()}
    for requirement in wanted(extras):
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement} is not in {lock}: run `make lock`"
        assert version in requirement.specifier, f"{lock} pins {version}, which is not {requirement}: run `make lock`"


def test_both_locks_pin_the_same_versions() -> None:
    site, development = (pinned(ROOT / "requirements" / name) for name in ("site.txt", "dev.txt"))
    assert {name: development.get(name) for name in site} == site


def test_the_offered_hooks_run_the_command_on_document_files() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {id: hook["entry"] for id, hook in hooks.items()} == {
        "steadybook-check": "steadybook check",
        "steadybook-fix": "steadybook fix --fail-on never",  # pre-commit itself fails where files change
    }
    for hook in hooks.values():
        assert hook["language"] == "python"
        assert hook["entry"].split()[0] in project()["project"]["scripts"]
    check, fix = hooks["steadybook-check"], hooks["steadybook-fix"]
    assert (check["always_run"], check["pass_filenames"]) == (True, False)  # a deleted document is in no list of files
    assert re.search(fix["files"], "catalog/services/checkoutservice.yaml")
    assert re.search(fix["files"], "slos/policies/default.yml")
    assert not re.search(fix["files"], "mkdocs.yml")
    assert not re.search(fix["files"], "docs/catalog/notes.yaml")


@pytest.mark.parametrize("kind", ["manifest", "config"])
def test_pre_commit_accepts_our_files(kind: str) -> None:
    file = {"manifest": ".pre-commit-hooks.yaml", "config": ".pre-commit-config.yaml"}[kind]
    command = [sys.executable, "-m", "pre_commit", f"validate-{kind}", file]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, copy_of_tree: Callable[..., Path]) -> Path:
    """A wheel of the work tree, built in a copy, so that no build folder of earlier days slips in."""
    source = copy_of_tree(tmp_path_factory.mktemp("source"), "plugins", "pyproject.toml", "README.md", "LICENSE")
    wheels = tmp_path_factory.mktemp("wheels")
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", wheels, source], check=True)
    (built,) = wheels.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "plugins" / "steadybook"
    files = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith("steadybook/")}
    assert inside == files


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (folder,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        metadata = Parser().parsestr(archive.read(f"{folder}/METADATA").decode())
        entry_points = archive.read(f"{folder}/entry_points.txt").decode()
        licence = archive.read(f"{folder}/licenses/LICENSE").decode()
    assert metadata["Version"] == steadybook.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert "Apache License" in licence
    assert "steadybook = steadybook.__main__:program" in entry_points
    assert "steadybook = steadybook.mkdocs_plugin.plugin:SteadybookPlugin" in entry_points
