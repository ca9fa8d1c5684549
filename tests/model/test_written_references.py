from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from steadybook.model.configuration import DEFAULT_FOLDERS
from steadybook.model.loading import Loader
from steadybook.model.reference import Reference
from steadybook.model.written_references import written_references
from steadybook.source.reader import Limits
from tests.kinds.conftest import KINDS

ROOT = Path(__file__).parent.parent.parent
LOADER = Loader(KINDS.values(), Limits())
DOCUMENTS = [path for folder in DEFAULT_FOLDERS for path in sorted((ROOT / folder).rglob("*.yaml"))]


def references(text: str) -> list[tuple[object, ...]]:
    loaded = LOADER.load("some/document.yaml", text.encode())
    assert loaded.model is None
    return [(*reference.route, reference.id) for reference in loaded.facts.references]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_of_an_intact_document_they_are_those_of_its_model(path: Path) -> None:
    loaded = LOADER.load(path.as_posix(), path.read_bytes())
    assert loaded.kind is not None
    body: Any = loaded.value
    for step in loaded.prefix:
        body = body[step]

    def seen(found: tuple[Reference, ...]) -> set[Reference]:
        return {Reference(reference.route, reference.kinds, str(reference.id)) for reference in found}

    assert seen(tuple(written_references(loaded.kind.model, body, ()))) == seen(loaded.facts.references)


def test_a_misspelt_key_hides_no_reference() -> None:
    text = """\
service:
  name: cart
  teer: critical
  owner_team: payments
  dependencies:
    upstream: [stock, {service: mail, type: async}, [orders], 7]
  failure_modes:
    - {name: the store is gone, runbook: cart-store}
"""
    assert references(text) == [
        ("owner_team", "payments"),
        ("dependencies", "upstream", 0, "service", "stock"),
        ("dependencies", "upstream", 1, "service", "mail"),
        ("dependencies", "upstream", 3, "service", "7"),
        ("failure_modes", 0, "runbook", "cart-store"),
    ]


def test_what_is_wrong_already_refers_to_nothing() -> None:
    text = "service:\n  name: cart\n  tier: huge\n  owner_team: {name: payments}\n  dependencies: stock\n"
    assert references(text) == []
    assert references("service: [owner_team, payments]\n") == []
    assert references("service:\n  owner_team: ''\n  oncall_rotation: '  '\n") == []


def test_a_file_that_breaks_off_refers_to_nothing() -> None:
    assert references("service:\n  owner_team: payments\n  name: [\n") == []
