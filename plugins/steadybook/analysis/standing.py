"""The figures that a later moment is compared with: readiness, quality and toil, in the least that says them."""

from __future__ import annotations

from steadybook.analysis.quality.score import Quality, quality_of_fleet, quality_of_service, quality_of_team
from steadybook.analysis.readiness.scorecard import Scorecard, scorecards
from steadybook.analysis.toil_load import inventory_of_team, whole_inventory
from steadybook.kinds.service.model import Service
from steadybook.kinds.team.model import Team
from steadybook.model.context import Context
from steadybook.model.past import FLEET, QualityThen, ServiceThen, Standing


def standing(context: Context, flagged: frozenset[str]) -> Standing:
    """Where everything stands. `flagged`: what `flagged_paths` says of the check's findings."""
    teams = context.corpus.of(Team)
    scores = [quality_of_service(context, service, flagged) for service in context.corpus.of(Service)]
    scores += [quality_of_team(context, team, flagged) for team in teams]
    scores.append(quality_of_fleet(context, flagged))
    toil = {("team", team.id): inventory_of_team(context, team) for team in teams}
    together = whole_inventory(context)
    return Standing(
        services={card.service.id: service_then(card) for card in scorecards(context, flagged)},
        quality={subject_of(score): quality_then(score) for score in scores if score.services},
        toil={**toil, FLEET: together} if together is not None else {},
    )


def subject_of(quality: Quality) -> tuple[str, str]:
    """Kind and id of what is scored."""
    return (quality.subject.facts.kind, quality.subject.id) if quality.subject is not None else FLEET


def service_then(card: Scorecard) -> ServiceThen:
    """What of a scorecard is remembered."""
    service = card.service.model
    return ServiceThen(
        tier=service.tier,
        lifecycle=service.lifecycle,
        team=service.owner_team,
        in_production=service.in_production,
        required=card.required,
        passed=card.passed,
        passing=card.passing,
    )


def quality_then(quality: Quality) -> QualityThen:
    """What of a score is remembered."""
    return QualityThen(quality.total, {scored.dimension.id: scored.score for scored in quality.dimensions})
