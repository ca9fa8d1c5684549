from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run

SHIFT = """\
# The week of the big sale
oncall_shift:
  rotation: payments-oncall
  start: 2026-10-26T09:00:00+01:00  # the clocks changed the day before
  end: 2026-11-02T09:00:00+01:00
  primary: pay-1
  secondary: pay-2
  pages: 2
"""
OPEN = """\
incident:
  title: Mails came an hour late
  services: [checkout]
  function: degraded
  users: under_25
  severity: SEV3
  status: mitigated
  started_at: 2026-10-30T10:00:00Z
  detected_at: 2026-10-30T10:05:00Z
  mitigated_at: 2026-10-30T10:41:00Z
"""
EXPERIMENT = """\
experiment:
  name: The card network is slow
  service: checkout
  environment: staging
  scheduled_for: {day}
  hypothesis: Orders wait.
  method: {{fault_type: network, target: checkout, duration: 15m}}
  safety: {{abort_conditions: [Orders fail], rollback_plan: Take the fault away.}}
"""
PATH = "catalog/oncall/payments-oncall-2026-10-26.yaml"
Write = Callable[[str, str], Path]


@pytest.fixture
def write(root: Path) -> Write:
    def write(path: str, text: str) -> Path:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    return write


def git(root: Path, *arguments: str, day: str = "2026-10-28T08:00:00Z") -> str:
    command = ["git", "-c", "user.name=pay-1", "-c", "user.email=pay-1@shop.example", *arguments]
    environment = {"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": day, "HOME": str(root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True).stdout


def commit(root: Path, message: str, day: str = "2026-10-28T08:00:00Z") -> None:
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", message, day=day)


def sections(run: Run, *arguments: str) -> dict[str, Any]:
    answer = json.loads(run("handoff", "payments-oncall", "--format", "json", *arguments).out)
    return {part["section"]: part for part in answer["sections"]} | {"": answer}


def found(part: dict[str, Any]) -> list[str]:
    return [entry["text"] for entry in part["found"]]


def test_without_a_shift_and_without_git_it_says_so(root: Path, run: Run) -> None:
    assert root == Path.cwd()
    ended = run("handoff", "payments-oncall")
    assert ended.code == 0
    assert "No shift of payments-oncall has begun: the last 7 days are taken instead." in " ".join(ended.out.split())
    assert "not a git repository" in " ".join(ended.out.split())
    refused = run("handoff", "payments-oncall", "--write")
    assert refused.code == 2
    assert "there is no document to write into" in refused.err


def test_open_incidents_and_experiments_of_the_services_are_found(run: Run, write: Write) -> None:
    write(PATH, SHIFT)
    write("postmortems/incidents/2026-10-30-late-mails.yaml", OPEN)
    write("catalog/chaos/soon.yaml", EXPERIMENT.format(day="2026-11-05"))
    write("catalog/chaos/much-later.yaml", EXPERIMENT.format(day="2026-12-05"))
    parts = sections(run)
    assert found(parts["open_issues"])[0] == (
        "2026-10-30-late-mails: SEV3, Mails came an hour late; mitigated since 2026-10-30 10:41 UTC. "
        "Next: remove the cause, watch for 30 minutes, resolve it"
    )
    assert found(parts["scheduled_maintenance"]) == [
        "2026-11-05: experiment soon in staging for 15 min. To undo: Take the fault away"
    ]
    assert parts[""]["outgoing"]["shift"] == "payments-oncall-2026-10-26"
    assert parts[""]["until"] == "2026-11-09T08:00:00Z"


def test_commits_of_the_shift_that_concern_the_services_are_listed(run: Run, root: Path, write: Write) -> None:
    git(root, "init", "-q")
    commit(root, "Before the shift", "2026-10-20T08:00:00Z")
    write(PATH, SHIFT)
    commit(root, "Write the shift\x1b[31m down")
    runbook = write("runbooks/unrelated.txt", "notes")
    commit(root, "Notes")
    runbook.unlink()
    write("catalog/teams/search.yaml", "team:\n  name: search\n  contact: '#search'\n")
    commit(root, "A team that has nothing to do with it")
    write("catalog/oncall/payments-oncall-2026-10-26.yaml", SHIFT + "  false_positives: 1\n")
    commit(root, "After the moment that counts as now", "2026-11-20T08:00:00Z")
    part = sections(run)["recent_changes"]
    (line,) = found(part)
    assert line.endswith(f": Write the shift[31m down (2026-10-28, {PATH})")
    assert part["note"] == "2 other commits touched nothing of these services."


def test_a_subject_with_a_credential_is_not_repeated(run: Run, root: Path, write: Write) -> None:
    git(root, "init", "-q")
    write(PATH, SHIFT)
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    commit(root, f"Use {secret} for deployments")
    ended = run("handoff", "payments-oncall")
    assert secret not in ended.out
    assert "looks like" in ended.out


def test_a_shallow_clone_says_that_changes_may_be_missing(
    run: Run, root: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(root, "init", "-q")
    write(PATH, SHIFT)
    for number in range(3):
        write("catalog/oncall/payments-oncall-2026-10-26.yaml", f"{SHIFT}  escalations: {number}\n")
        commit(root, f"Change {number}", f"2026-10-2{number + 7}T08:00:00Z")
    git(root, "clone", "-q", "--depth", "2", f"file://{root}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    part = sections(run)["recent_changes"]
    assert [line.split(" (")[0].split(": ")[1] for line in found(part)] == ["Change 2"]
    assert "Git holds no older commits here" in part["note"]


def test_write_adds_lines_and_keeps_what_people_wrote(run: Run, write: Write) -> None:
    mine = (
        SHIFT + "  handoff:\n    known_risks:\n"
        "      # do not forget\n      - The certificate ends on 1 December  # really\n"
        "    open_issues: []  # none so far\n"
    )
    file = write(PATH, mine)
    write("postmortems/incidents/2026-10-30-late-mails.yaml", OPEN)
    write("catalog/chaos/soon.yaml", EXPERIMENT.format(day="2026-11-05"))
    shown = run("handoff", "payments-oncall", "--write", "--dry-run")
    assert file.read_text("utf-8") == mine
    assert "Nothing is written." in shown.err
    assert run("handoff", "payments-oncall", "--write").code == 0
    text = file.read_text("utf-8")
    for line in mine.splitlines():
        assert line.removesuffix("[]  # none so far").strip() in text
    assert "# none so far" in text
    assert "- 2026-10-30-late-mails: " in text or '- "2026-10-30-late-mails: ' in text
    assert "scheduled_maintenance:" in text
    again = run("handoff", "payments-oncall", "--write")
    assert "everything stands there already" in again.err
    assert file.read_text("utf-8") == text
    assert run("check", PATH).code == 0


def test_a_shift_without_a_handoff_gets_one(run: Run, write: Write) -> None:
    file = write(PATH, SHIFT + "  handoff:\n")
    write("postmortems/incidents/2026-10-30-late-mails.yaml", OPEN)
    assert run("handoff", "payments-oncall", "--write").code == 0
    text = file.read_text("utf-8")
    assert text.count("handoff:") == 1
    assert "    open_issues:\n      - " in text


def test_a_line_that_names_the_same_thing_stays_alone(run: Run, write: Write) -> None:
    said = "  handoff:\n    open_issues: [Watch 2026-10-30-late-mails until Friday]\n"
    file = write(PATH, SHIFT + said)
    write("postmortems/incidents/2026-10-30-late-mails.yaml", OPEN)
    part = sections(run)["open_issues"]
    assert part["written"] == ["Watch 2026-10-30-late-mails until Friday"]
    assert part["found"] == []
    run("handoff", "payments-oncall", "--write")
    assert said in file.read_text("utf-8")


def test_planned_maintenance_of_earlier_handoffs_is_carried_over(run: Run, write: Write) -> None:
    write(PATH, SHIFT)
    earlier = SHIFT.replace("2026-10-26", "2026-10-19").replace("2026-11-02", "2026-10-26").replace("pay-1", "pay-3")
    lines = "['Freeze on 2026-11-06', 'Past: 2026-10-21', 'Some day', 'No day: 2026-13-45']"
    write(
        "catalog/oncall/payments-oncall-2026-10-19.yaml",
        f"{earlier}  handoff:\n    scheduled_maintenance: {lines}\n",
    )
    assert found(sections(run)["scheduled_maintenance"]) == ["Freeze on 2026-11-06"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("payment-oncall",), "Did you mean `payments-oncall`?"),
        (("payments-oncall", "--shift", "nothing"), "there is no shift `nothing`"),
        (("payments-oncall", "--dry-run"), "--dry-run without --write"),
    ],
)
def test_wrong_names_are_refused(run: Run, write: Write, arguments: tuple[str, ...], message: str) -> None:
    write(PATH, SHIFT)
    ended = run("handoff", *arguments)
    assert ended.code == 2
    assert message in ended.err


def test_a_broken_shift_is_named(run: Run, write: Write) -> None:
    write(PATH, SHIFT.replace("pages: 2", "pages: many"))
    ended = run("handoff", "payments-oncall", "--shift", "payments-oncall-2026-10-26")
    assert ended.code == 2
    assert f"steadybook check {PATH}" in ended.err
