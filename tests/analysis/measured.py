"""Measurements for tests: rows of the base organisation's one objective (checkout, 99.9 over 28 d)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from steadybook.analysis.budgets import SloBudget, budget_of
from steadybook.engine.repository import open_repository
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from tests.rules.organisation import write

HEAD = "service,sli,start,end,good,total\n"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
PATH = "slos/measurements/checkout.csv"


def row(start: datetime, length: timedelta, bad: float, total: float = 1000, sli: str = "checkout-success") -> str:
    return f"checkout,{sli},{start:%Y-%m-%dT%H:%M:%SZ},{start + length:%Y-%m-%dT%H:%M:%SZ},{total - bad},{total}\n"


def rows(bad: Iterable[float], end: datetime = NOW, length: timedelta = HOUR, total: float = 1000) -> str:
    """Rows of one length up to a moment, with so many bad events of `total` in each."""
    every = list(bad)
    return "".join(row(end - length * (len(every) - i), length, b, total) for i, b in enumerate(every))


def context_of(root: Path, files: dict[str, str], as_of: str = "2026-10-31") -> Context:
    write(root, files)
    return open_repository(root, as_of).context


def budget(root: Path, text: str, as_of: str = "2026-10-31", **files: str) -> SloBudget:
    """The budget of the objective with these rows and these further files (`__` stands for a slash)."""
    more = {name.replace("__", "/") + ".yaml": content for name, content in files.items()}
    context = context_of(root, {PATH: HEAD + text, **more}, as_of)
    slo = context.corpus.get(Slo, "checkout-availability")
    assert slo is not None
    return budget_of(context, slo)


def slo(target: str = "99.9", window: str = "28d", name: str = "checkout-availability") -> dict[str, str]:
    text = f"slo: {{service: checkout, sli: checkout-success, target: {target}, window: {window}, owner: payments}}\n"
    return {f"slos__{name}": text}


def values(*found: object) -> tuple[object, ...]:
    """Several results at once, to be compared with plain numbers."""
    return found
