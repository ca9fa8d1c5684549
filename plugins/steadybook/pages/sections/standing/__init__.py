"""Where every service stands, for programs: budgets, readiness and scores as JSON, and as badges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from steadybook.analysis.budgets import all_budgets, budgets_of
from steadybook.analysis.open_actions import all_actions
from steadybook.analysis.quality.score import quality_of_service
from steadybook.analysis.readiness.scorecard import scorecard, scorecards
from steadybook.kinds.service.model import Service
from steadybook.model.document import Document
from steadybook.model.plain import plain
from steadybook.model.report import Basis
from steadybook.pages.badges import badge
from steadybook.pages.data_text import json_text
from steadybook.pages.site import DataFile, Page, Site
from steadybook.reports.error_budgets import budget_figures
from steadybook.reports.quality import REPORT as QUALITY
from steadybook.reports.readiness import service_figures
from steadybook.sre.error_budget import BudgetState
from steadybook.sre.numbers import rounded
from steadybook.sre.readiness import Level

BUDGET_TONES = {
    BudgetState.HEALTHY: "good",
    BudgetState.WARNING: "fair",
    BudgetState.CRITICAL: "poor",
    BudgetState.EXHAUSTED: "bad",
    BudgetState.UNKNOWN: "unknown",
}
LEVEL_TONES = {Level.GOLD: "good", Level.SILVER: "good", Level.BRONZE: "fair"}
GOOD_SCORE, FAIR_SCORE = 80, 50
"""Quality scores from which a badge is green, and yellow."""


def _data(site: Site) -> Iterator[DataFile]:
    yield DataFile("api/slos.json", partial(_slos, site))
    yield DataFile("api/readiness.json", partial(_readiness, site))
    yield DataFile("api/quality.json", partial(_quality, site))
    yield DataFile("api/actions.json", partial(_actions, site))
    for service in site.corpus.of(Service):
        folder = f"badges/{service.id}"
        yield DataFile(f"{folder}/budget.svg", partial(_budget_badge, site, service))
        yield DataFile(f"{folder}/readiness.svg", partial(_readiness_badge, site, service))
        yield DataFile(f"{folder}/score.svg", partial(_score_badge, site, service))


def _json(site: Site, content: Mapping[str, Any]) -> str:
    answer = {"version": 1, "as_of": site.context.as_of, **content}
    return json_text(plain(answer))


def _slos(site: Site) -> str:
    return _json(site, {"slos": [budget_figures(budget) for budget in all_budgets(site.context)]})


def _readiness(site: Site) -> str:
    cards = scorecards(site.context, site.flagged)
    return _json(site, {"services": [service_figures(card) for card in cards]})


def _quality(site: Site) -> str:
    basis = Basis(site.context, frozenset(site.rules), site.findings, site.waived)
    return _json(site, QUALITY.figures(QUALITY.view(basis)))


def _actions(site: Site) -> str:
    today = site.context.today
    found = [action.figures(action.days_overdue(today) > 0) for action in all_actions(site.context)]
    return _json(site, {"actions": found})


def _budget_badge(site: Site, service: Document[Service]) -> str:
    budgets = budgets_of(site.context, service.id)
    if not budgets:
        return badge("error budget", "no SLO", "unknown")
    worst = budgets[0]
    left = worst.remaining
    number = f" {rounded(left, 0)} %" if left is not None and left.is_finite() else ""
    word = "frozen" if worst.frozen else worst.state.value
    value = word if worst.state is BudgetState.UNKNOWN else f"{word}{number}"
    return badge("error budget", value.replace("-", "\u2212"), BUDGET_TONES[worst.ruling])


def _readiness_badge(site: Site, service: Document[Service]) -> str:
    card = scorecard(site.context, service, site.flagged)
    if not card.required:
        return badge("readiness", "nothing required", "unknown")
    value = f"{card.level.value if card.level else 'none'} {card.passed}/{card.required}"
    return badge("readiness", value, LEVEL_TONES[card.level] if card.level else "poor")


def _score_badge(site: Site, service: Document[Service]) -> str:
    total = quality_of_service(site.context, service, site.flagged).total
    tone = "good" if total >= GOOD_SCORE else "fair" if total >= FAIR_SCORE else "poor"
    return badge("quality", f"{rounded(total, 0)} of 100", tone)


PAGE = Page(leaves=lambda _: iter(()), data=_data)
