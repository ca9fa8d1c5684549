"""The texts that people write freely in incidents and postmortems."""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.source.spans import Route

Text = tuple[Route, str]


def prose_of(model: Incident | Postmortem) -> Iterator[Text]:
    """Every free text of an incident or postmortem with its route, in the order of the fields."""
    yield ("title",), model.title
    if isinstance(model, Postmortem):
        yield ("summary",), model.summary
    for index, entry in enumerate(model.timeline):
        yield ("timeline", index, "event"), entry.event
    if isinstance(model, Postmortem):
        yield from _analysis_of(model)


def _analysis_of(postmortem: Postmortem) -> Iterator[Text]:
    singles: tuple[tuple[Route, str | None], ...] = (
        (("root_cause",), postmortem.root_cause),
        (("detection", "could_have_detected_sooner"), postmortem.detection.could_have_detected_sooner),
        (("resolution", "how_resolved"), postmortem.resolution.how_resolved),
    )
    for route, text in singles:
        if text is not None:
            yield route, text
    for index, factor in enumerate(postmortem.contributing_factors):
        yield ("contributing_factors", index, "text"), factor.text
    for index, step in enumerate(postmortem.five_whys):
        yield ("five_whys", index, "why"), step.why
        yield ("five_whys", index, "because"), step.because
    for field in ("what_went_well", "what_went_wrong", "where_we_got_lucky"):
        for index, text in enumerate(getattr(postmortem, field)):
            yield (field, index), text
    for index, item in enumerate(postmortem.action_items):
        yield ("action_items", index, "description"), item.description
