"""Production readiness: nothing is granted, nothing that is derived can be overruled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from steadybook.analysis.readiness.derived import DERIVATIONS
from steadybook.analysis.readiness.proof import Outcome
from steadybook.analysis.readiness.scorecard import Origin, Result, Scorecard, scorecard
from steadybook.engine.repository import Repository, open_repository
from steadybook.kinds.service.model import Service
from steadybook.sre.readiness import CHECK_IDS, CHECKS, Level
from tests.analysis.altered import altered, flagged_of, without
from tests.rules.organisation import AS_OF, write

SERVICE = "checkoutservice"


def card_of(repository: Repository, service: str, flagged: frozenset[str] = frozenset()) -> Scorecard:
    document = repository.context.corpus.get(Service, service)
    assert document is not None
    return scorecard(repository.context, document, flagged)


@cache
def whole() -> tuple[Repository, frozenset[str]]:
    repository = altered({})
    return repository, flagged_of(repository)


def test_the_derived_checks_are_those_that_the_table_calls_derived() -> None:
    assert set(DERIVATIONS) == {check.id for check in CHECKS if check.derived}


def test_a_critical_service_of_the_example_passes_all_28() -> None:
    repository, flagged = whole()
    card = card_of(repository, SERVICE, flagged)
    assert (card.passed, card.required, card.level) == (28, 28, Level.GOLD)
    assert all(result.evidence for result in card.results)


@pytest.mark.parametrize("id", CHECK_IDS)
def test_without_its_evidence_a_check_no_longer_passes_and_says_what_is_missing(id: str) -> None:
    repository, flagged = whole()
    before = result_of(card_of(repository, SERVICE, flagged), id)
    assert before.outcome is Outcome.PASSED
    changes = without(before.evidence)
    after = result_of(card_of(altered(changes), SERVICE, flagged), id)
    if after.outcome is Outcome.PASSED:  # the default policy stands in for the service's own
        changes.update(without(after.evidence))
        after = result_of(card_of(altered(changes), SERVICE, flagged), id)
    assert after.outcome in (Outcome.FAILED, Outcome.UNKNOWN)
    assert after.reason


def test_a_finding_on_its_runbook_makes_it_incomplete() -> None:
    repository, flagged = whole()
    runbook = result_of(card_of(repository, SERVICE, flagged), "operational-runbook").evidence[0].document
    assert runbook is not None
    after = result_of(card_of(repository, SERVICE, flagged | {runbook.path}), "operational-runbook")
    assert (after.outcome, after.reason) == (Outcome.FAILED, f"the check finds something in `{runbook.id}`")


def result_of(card: Scorecard, id: str) -> Result:
    (found,) = [result for result in card.results if result.check.id == id]
    return found


REVIEW = """\
    readiness_review:
      service: checkout
      date: 2026-10-20
      reviewers: [payments-lead]
      checks:
        {check}: {{{attestation}}}
    """


def attested(root: Path, check: str, attestation: str, files: dict[str, str] | None = None) -> Result:
    review = {"catalog/readiness/newer.yaml": REVIEW.format(check=check, attestation=attestation)}
    write(root, {**review, **(files or {})})
    return result_of(card_of(open_repository(root, AS_OF), "checkout"), check)


GOOD = "status: pass, evidence: 'https://docs.shop.example/x', checked_by: pay-1, checked_on: 2026-10-01"


@pytest.mark.parametrize(
    ("check", "attestation", "outcome", "origin", "reason"),
    [
        ("circuit-breakers", GOOD, Outcome.PASSED, Origin.ATTESTED, ""),
        (
            "circuit-breakers",
            GOOD.replace("2026-10-01", "2025-10-01"),
            Outcome.UNKNOWN,
            Origin.NONE,
            "the attestation in `newer` expired on 2026-10-01",
        ),
        (
            "circuit-breakers",
            GOOD.replace("https://docs.shop.example/x", "docs/no-such-file.md"),
            Outcome.UNKNOWN,
            Origin.NONE,
            "its evidence `docs/no-such-file.md` is not in the repository",
        ),
        ("circuit-breakers", "status: fail, reason: none yet", Outcome.FAILED, Origin.ATTESTED, "none yet"),
        (
            "circuit-breakers",
            "status: not_applicable, reason: it calls nobody",
            Outcome.NOT_APPLICABLE,
            Origin.ATTESTED,
            "it calls nobody",
        ),
        (
            "rollback-tested",
            "status: pass, checked_by: pay-1, checked_on: 2026-10-01",
            Outcome.UNKNOWN,
            Origin.NONE,
            "the attestation in `newer` names no evidence",
        ),
        # What is derived stands, whatever is attested: the rotation exists.
        ("oncall-rotation", "status: fail, reason: nobody answers", Outcome.PASSED, Origin.DERIVED, ""),
        # The SLO and Incidents families apply to every service.
        (
            "slis-measured",
            "status: not_applicable, reason: internal",
            Outcome.UNKNOWN,
            Origin.NONE,
            "slos/measurements has no counts for `checkout-availability`; it applies to every service",
        ),
        # Nobody can tell from the repository whether it was tested: a person may say so.
        ("load-tested-2x", GOOD, Outcome.PASSED, Origin.ATTESTED, ""),
    ],
)
def test_what_an_attestation_is_worth(
    tmp_path: Path, check: str, attestation: str, outcome: Outcome, origin: Origin, reason: str
) -> None:
    result = attested(tmp_path, check, attestation)
    assert (result.outcome, result.origin, result.reason) == (outcome, origin, reason)


def test_an_attestation_never_overrules_what_is_derived(tmp_path: Path) -> None:
    model = """\
        capacity_model:
          service: checkout
          bottleneck_resource: CPU
          last_reviewed: 2026-10-20
          current_state: {peak_utilization_pct: 40}
          growth_forecast: {metric: requests/sec, current: 40, monthly_growth_pct: 2}
          scaling_strategy: {type: horizontal, auto_scaling: true}
          load_test: {date: 2026-09-01, multiple_of_peak: 1.5}
        """
    result = attested(tmp_path, "load-tested-2x", GOOD, {"catalog/capacity/checkout.yaml": model})
    assert (result.outcome, result.origin) == (Outcome.FAILED, Origin.DERIVED)
    assert result.reason == "the test of 2026-09-01 in `checkout` reached 1.5× the peak"


def test_configured_requirements_replace_the_usual_set(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "steadybook.toml").write_text('[readiness]\nimportant = ["oncall-rotation", "canary-deployment"]\n')
    card = card_of(open_repository(tmp_path, AS_OF), "checkout")
    assert (card.passed, card.required, card.level) == (1, 2, Level.BRONZE)
    assert [result.check.id for result in card.missed] == ["canary-deployment"]


@pytest.mark.parametrize("id", ["slis-measured", "slo-targets-agreed", "error-budget-policy"])
def test_an_slo_that_cannot_be_read_is_not_called_missing(tmp_path: Path, id: str) -> None:
    path = "slos/checkout-availability.yaml"
    silent = {"catalog/readiness/newer.yaml": "readiness_review: {service: checkout, date: 2026-10-20, checks: {}}"}
    write(tmp_path / "broken", {path: "slo:\n  service: checkout\n  target: [99.9\n"} | silent)
    result = result_of(card_of(open_repository(tmp_path / "broken", AS_OF), "checkout"), id)
    assert (result.outcome, result.origin) == (Outcome.UNKNOWN, Origin.NONE)
    assert result.reason.startswith(f"{path} mentions this service and cannot be read")
    write(tmp_path / "gone", silent)
    (tmp_path / "gone" / path).unlink()
    result = result_of(card_of(open_repository(tmp_path / "gone", AS_OF), "checkout"), id)
    assert (result.outcome, result.origin) == (Outcome.FAILED, Origin.DERIVED)
    assert result.reason.startswith("no SLO names this service")
