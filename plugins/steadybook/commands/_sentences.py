"""The sentences that `steadybook ask` knows: words in any order, names with close matches, and the verb they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from steadybook.commands._names import some
from steadybook.model.terminal import visible

NAME_WORDS = re.compile(r"[^\s\"“”,;:!?]+")
PERCENT = re.compile(r"[+-]?\d{1,6}(?:\.\d{1,6})?\s*(?:%|percent\b|per cent\b)", re.IGNORECASE)
MONTH = re.compile(r"\b\d{4}-\d{2}\b")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
EDGES = ".'’()[]`"
SMALL_WORDS = frozenset({"the", "a", "an", "our", "my", "this", "that", "all", "please"})
"""Words before a name, which are no part of it."""
CLOSE = 0.8
"""How alike a word and a name must be, from 0 to 1 (difflib's ratio)."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a sentence may contain, by what they name."""

    services: Sequence[str] = ()
    teams: Sequence[str] = ()
    incidents: Sequence[str] = ()
    alerts: Sequence[str] = ()
    months: Sequence[str] = ()
    """The months that have a report, such as `2026-10`, the newest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sentence contains."""

    text: str
    words: frozenset[str]
    service: str | None = None
    team: str | None = None
    incident: str | None = None
    alert: str | None = None
    percent: str | None = None
    month: str | None = None
    rest: str = ""
    """What stands after `for`, as written: a description."""
    known: Names = field(default_factory=Names)

    @property
    def stranger(self) -> str:
        """The word after `for` where it is no name: somebody meant something by it. Empty where there is none."""
        words = (token.strip(EDGES) for token in NAME_WORDS.findall(self.rest))
        words = (word for word in words if word and word.lower() not in SMALL_WORDS)
        word = next(words, "")
        return "" if word.lower() in VOCABULARY else word

    def missing(self, what: str, known: Sequence[str]) -> str:
        """What to say where a name is missing, or is none that is known."""
        there = f" There are: {some(known)}." if known else " There is none yet."
        stranger = f"There is no {what} like `{visible(self.stranger)}`. " if self.stranger else ""
        return f"{stranger}Name the {what}.{there}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the verb that it means.

    `words`: one of each group must occur. `arguments(asked)` gives the command line, or says in a text what is missing.
    """

    pattern: str
    words: tuple[frozenset[str], ...]
    arguments: Callable[[Asked], Sequence[str] | str]
    also: frozenset[str] = field(default=frozenset())
    """Words that speak for this sentence where several fit."""


def _for_service(*verb: str) -> Callable[[Asked], Sequence[str] | str]:
    def arguments(asked: Asked) -> Sequence[str] | str:
        return [*verb, asked.service] if asked.service else asked.missing("service", asked.known.services)

    return arguments


def _assess(asked: Asked) -> Sequence[str] | str:
    subject = asked.service or asked.team
    known = [*asked.known.services, *asked.known.teams]
    return ["assess", subject] if subject else asked.missing("service or team", known)


def _define(asked: Asked) -> Sequence[str] | str:
    return _for_service("new", "slo", "--service")(asked)


def _start(asked: Asked) -> Sequence[str] | str:
    if not asked.rest:
        return "Say what happens: start incident for orders fail in checkout."
    found = ["incident", "start", asked.rest]
    return [*found, "--service", asked.service] if asked.service else found


def _postmortem(asked: Asked) -> Sequence[str] | str:
    known = asked.known.incidents
    return ["incident", "postmortem", asked.incident] if asked.incident else asked.missing("incident", known)


def _experiment(asked: Asked) -> Sequence[str] | str:
    return _for_service("new", "experiment", "--service")(asked)


def _toil(asked: Asked) -> Sequence[str] | str:
    if asked.team:
        return ["toil", "--team", asked.team]
    return asked.missing("team", asked.known.teams) if asked.stranger else ["toil"]


def _monthly(asked: Asked) -> Sequence[str] | str:
    if asked.month:
        return ["report", "monthly", asked.month]
    if {"last", "previous"} & asked.words:
        return ["report", "monthly", *asked.known.months[1:2]]
    for number, name in enumerate(MONTHS, 1):
        if name in asked.words:
            found = [month for month in asked.known.months if month.endswith(f"-{number:02}")]
            there = ", ".join(asked.known.months) or "none"
            said = f"No data: no report is of a {name.capitalize()}. There are: {there}."
            return ["report", "monthly", found[0]] if found else said
    return ["report", "monthly"]


def _runbook(asked: Asked) -> Sequence[str] | str:
    return ["new", "runbook", "--alert", asked.alert] if asked.alert else asked.missing("alert", asked.known.alerts)


def _capacity(asked: Asked) -> Sequence[str] | str:
    if not asked.service:
        return asked.missing("service", asked.known.services)
    found = ["capacity", asked.service]
    return [*found, f"--growth={asked.percent}"] if asked.percent else found


def _any(*words: str) -> frozenset[str]:
    return frozenset(words)


SENTENCES = (
    Sentence(
        "Assess reliability for SERVICE",
        (_any("assess", "assessment", "rate"),),
        _assess,
        _any("reliability", "maturity", "mature"),
    ),
    Sentence(
        "Define SLOs for SERVICE",
        (_any("define", "set", "create", "write"), _any("slo", "slos", "objective", "objectives")),
        _define,
    ),
    Sentence(
        "Check error budget for SERVICE",
        (_any("budget", "budgets"),),
        _for_service("budget"),
        _any("check", "error", "left"),
    ),
    Sentence("Start incident for DESCRIPTION", (_any("start", "open", "declare", "begin"), _any("incident")), _start),
    Sentence(
        "Write postmortem for INCIDENT", (_any("postmortem", "retrospective"),), _postmortem, _any("write", "draft")
    ),
    Sentence(
        "Plan chaos experiment for SERVICE",
        (_any("chaos", "experiment", "experiments"),),
        _experiment,
        _any("plan", "design"),
    ),
    Sentence("Audit toil for TEAM", (_any("toil"),), _toil, _any("audit")),
    Sentence(
        "Review on-call health",
        (_any("on-call", "oncall", "pager"),),
        lambda _: ["report", "oncall-health"],
        _any("review", "health"),
    ),
    Sentence(
        "Production readiness review for SERVICE",
        (_any("readiness", "ready", "prr"),),
        _for_service("readiness"),
        _any("production", "review"),
    ),
    Sentence("Monthly reliability report", (_any("monthly", "month"),), _monthly, _any("report", "reliability")),
    Sentence("Design runbook for ALERT", (_any("runbook", "playbook"),), _runbook, _any("design", "write", "create")),
    Sentence(
        "Plan capacity for SERVICE growing at X%",
        (_any("capacity"),),
        _capacity,
        _any("plan", "growing", "growth", "forecast"),
    ),
)
"""Twelve, in the order of the platform's own list."""
VOCABULARY = frozenset(word for sentence in SENTENCES for group in (*sentence.words, sentence.also) for word in group)
"""All words that speak for a sentence; none of them is taken for a part of a name."""
SOURCE = "SRE & Incident Management Platform, natural language commands"


def understood(text: str, names: Names) -> tuple[Sentence, Asked] | None:
    """The sentence that a text means, with what it contains; None where none fits.

    All words that a sentence needs must occur, in any order and nearly spelt; of several that fit, the one of which
    most words occur wins, and of equals the one listed first.
    """
    asked = _asked(text, names)
    words = frozenset(_nearest(word, VOCABULARY) or word for word in asked.words)
    best: tuple[int, Sentence] | None = None
    for sentence in SENTENCES:
        if all(group & words for group in sentence.words):
            score = 2 * len(sentence.words) + len(sentence.also & words)
            if best is None or score > best[0]:
                best = score, sentence
    return (best[1], asked) if best is not None else None


def _asked(text: str, names: Names) -> Asked:
    tokens = [token.strip(EDGES) for token in NAME_WORDS.findall(text)]
    tokens = [token for token in tokens if token]
    percent = PERCENT.search(text)
    month = MONTH.search(text)
    before, found, rest = _after_for(text)
    if all(word.lower() in VOCABULARY | SMALL_WORDS for word in NAME_WORDS.findall(rest)):
        # "orders fail: start an incident" says first what happens.
        rest = before if found == ":" else ""
    return Asked(
        text=text,
        words=frozenset(token.lower() for token in tokens),
        service=_named(tokens, names.services),
        team=_named(tokens, names.teams),
        incident=_named(tokens, names.incidents),
        alert=_named(tokens, names.alerts),
        percent=_number(percent[0]) if percent else None,
        month=month[0] if month else None,
        rest=rest.strip().strip('."“”') if found else "",
        known=names,
    )


def _after_for(text: str) -> tuple[str, str, str]:
    match = re.search(r"\b(?:for|because|about)\b|:", text, re.IGNORECASE)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


def _number(text: str) -> str:
    return re.sub(r"[^\d.+-]", "", re.sub(r"(?i)per\s?cent", "", text)) + "%"


def _named(tokens: Sequence[str], names: Sequence[str]) -> str | None:
    """The name that a sentence contains: exactly, written in several words, as a part of it, or nearly."""
    lowered: Mapping[str, str] = {_plain(name): name for name in names}
    runs = [_plain("".join(tokens[i:j])) for i in range(len(tokens)) for j in range(i + 1, min(i + 6, len(tokens)) + 1)]
    for run in sorted(runs, key=len, reverse=True):
        if run in lowered:
            return lowered[run]
    others = [token for token in tokens if token.lower() not in VOCABULARY]
    for token in others:
        part = _plain(token)
        whole = [name for plain, name in lowered.items() if len(part) > 3 and part in plain]
        if len(whole) == 1:
            return whole[0]
    for token in others:
        near = _nearest(_plain(token), lowered)
        if near is not None:
            return lowered[near]
    return None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _nearest(word: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    candidates = list(known)
    if word in candidates:
        return word
    if len(word) < 4:
        return None
    found = get_close_matches(word, candidates, n=1, cutoff=CLOSE)
    return found[0] if found else None
