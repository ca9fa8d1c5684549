"""Documents whose shape is wrong: what can be told of them all the same is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.engine.check import check
from tests.rules.organisation import AS_OF, BASE, write

RUNBOOK = "runbooks/checkout-errors.yaml"
TEXT = (BASE / RUNBOOK).read_text("utf-8")
TOKEN = "ghp_" + "a1B2" * 9


def rules(root: Path, path: str) -> list[tuple[str, int]]:
    found = check(root, as_of=AS_OF).findings
    return sorted((f.rule, f.span.line) for f in found if f.path == path)


def test_a_reference_to_nothing_is_told_beside_the_misspelt_key(tmp_path: Path) -> None:
    text = TEXT.replace("service: checkout", "service: chekout").replace("last_updated", "least_updated")
    write(tmp_path, {RUNBOOK: text})
    line = text[: text.index("chekout")].count("\n") + 1
    assert ("dangling-reference", line) in rules(tmp_path, RUNBOOK)
    assert "unknown-key" in dict(rules(tmp_path, RUNBOOK))


def test_it_is_gone_when_what_is_named_appears(tmp_path: Path) -> None:
    text = TEXT.replace("service: checkout", "service: stock").replace("last_updated", "least_updated")
    write(tmp_path, {RUNBOOK: text})
    assert "dangling-reference" in dict(rules(tmp_path, RUNBOOK))
    service = (BASE / "catalog/services/checkout.yaml").read_text("utf-8").replace("name: checkout", "name: stock")
    (tmp_path / "catalog/services/stock.yaml").write_text(service, "utf-8")
    assert [rule for rule, _ in rules(tmp_path, RUNBOOK)] == ["unknown-key"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("last_updated", "least_updated") + f"  notes: {TOKEN}\n",
        f"notebook:\n  token: {TOKEN}\n",
        f"runbook:\n  token: {TOKEN}\n  title: [\n",
        f"- {TOKEN}\n",
    ],
)
def test_a_credential_is_found_in_whatever_shape(tmp_path: Path, text: str) -> None:
    write(tmp_path, {RUNBOOK: text})
    line = text[: text.index(TOKEN)].count("\n") + 1
    assert ("credential-in-document", line) in rules(tmp_path, RUNBOOK)


def test_two_broken_documents_with_one_id_are_told(tmp_path: Path) -> None:
    write(tmp_path, {RUNBOOK: "runbook: {}\n", "runbooks/again/checkout-errors.yaml": "runbook: {}\n"})
    assert "duplicate-id" in dict(rules(tmp_path, RUNBOOK))


def test_a_file_too_large_to_be_read_is_one_finding(tmp_path: Path) -> None:
    write(tmp_path, {RUNBOOK: f"runbook:\n  token: {TOKEN}\n" + "# filling\n" * 600_000})
    assert [rule for rule, _ in rules(tmp_path, RUNBOOK)] == ["file-too-large"]
