"""Which incidents look like repeats of earlier ones: the same service, the same trigger, not long ago."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.sre.incidents import REPEAT_WINDOW

History = Sequence[tuple[date, str, Document[Postmortem]]]


def possible_repeat(context: Context, document: Document[Postmortem]) -> tuple[str, Document[Postmortem]] | None:
    """The latest earlier postmortem that this one may repeat, with the service that both are about.

    Whether `repeat_of` says so already is not asked. The trigger `unknown` connects nothing.
    """
    postmortem = document.model
    if postmortem.trigger in (None, "unknown"):
        return None
    candidates = []
    for service in postmortem.services:
        history = context.memo(_histories, service).get(postmortem.trigger, ())
        place = bisect_left(history, (postmortem.date, document.id), key=lambda entry: entry[:2])
        if place and postmortem.date - history[place - 1][0] <= REPEAT_WINDOW:
            candidates.append((history[place - 1][:2], service, history[place - 1][2]))
    if not candidates:
        return None
    _, service, earlier = max(candidates, key=lambda candidate: candidate[0])
    return service, earlier


def _histories(context: Context, service: str) -> Mapping[str, History]:
    """The postmortems of a service by trigger, the oldest first."""
    found: defaultdict[str, list[tuple[date, str, Document[Postmortem]]]] = defaultdict(list)
    for document in context.corpus.referrers("service", service, Postmortem):
        if document.model.trigger is not None:
            found[document.model.trigger].append((document.model.date, document.id, document))
    return {trigger: sorted(entries, key=lambda entry: entry[:2]) for trigger, entries in found.items()}
