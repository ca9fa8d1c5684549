"""Links in texts to files of the repository: which are followed, and where a dead one is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import BASE, findings

PATH = "runbooks/payments/checkout-slow.yaml"
TEXT = (BASE / "runbooks/checkout-errors.yaml").read_text("utf-8").replace("  alert_name: CheckoutErrors\n", "")
RULE = "dead-relative-link"


def found(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Line within the overview, and what is marked there, of each finding."""
    before, overview, after = TEXT.partition(next(t for t in TEXT.split("\n") if t.startswith("  overview:")))
    assert overview
    files = {PATH: f"{before}  overview: |\n    First line.\n    {text}{after}", "docs/plan a.md": "# Plan\n"}
    lines = files[PATH].split("\n")
    return [
        (f.span.line - before.count("\n"), lines[f.span.line - 1][f.span.column - 1 : f.span.end_column - 1])
        for f in findings(tmp_path, files, RULE)
    ]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("See [the plan](../../docs/plan.md).", "../../docs/plan.md"),
        ("See [the plan](/docs/plan.md#part).", "/docs/plan.md#part"),
        ("Follow runbooks/gone.yaml.", "runbooks/gone.yaml"),
        ("Follow (../gone.md), or not.", "../gone.md"),
        ("See [that](../../../outside.md)", "../../../outside.md"),
    ],
)
def test_a_dead_link_is_pointed_at(tmp_path: Path, text: str, dead: str) -> None:
    assert found(tmp_path, text) == [(3, dead)]


@pytest.mark.parametrize(
    "text",
    [
        "See [the plan](../../docs/plan%20a.md#start).",
        "See [the plan](/docs/plan%20a.md) and ../../runbooks/checkout-errors.yaml.",
        "See runbooks/checkout-errors.yaml, catalog/services/checkout.yaml and ./checkout-slow.yaml",
        "See [all](https://x.example/gone.md), [mail](mailto:a@b.example), [here](#part), [that](//x/y.md)",
        "At https://git.example/shop/blob/main/runbooks/gone.yaml and git@x:runbooks/gone.yaml",
        "The query x[5m](y) and $X/runbooks/gone.yaml and a[b](c)",
        "Ratio [1](2), see [note](v2) at /etc/app/../gone.yaml",
    ],
)
def test_what_is_alive_or_no_link(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


def test_commands_speak_of_other_places(tmp_path: Path) -> None:
    step = next(line for line in TEXT.split("\n") if line.startswith("        - kubectl"))
    command = next(line for line in TEXT.split("\n") if "command:" in line)
    files = {
        PATH: TEXT.replace(step, "        - kubectl apply -f ../gone.yaml").replace(
            command, "      command: cat runbooks/gone.yaml"
        )
    }
    assert findings(tmp_path, files, RULE) == []


def test_long_texts_take_no_long_time(tmp_path: Path) -> None:
    assert found(tmp_path, "[a](" + "/" * 50_000) == []
    assert found(tmp_path, "../" * 30_000) == []
