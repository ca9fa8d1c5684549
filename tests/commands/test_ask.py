"""The twelve sentences, in the platform's words and in other orders, with close matches for names."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.commands._sentences import SENTENCES, Asked, Names, understood
from steadybook.commands._verbs import names as verbs
from tests.commands.conftest import Run

EXAMPLE = str(Path(__file__).parents[2])
NAMES = Names(
    services=("checkoutservice", "emailservice", "redis-cart", "frontend"),
    teams=("checkout", "storefront"),
    incidents=("2026-11-17-checkout-payment-timeouts", "2026-10-29-cart-redis-failover"),
    alerts=("RedisDown", "CheckoutErrors"),
    months=("2026-11", "2026-10", "2026-09"),
)


def meant(text: str) -> str:
    found = understood(text, NAMES)
    assert found is not None
    sentence, asked = found
    line = sentence.arguments(asked)
    assert not isinstance(line, str), line
    return shlex.join(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Assess reliability for frontend", "assess frontend"),
        ("Define SLOs for checkoutservice", "new slo --service checkoutservice"),
        ("Check error budget for emailservice", "budget emailservice"),
        (
            "Start incident for orders fail in frontend",
            "incident start 'orders fail in frontend' --service frontend",
        ),
        ("Start incident for no page loads", "incident start 'no page loads'"),
        (
            "Write postmortem for 2026-11-17-checkout-payment-timeouts",
            "incident postmortem 2026-11-17-checkout-payment-timeouts",
        ),
        ("Plan chaos experiment for redis-cart", "new experiment --service redis-cart"),
        ("Audit toil for storefront", "toil --team storefront"),
        ("Review on-call health", "report oncall-health"),
        ("Production readiness review for checkoutservice", "readiness checkoutservice"),
        ("Monthly reliability report", "report monthly"),
        ("Design runbook for RedisDown", "new runbook --alert RedisDown"),
        ("Plan capacity for frontend growing at 8%", "capacity frontend --growth=8%"),
        # Other orders, other spellings, names in several words.
        ("how much error budget has the checkout service left?", "budget checkoutservice"),
        ("capacity frontend, growing by 12.5 percent: plan it", "capacity frontend --growth=12.5%"),
        ("is the fronted production ready", "readiness frontend"),
        ("budget emailservise", "budget emailservice"),
        ("the 2026-10 monthly report please", "report monthly 2026-10"),
        ("postmortem for checkout payment timeouts", "incident postmortem 2026-11-17-checkout-payment-timeouts"),
        ("a chaos experiment for redis cart", "new experiment --service redis-cart"),
        ("toil", "toil"),
        ("audit toil for the storefrnt", "toil --team storefront"),
        ("orders fail in frontend: start an incident", "incident start 'orders fail in frontend' --service frontend"),
        ("monthly report for October", "report monthly 2026-10"),
        ("the report of last month", "report monthly 2026-10"),
    ],
)
def test_a_sentence_means_its_verb(text: str, line: str) -> None:
    assert meant(text) == line
    assert line.split(maxsplit=1)[0] in verbs()


def test_there_are_twelve() -> None:
    assert len(SENTENCES) == 12


@pytest.mark.parametrize("text", ["", "sing me a song", "42", "please", "service checkoutservice"])
def test_what_is_not_known_means_nothing(text: str) -> None:
    assert understood(text, NAMES) is None


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("check the error budget", "Name the service."),
        ("write a postmortem", "Name the incident."),
        ("design runbook", "There are: RedisDown, CheckoutErrors."),
        ("audit toil for the payments team", "There is no team like `payments`. Name the team."),
        ("plan capacity for search growing at 8%", "There is no service like `search`."),
        ("monthly report of march", "There are: 2026-11, 2026-10, 2026-09."),
        ("start an incident please", "Say what happens"),
    ],
)
def test_what_is_missing_is_said(text: str, missing: str) -> None:
    found = understood(text, NAMES)
    assert found is not None
    said = found[0].arguments(found[1])
    assert isinstance(said, str)
    assert missing in said


@given(st.text())
def test_any_text_is_understood_or_not_but_never_breaks(text: str) -> None:
    found = understood(text, NAMES)
    if found is not None:
        line = found[0].arguments(found[1])
        assert isinstance(line, str) or line[0] in verbs()


@given(st.permutations(["check", "the", "error", "budget", "for", "emailservice"]))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    assert meant(" ".join(words)) == "budget emailservice"


def test_nothing_of_a_sentence_reaches_a_shell() -> None:
    found = understood("start incident for $(rm -rf /) ; `id` in frontend", NAMES)
    assert found is not None
    assert found[0].arguments(found[1]) == [
        "incident",
        "start",
        "$(rm -rf /) ; `id` in frontend",
        "--service",
        "frontend",
    ]
    assert isinstance(found[1], Asked)


def test_the_verb_is_shown_and_run(run: Run) -> None:
    ended = run("ask", "-C", EXAMPLE, "check error budget for emailservice")
    assert ended.code == 0
    assert ended.err.startswith("$ steadybook budget emailservice -C ")
    assert "emailservice-availability" in ended.out
    dry = run("ask", "--dry-run", "-C", EXAMPLE, "check", "error", "budget", "for", "emailservice")
    assert (dry.code, dry.out) == (0, "")


def test_an_unknown_sentence_lists_the_known_ones(run: Run) -> None:
    ended = run("ask", "-C", EXAMPLE, "sing me a song")
    assert ended.code == 2
    assert all(sentence.pattern in ended.err for sentence in SENTENCES)
    listed = run("ask", "-C", EXAMPLE)
    assert (listed.code, listed.out.count("\n")) == (0, 13)
