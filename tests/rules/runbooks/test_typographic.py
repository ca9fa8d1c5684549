"""Characters in commands that look like the shell's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rules.organisation import BASE, findings

RUNBOOK = "runbooks/checkout-errors.yaml"
RULE = "typographic-character"
COMMAND = "kubectl --namespace checkout logs deployment/checkout --since=10m | grep level=error"
STEP = "kubectl --namespace checkout rollout undo deployment/checkout"


def seen(root: Path, old: str, new: str) -> list[tuple[str, str]]:
    """What is found where a command or step is another one: the text at each place, and what is said of it."""
    text = (BASE / RUNBOOK).read_text("utf-8")
    assert text.count(old) == 1
    text = text.replace(old, json.dumps(new, ensure_ascii=False))
    found = findings(root, {RUNBOOK: text}, RULE)
    lines = text.splitlines()
    return [(lines[f.span.line - 1][f.span.column - 1 : f.span.end_column - 1], f.message) for f in found]


@pytest.mark.parametrize(
    ("command", "character", "message"),
    [
        ("kubectl get pods -l \u2018app=x\u2019", "\u2018", "U+2018 (LEFT SINGLE QUOTATION MARK) quotes nothing"),
        ("kubectl get pods -l \u201capp=x\u201d", "\u201c", "U+201C (LEFT DOUBLE QUOTATION MARK) quotes nothing"),
        ("kubectl get\u00a0pods", "\u00a0", "U+00A0 (NO-BREAK SPACE) divides no words"),
        ("kubectl get pods \u2013l app=x", "\u2013", "U+2013 (EN DASH) begins no option"),
        ("kubectl get pods \u2014selector app", "\u2014", "U+2014 (EM DASH) begins no option"),
        ("kubectl get po\u00adds", "\u00ad", "U+00AD (SOFT HYPHEN) is a letter for a shell"),
        ("kubectl get 'a' \u2018b\u2019", "\u2018", "U+2018"),
    ],
)
@pytest.mark.parametrize("place", [COMMAND, STEP])
def test_each_is_found_where_it_stands(tmp_path: Path, place: str, command: str, character: str, message: str) -> None:
    [(text, said)] = seen(tmp_path, place, command)
    assert text == character
    assert message in said


@pytest.mark.parametrize(
    ("place", "command"),
    [
        (COMMAND, "grep 'it\u2019s\u00a0gone' log"),
        (COMMAND, 'grep "a \\" \u2013b" log'),
        (COMMAND, "ls # the operator\u2019s files"),
        (COMMAND, "echo a\u2013b \u2013"),
        (STEP, "Ask the team that \u201cowns\u201d it \u2013 they know"),
        (STEP, "kubectl doesn\u2019t answer: call the platform team"),
    ],
)
def test_texts_and_instructions_are_left_alone(tmp_path: Path, place: str, command: str) -> None:
    assert seen(tmp_path, place, command) == []
