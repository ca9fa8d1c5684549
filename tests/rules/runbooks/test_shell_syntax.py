"""Where in the file the fault of a command is shown, however the command is written in YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import BASE, findings

PATH = "runbooks/checkout-slow.yaml"
TEXT = (BASE / "runbooks/checkout-errors.yaml").read_text("utf-8")
COMMAND = next(line for line in TEXT.split("\n") if "command:" in line)


def places(tmp_path: Path, command: str) -> list[tuple[int, int, int]]:
    files = {PATH: TEXT.replace(COMMAND, command)}
    found = findings(tmp_path, files, "invalid-shell-syntax")
    first = files[PATH][: files[PATH].index(command)].count("\n")
    return [(f.span.line - first, f.span.column, f.span.end_column) for f in found]


@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("      command: kubectl get pods -o jsonpath='{.x}", (1, 45, 46)),
        ("      command: 'echo ''abc'", (1, 22, 24)),
        ('      command: "psql -c \\"select 1"', (1, 25, 27)),
        ('      command: "echo a\\necho \'b"', (1, 30, 31)),
        ("      command: |\n        echo one\n        if true; then\n          echo 'two'", (3, 9, 11)),
        ("      command: |-\n\n        echo one |\n          wc 'x", (4, 14, 15)),
        ("      command: >-\n        echo one\n        two 'x", (3, 13, 14)),
        ("      command: kubectl get pods\n        -o name |\n        xargs 'x", (3, 15, 16)),
        ("      command: |\n        cat <<EOF | kubectl apply -f -\n        a: it's\n", (2, 13, 15)),
    ],
)
def test_the_place_inside_the_scalar(tmp_path: Path, command: str, place: tuple[int, int, int]) -> None:
    assert places(tmp_path, command) == [place]


def test_a_here_document_in_a_block_is_in_order(tmp_path: Path) -> None:
    block = "      command: |\n        cat <<EOF | kubectl apply -f -\n        a: it's\n        EOF"
    assert places(tmp_path, block) == []


def test_steps_that_are_instructions_are_left_alone(tmp_path: Path) -> None:
    steps = [
        "kubectl doesn't answer: use the console",
        "kubectl rollout undo deployment/x (takes two minutes)",
        "Don't panic | and don't > restart",
        "helm rollback x; if it's no better, call Anna",
    ]
    listed = "\n".join(f'        - "{step}"' for step in steps)
    step = next(line for line in TEXT.split("\n") if line.startswith("        - kubectl"))
    files = {PATH: TEXT.replace(step, f"{listed}\n        - kubectl rollout undo 'deployment/x")}
    found = findings(tmp_path, files, "invalid-shell-syntax")
    [line] = [n for n, text in enumerate(files[PATH].split("\n"), 1) if "undo 'deployment" in text]
    assert [f.span.line for f in found] == [line]
