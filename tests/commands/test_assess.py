"""Maturity assessments: evidence proposes, people decide, nothing is written otherwise."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from steadybook.sre.maturity import DIMENSION_IDS
from tests.commands.conftest import Run

SCORES = "".join(f"{id}: 3\n" for id in DIMENSION_IDS)


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    file = tmp_path / "scores.yaml"
    file.write_text(SCORES.replace("slos: 3", "slos: {score: 5, evidence: docs/slos.md}"))
    return file


def test_without_a_terminal_it_proposes_and_writes_nothing(run: Run, root: Path) -> None:
    ended = run("assess", "checkout")
    assert ended.code == 0
    assert "checkout: evidence proposes" in ended.out
    assert "Nothing is written" in ended.err
    assert not list((root / "catalog").glob("maturity/*"))
    answer = json.loads(run("assess", "checkout", "--propose", "--format", "json").out)
    assert [proposal["dimension"] for proposal in answer["proposals"]] == list(DIMENSION_IDS)
    for proposal in answer["proposals"]:
        assert 1 <= proposal["score"] <= 5
        assert proposal["score"] == 5 or proposal["missing"] or proposal["no_data"]


def test_scores_from_a_file_become_a_sound_document(run: Run, root: Path, scores: Path) -> None:
    ended = run("assess", "checkout", "--from", str(scores), "--by", "payments-lead", "--by", "pay-2")
    assert (ended.code, ended.out) == (0, "catalog/maturity/checkout-2026-11-01.yaml\n")
    path = root / "catalog/maturity/checkout-2026-11-01.yaml"
    document = yaml.safe_load(path.read_text())["maturity_assessment"]
    assert document["assessors"] == ["payments-lead", "pay-2"]
    assert document["scores"]["slos"] == {"score": 5, "evidence": "docs/slos.md"}
    assert "# evidence proposed" in path.read_text()
    assert json.loads(run("check", str(path), "--format", "json").out)["findings"] == []
    again = run("assess", "checkout", "--from", str(scores))
    assert (again.code, "exists already" in again.err) == (2, True)


def test_a_team_is_assessed_over_its_services(run: Run, root: Path, scores: Path) -> None:
    dry = run("assess", "payments", "--from", str(scores), "--dry-run")
    assert dry.out.startswith("maturity_assessment:\n  subject: payments\n")
    assert not (root / "catalog/maturity").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("slos: 3\n", "no score for monitoring"),
        (SCORES + "monitring: 3\n", "Did you mean `monitoring`?"),
        (SCORES.replace("slos: 3", "slos: 6"), "`6` is no score for slos"),
        (SCORES.replace("slos: 3", "slos: true"), "is no score for slos"),
        ("[1, 2", "cannot be read as YAML"),
        ("- 3", "no mapping"),
    ],
)
@pytest.mark.usefixtures("root")
def test_bad_scores_are_explained(run: Run, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    ended = run("assess", "checkout", "--from", str(file))
    assert ended.code == 2
    assert said in ended.err


@pytest.mark.usefixtures("root")
def test_names_are_known(run: Run) -> None:
    assert "Did you mean `checkout`?" in run("assess", "chekout").err
    assert "cannot be read" in run("assess", "checkout", "--from", "no-such-file").err


def test_in_a_terminal_it_asks_and_the_person_decides(root: Path) -> None:
    """In a real pseudo-terminal: an empty answer takes the proposal, nonsense is asked again."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "steadybook", "assess", "checkout", "--color", "never"],
        cwd=root,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        close_fds=True,
    )
    os.close(slave)
    os.write(master, b"4\nmany\n2\n" + b"\n" * 6)
    shown = b""
    try:
        while chunk := os.read(master, 4096):
            shown += chunk
    except OSError:  # the other end is closed: the process has ended
        pass
    os.close(master)
    assert process.wait(timeout=60) == 0
    document = yaml.safe_load((root / "catalog/maturity/checkout-2026-11-01.yaml").read_text())
    scores = document["maturity_assessment"]["scores"]
    assert (scores["slos"]["score"], scores["monitoring"]["score"]) == (4, 2)
    assert b"8 of 8" in shown
