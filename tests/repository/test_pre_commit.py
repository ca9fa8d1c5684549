"""The real pre-commit, in temporary repositories: the hooks that others use, and this repository's own configuration.

The offered hooks are installed as another repository would install them: pre-commit clones this work tree, makes an
environment and builds the package into it. Only the dependencies come from the environment of the tests, so that
nothing is fetched.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

DOCUMENTS = ("catalog", "slos", "runbooks", "postmortems")
SLO = "slos/checkoutservice-availability.yaml"


@dataclass(frozen=True)
class Repository:
    """A git repository in a temporary folder."""

    root: Path
    environment: Mapping[str, str]

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def commit(self, message: str) -> subprocess.CompletedProcess[str]:
        """Stages everything and commits; the hooks decide whether that succeeds."""
        self.git("add", "--all")
        return self.git("commit", "--quiet", "--message", message)

    def head(self) -> str:
        return self.git("rev-parse", "HEAD").stdout.strip()

    def replace(self, path: str, old: str, new: str) -> int:
        """Replaces a text that stands once in a file; the line on which it stood."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What git and pre-commit get to see: their own homes, no index, and our dependencies without our package."""
    home, dependencies = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("dependencies")
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.lower().startswith(("steadybook", "__editable__", "_virtualenv")):
            (dependencies / entry.name).symlink_to(entry)
    kept = {name: os.environ[name] for name in ("LANG", "PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    people = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "checkout-lead"), ("EMAIL", "checkout-lead@boutique.example"))
    }
    return {
        **kept,
        **people,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), kept["PATH"]]),
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
        "VIRTUALENV_OVERRIDE_APP_DATA": str(home / "virtualenv"),
        "PYTHONPATH": str(dependencies),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        # pip reads the variable of a --no option as the value of what it negates: this switches isolation off.
        "PIP_NO_BUILD_ISOLATION": "0",
    }


@pytest.fixture(scope="module")
def provider(
    tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str], copy_of_tree: Callable[..., Path]
) -> Repository:
    """This work tree, committed: what `repo:` names in the configuration of others."""
    files = ("plugins", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
    repository = Repository(copy_of_tree(tmp_path_factory.mktemp("provider"), *files), environment)
    repository.git("init", "--quiet", "--initial-branch=main")
    done = repository.commit("The hooks as they are now")
    assert done.returncode == 0, done.stdout
    return repository


@pytest.fixture
def organisation(tmp_path: Path, environment: dict[str, str], copy_of_tree: Callable[..., Path]) -> Repository:
    """The example organisation's documents in a repository of their own, with nothing else in it."""
    repository = Repository(copy_of_tree(tmp_path / "organisation", *DOCUMENTS), environment)
    (repository.root / "steadybook.toml").write_text('as_of = "2026-11-22"\n', encoding="utf-8")
    repository.git("init", "--quiet", "--initial-branch=main")
    done = repository.commit("The documents")
    assert done.returncode == 0, done.stdout
    return repository


def configured(repository: Repository, configuration: Mapping[str, object]) -> None:
    """Adds the configuration and installs the git hook, as its users would."""
    (repository.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
    assert repository.commit("Run the hooks on every commit").returncode == 0
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"],
        cwd=repository.root,
        env=dict(repository.environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr


def hooks_of(provider: Repository, *ids: str) -> dict[str, object]:
    return {"repos": [{"repo": str(provider.root), "rev": provider.head(), "hooks": [{"id": id} for id in ids]}]}


def test_a_dangling_reference_stops_the_commit_and_its_correction_passes(
    provider: Repository, organisation: Repository
) -> None:
    configured(organisation, hooks_of(provider, "steadybook-check"))
    before = organisation.head()

    line = organisation.replace(SLO, "owner: checkout\n", "owner: chekout\n")
    refused = organisation.commit("Hand the SLO over")
    assert refused.returncode == 1, refused.stdout
    assert "steadybook-check" in refused.stdout
    assert f"{SLO}:{line}:" in refused.stdout
    assert "chekout" in refused.stdout
    assert organisation.head() == before

    organisation.replace(SLO, "owner: chekout\n", "owner: storefront\n")
    accepted = organisation.commit("Hand the SLO over")
    assert accepted.returncode == 0, accepted.stdout
    assert organisation.head() != before


def test_the_fixer_stops_a_commit_only_where_it_changed_a_file(provider: Repository, organisation: Repository) -> None:
    configured(organisation, hooks_of(provider, "steadybook-fix", "steadybook-check"))
    organisation.replace(SLO, "error_budget_minutes: 40.32\n", "error_budget_minutes: 43.2\n")
    organisation.replace(SLO, "owner: checkout\n", "owner: chekout\n")
    first = organisation.commit("Count the minutes")
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert "error_budget_minutes: 40.32\n" in (organisation.root / SLO).read_text(encoding="utf-8")

    second = organisation.commit("Count the minutes")  # what cannot be computed is the checker's to report, once
    assert second.returncode == 1
    assert [line.rsplit(".", 1)[-1] for line in second.stdout.splitlines() if line.startswith("steadybook ")] == [
        "Passed",
        "Failed",
    ]

    organisation.replace(SLO, "owner: chekout\n", "owner: storefront\n")
    third = organisation.commit("Count the minutes")
    assert third.returncode == 0, third.stdout


def test_a_commit_that_only_deletes_or_renames_a_document_is_checked(
    provider: Repository, organisation: Repository
) -> None:
    configured(organisation, hooks_of(provider, "steadybook-check"))
    team = organisation.root / "catalog" / "teams" / "checkout.yaml"
    text = team.read_text(encoding="utf-8")
    team.unlink()
    refused = organisation.commit("Dissolve the team")
    assert refused.returncode == 1, refused.stdout
    assert "catalog/services/checkoutservice.yaml:" in refused.stdout

    team.with_name("buying.yaml").write_text(text.replace("name: checkout", "name: buying"), encoding="utf-8")
    assert organisation.commit("Rename the team").returncode == 1

    team.with_name("buying.yaml").unlink()
    team.write_text(text.replace("#checkout", "#checkout-team"), encoding="utf-8")
    accepted = organisation.commit("Rename the channel")
    assert accepted.returncode == 0, accepted.stdout


def test_a_commit_without_documents_has_nothing_to_fix(provider: Repository, organisation: Repository) -> None:
    configured(organisation, hooks_of(provider, "steadybook-check", "steadybook-fix"))
    (organisation.root / "notes.txt").write_text("Lunch at noon.\n", encoding="utf-8")
    done = organisation.commit("Take a note")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("(no files to check)Skipped") == 1
    assert done.stdout.count("Passed") == 1  # nobody knows whether it deleted a document: the check runs always


def test_our_own_configuration_checks_everything_even_when_a_document_is_only_deleted(
    repository: Path, organisation: Repository
) -> None:
    (organisation.root / ".git" / "info" / "exclude").write_text(".venv\n", encoding="utf-8")
    (organisation.root / ".venv").symlink_to(sys.prefix)
    configured(organisation, yaml.safe_load((repository / ".pre-commit-config.yaml").read_text(encoding="utf-8")))

    (organisation.root / "catalog" / "teams" / "checkout.yaml").unlink()
    refused = organisation.commit("Dissolve the team")
    assert refused.returncode == 1, refused.stdout
    assert "catalog/services/checkoutservice.yaml:" in refused.stdout

    organisation.git("reset", "--quiet", "--hard")
    organisation.replace("catalog/teams/checkout.yaml", "#checkout", "#checkout-team")
    accepted = organisation.commit("Rename the channel")
    assert accepted.returncode == 0, accepted.stdout
