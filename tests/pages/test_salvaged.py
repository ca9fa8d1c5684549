"""What can be understood of a document whose shape is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.loading import Loader
from steadybook.pages.salvaged import salvaged
from steadybook.source.reader import Limits

TEAM = "team:\n  name: search\n  contact: a\n"


def loaded(text: str) -> Document[Any]:
    found = Loader(kinds(), Limits()).load("catalog/teams/search.yaml", text.encode())
    return Document("catalog/teams/search.yaml", "x", found.kind, found.facts, lambda: found)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (f"{TEAM}  zzz: 1\n", "contact", "a"),
        (f"{TEAM}  members: many\n", "members", None),
        (f"{TEAM}  led: me\n", "lead", "me"),
        (f"{TEAM}  annotations: {{a: [1]}}\n", "annotations", {}),
        ("team:\n  name: search\n  contct: a\n", "contact", "a"),
    ],
)
def test_what_is_wrong_is_left_out_or_read_as_it_was_meant(text: str, field: str, value: object) -> None:
    document = loaded(text)
    assert not document.intact
    found = salvaged(document)
    assert found is not None
    assert found.intact
    assert getattr(found.model, field) == value
    assert not document.intact
    assert document.loaded.model is None


@pytest.mark.parametrize(
    "text", ["team:\n  contact: a\n  name: [x]\n", "team: x\n", "team:\n  name: 'x\n", "zzz:\n  a: 1\n"]
)
def test_what_cannot_be_understood_stays_so(text: str) -> None:
    assert salvaged(loaded(text)) is None
