"""The scheduled job that proposes the monthly report: its script is taken out of the workflow and run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
WORKFLOW = ".github/workflows/monthly-report.yml"
BASH = shutil.which("bash")
GUIDE = "docs/guides/leads.md"
GH = """\
#!{python}
# Stands in for gh: pull requests are files in a folder.
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["PULL_REQUESTS"])
arguments = sys.argv[1:]
def option(name):
    return arguments[arguments.index(name) + 1]
with (folder / "calls").open("a") as calls:
    calls.write(json.dumps(arguments) + "\\n")
file = folder / (option("--head") + ".json")
if arguments[:2] == ["pr", "list"]:
    print(1 if file.exists() else 0)
elif arguments[:2] == ["pr", "create"]:
    body = pathlib.Path(option("--body-file")).read_text("utf-8")
    file.write_text(json.dumps({{"title": option("--title"), "body": body}}), "utf-8")
else:
    sys.exit(f"unexpected: {{arguments}}")
"""
PYTHON = '#!/bin/sh\nexec "{python}" "$@"\n'
STEADYBOOK = '#!/bin/sh\nexec "{python}" -m steadybook "$@"\n'


def _steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    (job,) = workflow["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((REPOSITORY / WORKFLOW).read_text("utf-8"))
    return loaded


class Job:
    """A bare remote, fresh clones of it, and the script of the job run in them."""

    def __init__(self, folder: Path, script: str) -> None:
        self.remote = folder / "remote.git"
        self.pull_requests = folder / "pull-requests"
        self._folder = folder
        self._script = script
        self._runs = 0
        (folder / "home").mkdir(exist_ok=True)

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """What git says."""
        command = ["git", *arguments]
        return subprocess.check_output(command, cwd=cwd or self.remote, text=True, env=self.environment)

    @property
    def environment(self) -> dict[str, str]:
        """As on the runner: nothing of this machine but the programs."""
        return {
            "PATH": f"{self._folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY / "plugins"),
            "HOME": str(self._folder / "home"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PULL_REQUESTS": str(self.pull_requests),
            "RUNNER_TEMP": str(self._folder / "home"),
            "GH_TOKEN": "none",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self) -> str:
        """What the script says in a fresh clone, which it must leave without failing."""
        assert BASH is not None
        self._runs += 1
        clone = self._folder / f"clone-{self._runs}"
        self.git("clone", "--quiet", str(self.remote), str(clone), cwd=self._folder)
        # GitHub runs a step's script this way.
        command = [BASH, "--noprofile", "--norc", "-e", "-c", self._script]
        done = subprocess.run(command, check=False, cwd=clone, capture_output=True, text=True, env=self.environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def calls(self) -> list[str]:
        """What gh was asked for."""
        file = self.pull_requests / "calls"
        return [json.loads(line)[1] for line in file.read_text("utf-8").splitlines()] if file.exists() else []


@pytest.fixture
def job(tmp_path: Path, workflow: dict[str, Any]) -> Job:
    """An organisation in a bare remote whose `as_of` is the second of November 2026."""
    (script,) = (step["run"] for step in _steps(workflow) if "GH_TOKEN" in step.get("env", {}))
    job = Job(tmp_path, script)
    job.pull_requests.mkdir()
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (("gh", GH), ("python", PYTHON), ("steadybook", STEADYBOOK)):
        (programs / name).write_text(text.format(python=sys.executable), "utf-8")
        (programs / name).chmod(0o755)
    seed = tmp_path / "seed"
    shutil.copytree(REPOSITORY / "tests/rules/base", seed)
    (seed / "steadybook.toml").write_text('as_of = "2026-11-02"\n', "utf-8")
    (seed / ".gitignore").write_text("/.steadybook_cache/\n", "utf-8")
    job.git("init", "--quiet", "--initial-branch=main", cwd=seed)
    job.git("add", "--all", cwd=seed)
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.invalid")
    job.git(*who, "commit", "--quiet", "--message", "Begin", cwd=seed)
    job.git("clone", "--quiet", "--bare", str(seed), str(job.remote), cwd=tmp_path)
    return job


BRANCH = "monthly-report-2026-10"


def test_a_frozen_report_is_proposed_and_a_second_run_changes_nothing(job: Job) -> None:
    job.run()
    changed = job.git("diff", "--name-only", "main", BRANCH).splitlines()
    assert changed == ["postmortems/reports/2026-10.yaml"]
    report = yaml.safe_load(job.git("show", f"{BRANCH}:{changed[0]}"))["monthly_report"]
    assert report["period"] == "2026-10"
    assert report["incidents"]["total"] >= 0
    request = json.loads((job.pull_requests / f"{BRANCH}.json").read_text("utf-8"))
    assert request["title"] == "Reliability report 2026-10"
    assert request["body"].startswith("# Monthly report\n\n2026-10: ")
    assert "| Incidents |" in request["body"]
    assert job.calls() == ["list", "create"]

    before = job.git("for-each-ref")
    job.run()
    assert job.git("for-each-ref") == before
    assert job.calls() == ["list", "create", "list"]


def test_a_pull_request_that_could_not_be_made_is_made_by_the_next_run(job: Job) -> None:
    job.run()
    (job.pull_requests / f"{BRANCH}.json").unlink()
    before = job.git("for-each-ref")
    job.run()
    assert job.git("for-each-ref") == before
    assert (job.pull_requests / f"{BRANCH}.json").is_file()


def test_nothing_is_proposed_where_the_figures_stand_already(job: Job) -> None:
    job.run()
    job.git("update-ref", "refs/heads/main", f"refs/heads/{BRANCH}")
    job.git("branch", "--quiet", "-D", BRANCH)
    (job.pull_requests / "calls").unlink()
    assert "The figures of 2026-10 stand there already." in job.run()
    assert job.git("for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]
    assert job.calls() == []


def test_it_may_no_more_than_it_needs(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    checkout, python, install, propose = _steps(workflow)
    assert checkout["with"] == {"fetch-depth": 0}
    assert all("@v" in step["uses"] for step in (checkout, python))
    # What the script is given comes by its environment: nothing of an event is pasted into the shell.
    assert all("${{" not in step["run"] for step in (install, propose))


def test_it_installs_the_checkout_as_make_does(workflow: dict[str, Any]) -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    install = _steps(workflow)[2]["run"]
    for flags in (
        "--no-deps --require-hashes --requirement",
        "requirements/site.txt",
        "--no-deps --no-build-isolation",
    ):
        assert flags in install
        assert flags in makefile


def test_the_guide_shows_the_same_job(workflow: dict[str, Any]) -> None:
    guide = (REPOSITORY / GUIDE).read_text("utf-8")
    shown = yaml.safe_load(guide.split("```yaml\nname: Monthly reliability report\n")[1].split("```")[0])
    # As a whole, for YAML 1.1 takes the key `on` for true.
    differ = ("name", "jobs")
    assert {k: v for k, v in shown.items() if k not in differ} == {k: v for k, v in workflow.items() if k not in differ}
    steps, own = _steps(shown), _steps(workflow)
    assert steps[2] == {"run": "pip install steadybook"}
    assert [*steps[:2], *steps[3:]] == [*own[:2], *own[3:]]
    assert shown["jobs"]["report"]["permissions"] == workflow["jobs"]["report"]["permissions"]
