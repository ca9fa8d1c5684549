"""The scorecard of a service: each of the 28 checks with its outcome, and the level that follows."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from steadybook.analysis.readiness.derived import DERIVATIONS
from steadybook.analysis.readiness.proof import Evidence, Outcome, Proof, Subject
from steadybook.kinds.readiness_review.model import Attestation, ReadinessReview
from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.freshness import ATTESTATION_LIMIT, due, is_stale
from steadybook.sre.readiness import ALWAYS_APPLICABLE, CHECKS, Check, Level, level_of, share_passed, usually_required


class Origin(StrEnum):
    """Who says so."""

    DERIVED = "derived"
    ATTESTED = "attested"
    NONE = "none"


class Result(NamedTuple):
    """One check of a service."""

    check: Check
    outcome: Outcome
    required: bool
    origin: Origin
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    """What is missing, or why it does not apply; empty where it passes."""

    @property
    def counts(self) -> bool:
        """It is required, and it applies."""
        return self.required and self.outcome is not Outcome.NOT_APPLICABLE

    @property
    def is_missed(self) -> bool:
        """It is required and does not pass."""
        return self.counts and self.outcome is not Outcome.PASSED


@dataclass(frozen=True)
class Scorecard:
    """All checks of one service, in the order of the review."""

    service: Document[Service]
    results: tuple[Result, ...]
    review: Document[ReadinessReview] | None
    """The newest review of the service."""

    @cached_property
    def required(self) -> int:
        """How many checks the service's tier requires, without those that do not apply."""
        return sum(result.counts for result in self.results)

    @cached_property
    def passed(self) -> int:
        """How many of the required ones pass."""
        return sum(result.counts and result.outcome is Outcome.PASSED for result in self.results)

    @cached_property
    def share(self) -> Decimal | None:
        """Percent of the required checks that pass; None where nothing is required."""
        return share_passed(self.passed, self.required)

    @property
    def level(self) -> Level | None:
        """Bronze, silver or gold; None below bronze, and where nothing is required."""
        return level_of(self.share) if self.share is not None else None

    @property
    def by_category(self) -> tuple[tuple[str, tuple[Result, ...]], ...]:
        """The checks by category, in the order of the review."""
        return tuple((name, tuple(found)) for name, found in groupby(self.results, lambda r: r.check.category))

    @cached_property
    def by_check(self) -> Mapping[str, Result]:
        """The checks by their ids."""
        return {result.check.id: result for result in self.results}

    @cached_property
    def missed(self) -> tuple[Result, ...]:
        """The required checks that do not pass."""
        return tuple(result for result in self.results if result.is_missed)

    @property
    def passing(self) -> tuple[str, ...]:
        """The ids of all checks that pass, required or not."""
        return tuple(result.check.id for result in self.results if result.outcome is Outcome.PASSED)

    @property
    def is_ready(self) -> bool:
        """Nothing required is missing."""
        return not self.missed


def scorecard(context: Context, service: Document[Service], flagged: Container[str]) -> Scorecard:
    """The scorecard of a service. `flagged`: what `flagged_paths` says of the check's findings."""
    return context.memo(_scorecard, service.path, flagged)


def required_scorecard(context: Context, service: Document[Service], flagged: Container[str]) -> Scorecard:
    """The scorecard of a service with nothing but the checks that its tier requires: half the work or less."""
    needed = required_ids(context, service.model.tier)
    return _of_checks(context, service, flagged, tuple(check for check in CHECKS if check.id in needed))


def scorecards(context: Context, flagged: Container[str]) -> tuple[Scorecard, ...]:
    """The scorecards of all services, by id."""
    services = sorted(context.corpus.of(Service), key=lambda document: document.id)
    return tuple(scorecard(context, service, flagged) for service in services)


def newest_review(context: Context, service: str) -> Document[ReadinessReview] | None:
    """The review of a service with the newest date; of several of one day the first by path."""
    found = [d for d in context.corpus.referrers("service", service, ReadinessReview) if d.model.service == service]
    return max(reversed(found), key=lambda d: d.model.date, default=None)


def required_ids(context: Context, tier: str) -> frozenset[str]:
    """The ids of the checks that a tier requires: as configured, else the usual set."""
    configured = context.configuration.readiness.get(tier)
    return frozenset(configured) if configured is not None else usually_required(tier)


def _scorecard(context: Context, path: str, flagged: Container[str]) -> Scorecard:
    service: Document[Service] | None = context.corpus.document_at(path)
    assert service is not None
    return _of_checks(context, service, flagged, CHECKS)


def _of_checks(
    context: Context, service: Document[Service], flagged: Container[str], checks: tuple[Check, ...]
) -> Scorecard:
    review = newest_review(context, service.id)
    needed = required_ids(context, service.model.tier)
    subject = Subject(context, service, flagged)
    results = []
    for check in checks:
        derivation = DERIVATIONS.get(check.id)
        proof = derivation(subject) if derivation is not None else None
        results.append(_result(check, check.id in needed, proof, review, context))
    return Scorecard(service, tuple(results), review)


def _result(
    check: Check, needed: bool, proof: Proof | None, review: Document[ReadinessReview] | None, context: Context
) -> Result:
    attested = _attested(check, review, context)
    if proof is not None and proof.outcome is Outcome.PASSED:
        return Result(check, Outcome.PASSED, needed, Origin.DERIVED, proof.evidence)
    if attested is not None and attested.outcome is Outcome.NOT_APPLICABLE:
        return Result(check, attested.outcome, needed, Origin.ATTESTED, attested.evidence, attested.reason)
    if proof is not None and proof.outcome is Outcome.FAILED:
        return Result(check, Outcome.FAILED, needed, Origin.DERIVED, proof.evidence, proof.reason)
    if attested is not None and attested.outcome is not Outcome.UNKNOWN:
        return Result(check, attested.outcome, needed, Origin.ATTESTED, attested.evidence, attested.reason)
    reasons = [proof.reason] if proof is not None else []
    reasons.append(attested.reason if attested is not None else _nobody(review))
    return Result(check, Outcome.UNKNOWN, needed, Origin.NONE, (), "; ".join(reasons))


def _nobody(review: Document[ReadinessReview] | None) -> str:
    return f"`{review.id}` does not attest it" if review is not None else "no readiness_review attests it"


def _attested(check: Check, review: Document[ReadinessReview] | None, context: Context) -> Proof | None:
    """What the newest review says about a check; None where it says nothing that may count."""
    if review is None or check.id not in review.model.checks:
        return None
    attestation = review.model.checks[check.id]
    shown = _evidence(attestation, review, check.id, context)
    day = attestation.checked_on or review.model.date
    if attestation.status == "fail":
        return Proof(Outcome.FAILED, shown, attestation.reason or f"`{review.id}` says that it fails")
    if is_stale(day, ATTESTATION_LIMIT, context.today):
        return Proof(Outcome.UNKNOWN, (), f"the attestation in `{review.id}` expired on {due(day, ATTESTATION_LIMIT)}")
    if attestation.status == "not_applicable":
        if check.category in ALWAYS_APPLICABLE:
            return Proof(Outcome.UNKNOWN, (), "it applies to every service")
        if not attestation.reason:
            return Proof(Outcome.UNKNOWN, (), f"`{review.id}` says not_applicable without a reason")
        return Proof(Outcome.NOT_APPLICABLE, shown, attestation.reason)
    if not attestation.evidence:
        return Proof(Outcome.UNKNOWN, (), f"the attestation in `{review.id}` names no evidence")
    if "://" not in attestation.evidence and not context.exists(attestation.evidence.partition("#")[0]):
        return Proof(Outcome.UNKNOWN, (), f"its evidence `{attestation.evidence}` is not in the repository")
    return Proof(Outcome.PASSED, shown)


def _evidence(
    attestation: Attestation, review: Document[ReadinessReview], id: str, context: Context
) -> tuple[Evidence, ...]:
    place = Evidence(review.id, review, ("checks", id))
    if not attestation.evidence:
        return (place,)
    named = context.corpus.document_at(attestation.evidence)
    return (Evidence(attestation.evidence, named), place)
