"""Characters that nobody sees, wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings

TEAM = "catalog/teams/search.yaml"
RULE = "invisible-character"


def seen(root: Path, text: str) -> list[tuple[int, int, str]]:
    return [(f.span.line, f.span.column, f.message) for f in findings(root, {TEAM: text}, RULE)]


@pytest.mark.parametrize(
    "character",
    ["\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\u2060", "\ufeff", "\u3164", "\u2063", "\U000e0041"],
)
@pytest.mark.parametrize(
    "text",
    [
        'team:\n  name: search\n  contact: "#sea{}rch"\n',
        "team:\n  name: search\n  # con{}tact\n",
        "team:\n  name: search\n  annotations:\n    run: |\n      rm {}-r\n",
        "tea{}m:\n  name: search\n",
        "team:\n  name: [{}\n",
    ],
)
def test_each_is_found_where_it_stands(tmp_path: Path, text: str, character: str) -> None:
    text = text.format(character)
    before = text[: text.index(character)]
    [(line, column, message)] = seen(tmp_path, text)
    assert (line, column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert f"U+{ord(character):04X}" in message


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffteam:\n  name: search\n",
        "team:\n  name: search\n  lead: \u05e9\u200f\u05dc \U0001f469\u200d\U0001f680 \u0645\u06cc\u200c\u062e\u0648\n",
        "team:\n  name: search\n  lead: a\u00a0b\n",
        "team:\n  name: search\n  lead: \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\n",
        "team:\n  name: search\n  annotations:\n    note: |\n      \u3000indented text\n",
    ],
)
def test_marks_joiners_and_spaces_in_texts_are_left_alone(tmp_path: Path, text: str) -> None:
    assert seen(tmp_path, text) == []


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000"])
def test_a_line_indented_with_another_space_is_told_on_that_line(tmp_path: Path, space: str) -> None:
    [(line, column, message)] = seen(tmp_path, f"team:\n  name: search\n {space}lead: me\n")
    assert (line, column) == (3, 2)
    assert f"is indented with U+{ord(space):04X}" in message


def test_many_are_told_once_each_up_to_twenty(tmp_path: Path) -> None:
    assert len(seen(tmp_path, "team:\n  name: search\n  lead: a" + "\u202e" * 50 + "\n")) == 20
