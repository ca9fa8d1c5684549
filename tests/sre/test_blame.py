from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.blame import BLAME_WORDS, BlameWord, find_blame


@pytest.mark.parametrize("word", BLAME_WORDS, ids=lambda word: word.example)
def test_each_word_finds_its_example_in_a_sentence(word: BlameWord) -> None:
    example = word.example
    (match,) = find_blame(f"In the end {example} it was.")
    assert match.text == example
    assert match.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "The depots should have called earlier",
        "Someone should\nhave  known",
        "it shouldn't have been deployed",
        "He should\u2019ve looked",
        "HUMAN ERROR",
        "operator error",
        "on-call failed to check the graph",
        "It was Ann\u2019s fault",
        "the engineers' fault",
        "a mistake",
        "They forgot the flag",
        "who is to blame",
    ],
)
def test_blame_is_found(text: str) -> None:
    assert len(find_blame(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "fault injection and fault tolerance",
        "Redis's fault tolerance",
        "the default value",
        "a page fault",
        "a blameless postmortem",
        "a no-blame culture",
        "see git blame",
        "Pods should have a limit",
        "each service should have two replicas",
        "requests failed to connect",
        "the node failed to start",
        "it could have been worse",
        "human readable errors",
        "the layout",
        "",
    ],
)
def test_innocent_text_is_left_alone(text: str) -> None:
    assert find_blame(text) == []


def test_matches_stand_where_the_words_are_and_never_overlap() -> None:
    text = "Human error: he forgot, and should have looked."
    found = find_blame(text)
    assert [match.text for match in found] == ["Human error", "forgot", "should have"]
    assert all(text[match.start : match.end] == match.text for match in found)


def test_of_two_that_overlap_the_first_is_kept() -> None:
    assert [match.text for match in find_blame("It was a user error's fault")] == ["user error"]


@given(st.text(max_size=200))
def test_any_text_is_searched_in_order(text: str) -> None:
    found = find_blame(text)
    assert all(text[match.start : match.end] == match.text for match in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
