"""Outcomes of checks to write down: a varied one, a clean one, and one of a repository without documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from steadybook.model.finding import Finding, RelatedPlace, ResolvedFix, Severity
from steadybook.model.format import Options
from steadybook.model.rule import RegisteredRule, Rule
from steadybook.source.edits import Edit
from steadybook.source.spans import Span

PAGE = """An objective's written error budget is not what its target leaves.

## What it does
Compares `error_budget` with 100 − `target`.

## Why is this bad?
Two budgets in one document: nobody knows which one counts.
"""


@dataclass(frozen=True)
class Totals:
    documents: int = 133
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    files_with_findings: int = 0
    waived: int = 0
    seconds: float = 0.412
    unit: str = "document"


@dataclass(frozen=True)
class Result:
    """What the engine answers with, as far as formats look at it."""

    findings: tuple[Finding, ...] = ()
    summary: Totals = field(default_factory=Totals)
    rules: Mapping[str, RegisteredRule] = field(default_factory=dict)
    as_of: datetime = datetime(2026, 11, 2, tzinfo=UTC)
    unshown: Mapping[str, int] = field(default_factory=dict)
    reported: int | None = None


SLO = "slos/checkout-availability.yaml"
RUNBOOK = "runbooks/redis-down.yaml"
LINES = {
    (SLO, 5): "  window: 28d",
    ("catalog/services/checkout.yaml", 4): '  tier: "critical"   # pays the bills',
}


def line(path: str, number: int) -> str | None:
    return LINES.get((path, number))


def various() -> Result:
    """One finding of every shape that a format has to cope with."""
    budget = Finding(
        rule="error-budget-minutes",
        severity=Severity.ERROR,
        path=SLO,
        span=Span(14, 25, 14, 28),
        message="the error budget is 40.32 minutes, not 216",
        help="28 d at 99.9 % leave 0.1 % of 40320 minutes. Write 40.32, or `40` rounded.",
        related=(RelatedPlace(SLO, Span(5, 11, 5, 14), "the window"),),
        fix=ResolvedFix("write 40.32", SLO, (Edit(Span(14, 25, 14, 28), "40.32"),), safe=True),
        excerpt=("  error_budget_minutes: 216   # see the policy",),
        fingerprint="6f2a",
        url="https://reliability.shop.example/rules/error-budget-minutes/",
    )
    key = Finding(
        rule="unknown-key",
        severity=Severity.ERROR,
        path=SLO,
        span=Span(21, 5, 21, 18),
        message="unknown key `short_windoww`",
        help="Did you mean `short_window`? Known here: name, long_window, short_window, burn_rate, severity.",
        fix=ResolvedFix(
            "rename `short_windoww` to `short_window`", SLO, (Edit(Span(21, 5, 21, 18), "short_window"),), safe=False
        ),
        excerpt=("\t- short_windoww: 5m",),
        fingerprint="77b0",
    )
    steps = Finding(
        rule="missing-command",
        severity=Severity.WARNING,
        path=RUNBOOK,
        span=Span(8, 5, 11, 20),
        message="a diagnosis step has neither a command nor an address",
        excerpt=("  diagnosis:", "    - step: look at the replication lag", "      expected: under 1 s"),
        fingerprint="1c55",
    )
    stale = Finding(
        rule="stale-runbook",
        severity=Severity.WARNING,
        path=RUNBOOK,
        span=Span(99, 3, 100, 14),
        message="last updated 213 days ago; critical services allow 90",
        time_dependent=True,
        related=(RelatedPlace("catalog/services/checkout.yaml", Span(4, 9, 4, 19), "the service is critical"),),
        excerpt=("  last_updated:", "    2026-04-03"),
        fingerprint="2d66",
    )
    long = Finding(
        rule="blameful-language",
        severity=Severity.INFO,
        path="postmortems/2026-09-08-日本.yaml",
        span=Span(7, 151, 7, 162),
        message="“should have” judges with hindsight, 50 % of the time: wrongly",
        help="Say what happened and what made it likely.\nSee the handbook.",
        excerpt=(
            "  summary: 決済 "
            + "The queue grew while the deploy ran. " * 3
            + "Then somebody should have, " * 2
            + "called.",
        ),
        fingerprint="3e77",
    )
    hostile = Finding(
        rule="unknown-key",
        severity=Severity.ERROR,
        path="runbooks/a,b:c%.yaml",
        span=Span(2, 3, 2, 9),
        message="unknown key `\x1b[31mred\x07`\n::error::forged",
        excerpt=("  \x1b[31mr\u202eed: <b>&amp;]]></b>\x00",),
    )
    return Result(
        (budget, key, steps, stale, long, hostile),
        Totals(errors=3, warnings=2, infos=1, files_with_findings=4, waived=2),
        {
            "error-budget-minutes": RegisteredRule("error-budget-minutes", "slos", PAGE, Rule(Severity.ERROR)),
            "stale-runbook": RegisteredRule("stale-runbook", "runbooks", "A runbook is old.\n", Rule(Severity.WARNING)),
        },
    )


def log() -> Result:
    """A log with more findings of a kind than are shown."""
    finding = Finding(
        rule="log-unknown-level",
        severity=Severity.ERROR,
        path="logs/checkout.log",
        span=Span(2, 11, 2, 17),
        message="`loud` is no level",
        help="The levels are trace, debug, info, warn, error, fatal.",
        excerpt=('{"level": "loud"}',),
        fingerprint="4d1c",
    )
    totals = Totals(documents=1200, errors=1001, files_with_findings=1, unit="record")
    return Result((finding,), totals, unshown={"log-unknown-level": 900, "log-missing-field": 100})


OUTCOMES = {
    "various": various(),
    "clean": Result(),
    "empty": Result(summary=Totals(documents=0, seconds=0.01)),
    "log": log(),
}


@pytest.fixture(params=OUTCOMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def outcome(name: str) -> Result:
    return OUTCOMES[name]


@pytest.fixture
def options() -> Options:
    return Options(width=100, line=line)


@dataclass(frozen=True)
class Goldens:
    """Expected outputs as files; `--write-goldens` writes what is there now, to be looked at before it is committed."""

    folder: Path
    write: bool

    def check(self, name: str, text: str) -> None:
        file = self.folder / name
        data = text.replace("\x1b", "\\e").encode()
        if self.write:
            file.write_bytes(data)
        assert data.decode() == file.read_text("utf-8"), f"{file.name} differs; --write-goldens accepts the new one"


@pytest.fixture
def goldens(request: pytest.FixtureRequest) -> Goldens:
    return Goldens(Path(__file__).parent / "goldens", bool(request.config.getoption("--write-goldens")))
