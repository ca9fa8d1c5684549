from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.placeholders import LEFTOVERS, find_placeholders, is_placeholder, may_hold_placeholders

TEMPLATE_TEXT = [
    "[command]",
    "[Name]",
    "TODO",
    "TBD: x",
    "FIXME later",
    "xxx",
    "lorem ipsum dolor",
    "change me",
    "changeme",
    "INCIDENT: [Title]",
    "When [fault], the system will [expected behavior]",
    "#inc-[date]-[slug]",
    "SEV[X]",
    "[Who/what is affected]",
    "Rollback: [command]",
    "One paragraph: what happened, what was the impact, how was it resolved.",
    "...",
    "TODO(ann)",
    "kubectl logs [pod]",
    "- TODO",
    "[One sentence]",
    "[X hours Y minutes]",
    "What this alert means in plain English.",
    "[service name]",
    "curl https://host/[service]",
    "To be determined",
    "What users/systems are affected and how.",
    "Technical explanation of WHY\nit happened.",
    "[your command here]",
    "XXXX",
    "todo",
    "[URL]",
    "?",
]
CONTENT = [
    "kubectl logs <pod>",
    "$NAME",
    "grep [abc] x",
    "[ERROR] boom",
    "rate(x[5m])",
    "items[index]",
    "[text](https://x)",
    "[ -f x ]",
    "[[ -f x ]]",
    "- [x] done",
    "cust_xxx",
    "the todo app",
    "a",
    "mktemp /tmp/fooXXXX",
    "mktemp /tmp/x.XXXXXX",
    "[main] started",
    "[sudo] password for x",
    "AI-001",
    "$TODO",
    "{{ $labels.service }}",
    "a b",
    "jq .items[].name",
    "echo ${arr[name]}",
    "5xx",
    "xxl",
    "x",
    "100 %",
    "[warn] slow",
]


@pytest.mark.parametrize("text", TEMPLATE_TEXT)
def test_template_text_is_found(text: str) -> None:
    assert find_placeholders(text)


@pytest.mark.parametrize("text", CONTENT)
def test_content_is_left_alone(text: str) -> None:
    assert find_placeholders(text) == []


@pytest.mark.parametrize("text", LEFTOVERS)
def test_hints_of_templates_are_found_wherever_their_lines_break(text: str) -> None:
    assert find_placeholders(f"{text}.\n")
    assert find_placeholders(text.replace(" ", "\n  ").upper())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("TODO", True),
        ("  [command] ", True),
        ("TBD.", True),
        ("...", True),
        ("[Title] [Name]", True),
        ("TODO restart it TODO", False),
        ("Rollback: [command]", False),
        ("Restart it. TODO", False),
        ("kubectl get pods", False),
    ],
)
def test_a_text_may_be_nothing_but_template_text(text: str, whole: bool) -> None:
    assert is_placeholder(text) is whole


def test_matches_stand_where_the_text_is() -> None:
    text = "Rollback: [command], then TODO"
    assert [(match.start, match.text) for match in find_placeholders(text)] == [(10, "[command]"), (26, "TODO")]


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(text[match.start : match.end] == match.text for match in find_placeholders(text))


@given(
    st.lists(st.sampled_from(["[command]", "TODO", "change me", "...", "a [b", "x]", "rate(x[5m])", "text here", ""]))
)
def test_nothing_is_lost_by_looking_at_many_texts_at_once(texts: list[str]) -> None:
    assert may_hold_placeholders(texts) or not any(map(find_placeholders, texts))


@given(st.text(alphabet="TODObrackets[] .\n\u017f", max_size=40))
def test_a_quick_no_is_right(text: str) -> None:
    assert may_hold_placeholders([text]) or find_placeholders(text) == []
