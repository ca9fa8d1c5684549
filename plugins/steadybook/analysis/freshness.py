"""When a document has to be looked at again: runbooks, objectives, capacity models and attestations alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from steadybook.kinds.capacity_model import KIND as CAPACITY_MODEL
from steadybook.kinds.readiness_review.model import ReadinessReview
from steadybook.kinds.runbook.model import Runbook
from steadybook.kinds.service.model import Service
from steadybook.kinds.slo.model import Slo
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.spans import Route
from steadybook.sre.capacity import REVIEW_INTERVAL
from steadybook.sre.freshness import ATTESTATION_LIMIT, REVIEW_CADENCES, due, is_stale, runbook_limit

if TYPE_CHECKING:
    from steadybook.kinds.capacity_model.model import CapacityModel


class Review(NamedTuple):
    """Something that was last looked at on a day, and how long that lasts. `route` is the place of the day."""

    document: Document[Any]
    route: Route
    last: date
    limit: timedelta
    service: str | None
    owner: str | None
    """The team or person who answers for it, as far as the document or its service says so."""
    check: str = ""
    """The id of the readiness check, for an attestation."""

    @property
    def due(self) -> date:
        """The last day on which it still counts."""
        return due(self.last, self.limit)

    def is_stale(self, today: date) -> bool:
        """Whether it no longer counts."""
        return is_stale(self.last, self.limit, today)

    def days_left(self, today: date) -> int:
        """Days until it no longer counts; negative once it does not."""
        return (self.due - today).days


def runbook_review(context: Context, document: Document[Runbook]) -> Review:
    """How long a runbook counts: by the tier of its service."""
    runbook = document.model
    limit = runbook_limit(tier_of(context, runbook.service))
    return Review(document, ("last_updated",), runbook.last_updated, limit, runbook.service, runbook.owner)


def tier_of(context: Context, service: str | None) -> str | None:
    """The tier of a service; None where there is none of this id."""
    found = context.corpus.get(Service, service) if service else None
    return found.model.tier if found else None


def slo_review(document: Document[Slo]) -> Review | None:
    """How long an objective counts: by its cadence; None where cadence or day is not written."""
    slo = document.model
    if slo.review_cadence is None or slo.last_reviewed is None:
        return None
    limit = REVIEW_CADENCES[slo.review_cadence]
    return Review(document, ("last_reviewed",), slo.last_reviewed, limit, slo.service, slo.owner)


def capacity_review(context: Context, document: Document[CapacityModel]) -> Review | None:
    """How long a capacity model counts: a quarter; None where no day is written."""
    model = document.model
    if model.last_reviewed is None:
        return None
    owner = owner_of(context, model.service)
    return Review(document, ("last_reviewed",), model.last_reviewed, REVIEW_INTERVAL, model.service, owner)


def attestation_reviews(document: Document[ReadinessReview]) -> Iterator[Review]:
    """How long each attestation counts. Failed checks are left out: there is nothing that could expire."""
    review = document.model
    for id, attestation in review.checks.items():
        if attestation.status == "fail":
            continue
        dated = attestation.checked_on is not None
        route: Route = ("checks", id, "checked_on" if dated else "status")
        last = attestation.checked_on or review.date
        yield Review(document, route, last, ATTESTATION_LIMIT, review.service, attestation.checked_by, id)


def owner_of(context: Context, service: str | None) -> str | None:
    """The team that owns a service; None where there is none of this id."""
    found = context.corpus.get(Service, service) if service else None
    return found.model.owner_team if found else None


def reviews(context: Context) -> tuple[Review, ...]:
    """Everything of the corpus that has to be looked at again some day, the most urgent first."""
    corpus = context.corpus
    found = [runbook_review(context, document) for document in corpus.of(Runbook)]
    found += [review for slo in corpus.of(Slo) if (review := slo_review(slo))]
    found += [review for model in corpus.of(CAPACITY_MODEL) if (review := capacity_review(context, model))]
    found += [review for document in corpus.of(ReadinessReview) for review in attestation_reviews(document)]
    return tuple(sorted(found, key=lambda r: (r.due, r.document.path, r.check)))


def undated(context: Context) -> tuple[Document[Any], ...]:
    """Objectives and capacity models that say no day, or no cadence, so that nobody can tell when they are due."""
    slos = [document for document in context.corpus.of(Slo) if slo_review(document) is None]
    models = [document for document in context.corpus.of(CAPACITY_MODEL) if capacity_review(context, document) is None]
    return (*slos, *models)
