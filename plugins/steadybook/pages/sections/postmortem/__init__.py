"""The page of a postmortem: what happened, why, what changes because of it, and the agenda of its review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from steadybook.analysis.repeats import possible_repeat
from steadybook.analysis.response import due_of, response_of, since
from steadybook.kinds._action_item import ActionItem
from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.document import Document
from steadybook.model.urls import address, section
from steadybook.pages.consumed_budgets import ConsumedView, consumed_by
from steadybook.pages.search_records import record
from steadybook.pages.site import Leaf, Page, Site
from steadybook.pages.timeline import Timeline, lay_out
from steadybook.sre.agenda import AgendaItem, total_minutes
from steadybook.sre.durations import words
from steadybook.sre.postmortems import (
    FACTOR_CATEGORIES,
    FACTOR_CATEGORY_IDS,
    ISHIKAWA_CATEGORIES,
    LASTING_ACTION_TYPES,
    REVIEW_AGENDA,
    TRIGGERS,
)

NAMES = {category.id: category.name for category in (*ISHIKAWA_CATEGORIES, *FACTOR_CATEGORIES)}

Factors = tuple[tuple[str, tuple[str, ...]], ...]
"""Texts by the name of their category."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action item, and by how many days it is overdue."""

    item: ActionItem
    late: int


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A part of the review meeting with what this postmortem brings to it."""

    item: AgendaItem
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostmortemView:
    """What the page shows."""

    id: str
    postmortem: Postmortem
    due: date
    late: int
    services: tuple[str, ...]
    trigger: str
    timeline: Timeline | None
    own_timeline: bool
    """The moments come from its own timeline, since no incident record says them."""
    fishbone: Factors
    """Factors by category, where at least two categories came together; else empty."""
    factors: Factors
    """The other ones by category, those without a category last."""
    took: tuple[tuple[str, timedelta | None], ...]
    actions: tuple[ActionRow, ...]
    done: int
    overdue: int
    agenda: tuple[AgendaRow, ...]
    agenda_minutes: int
    possible_repeat: tuple[str, Document[Postmortem]] | None
    repeated_by: tuple[Document[Postmortem], ...]
    consumed: ConsumedView
    mentioned_by: tuple[Document[Any], ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    for document in site.corpus.of(Postmortem):
        yield Leaf(
            url=address("postmortem", document.id),
            title=document.title,
            template="sections/postmortem/page.html.j2",
            view=_view(site, document),
            source=document.path,
            parent=section("incident"),
            search=record(document),
            toc=True,
        )


def _view(site: Site, document: Document[Postmortem]) -> PostmortemView:
    context, postmortem = site.context, document.model
    response = response_of(context, document)
    moments = {
        "started": response.started.time if response.started else None,
        "detected": response.detected.time if response.detected else None,
        "mitigated": response.mitigated.time if response.mitigated else None,
        "resolved": response.resolved.time if response.resolved else None,
    }
    incident = context.corpus.get(Incident, postmortem.incident) if postmortem.incident else None
    due = due_of(context, document)
    actions = tuple(ActionRow(item, item.days_overdue(context.today)) for item in postmortem.action_items)
    took = (
        ("To detect", since(response.started, response.detected)),
        ("To mitigate", since(response.started, response.mitigated)),
        ("To resolve", since(response.started, response.resolved)),
    )
    repeats = context.corpus.referrers("postmortem", document.id, Postmortem)
    fishbone, factors = _factors(postmortem)
    later = tuple(d for d in repeats if d.model.repeat_of == document.id)
    return PostmortemView(
        id=document.id,
        postmortem=postmortem,
        due=due,
        late=0 if postmortem.is_final else max(0, (context.today - due).days),
        services=postmortem.services or (incident.model.services if incident else ()),
        trigger=TRIGGERS.get(postmortem.trigger or "", ""),
        timeline=lay_out(moments, postmortem.timeline, context.as_of),
        own_timeline=incident is None,
        fishbone=fishbone,
        factors=factors,
        took=took,
        actions=actions,
        done=sum(item.is_done for item in postmortem.action_items),
        overdue=sum(row.late > 0 for row in actions),
        agenda=_agenda(postmortem, actions, took),
        agenda_minutes=total_minutes(REVIEW_AGENDA),
        possible_repeat=possible_repeat(context, document) if postmortem.repeat_of is None else None,
        repeated_by=later,
        consumed=consumed_by(context, incident),
        mentioned_by=tuple(
            d for d in site.mentions.get(("postmortem", document.id), ()) if d is not incident and d not in later
        ),
    )


def _factors(postmortem: Postmortem) -> tuple[Factors, Factors]:
    """The bones of the fish, and what is no bone of it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for factor in postmortem.contributing_factors:
        found[factor.category or ""].append(factor.text)
    named = tuple((NAMES[id], tuple(found[id])) for id in FACTOR_CATEGORY_IDS if id in found)
    rest = (("Without a category", tuple(found[""])),) if "" in found else ()
    return (named, rest) if len(named) > 1 else ((), named + rest)


def _agenda(
    postmortem: Postmortem, actions: tuple[ActionRow, ...], took: tuple[tuple[str, timedelta | None], ...]
) -> tuple[AgendaRow, ...]:
    brings = (_for_timeline(postmortem), _for_cause(postmortem), _for_actions(actions), _for_us(postmortem, took))
    return tuple(AgendaRow(item, tuple(lines)) for item, lines in zip(REVIEW_AGENDA, brings, strict=True))


def _for_timeline(postmortem: Postmortem) -> Iterator[str]:
    yield f"{len(postmortem.timeline)} events are written down."
    yield f"Told by {', '.join(postmortem.authors)}."


def _for_cause(postmortem: Postmortem) -> Iterator[str]:
    yield " ".join(postmortem.root_cause.split()) if postmortem.root_cause else "No root cause is written yet."
    named = {factor.category for factor in postmortem.contributing_factors}
    silent = [category.name.lower() for category in FACTOR_CATEGORIES if category.id not in named]
    if silent:
        yield f"No factor speaks of {', '.join(silent)} yet."


def _for_actions(actions: tuple[ActionRow, ...]) -> Iterator[str]:
    for row in actions:
        item = row.item
        if not item.is_done:
            day = f"due {item.deadline}" if item.deadline else "without a deadline"
            late = f", {row.late} days overdue" if row.late > 1 else ", 1 day overdue" if row.late else ""
            yield f"{item.id} {item.description} ({item.owner or 'no owner'}, {day}{late})"
    if not any(row.item.type in LASTING_ACTION_TYPES for row in actions):
        yield "No action prevents it or shows it sooner."


def _for_us(postmortem: Postmortem, took: tuple[tuple[str, timedelta | None], ...]) -> Iterator[str]:
    known = [f"{name.lower()} {words(length)}" for name, length in took if length is not None]
    if known:
        yield f"It took {', '.join(known)}."
    if postmortem.detection.could_have_detected_sooner:
        yield f"Sooner: {postmortem.detection.could_have_detected_sooner}"
    for luck in postmortem.where_we_got_lucky:
        yield f"Luck: {luck}"


PAGE = Page(leaves=_leaves, kinds=frozenset({"postmortem"}))
