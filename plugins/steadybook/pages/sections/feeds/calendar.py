"""Deadlines of open action items as an iCalendar file (RFC 5545): one whole day each."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b

from icalendar import Calendar, Event

from steadybook.analysis.open_actions import OpenAction, open_actions
from steadybook.model.urls import address
from steadybook.pages.site import Site

PRIORITIES = {"P0": 1, "P1": 3, "P2": 5, "P3": 7}
"""RFC 5545, 3.8.1.9: 1 is the highest, 9 the lowest."""


def deadlines(site: Site) -> str:
    """The calendar. Its content depends on the documents alone, so that two builds give the same file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Steadybook//Action items//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{site.name}: action items")
    for action in open_actions(site.context):
        if action.item.deadline is not None:
            calendar.add_component(_event(site, action))
    data: bytes = calendar.to_ical()
    return data.decode("utf-8")


def _event(site: Site, action: OpenAction) -> Event:
    item, document = action.item, action.document
    assert item.deadline is not None
    event = Event()
    name = blake2b(action.global_id.encode(), digest_size=12).hexdigest()
    event.add("uid", f"{name}@steadybook")
    event.add("dtstamp", site.context.as_of)
    event.add("dtstart", item.deadline)
    event.add("dtend", item.deadline + timedelta(days=1))
    event.add("summary", f"{item.description} ({item.owner or 'no owner'})")
    place = f"{site.context.configuration.site_url}{address(document.facts.kind, document.id)}"
    event.add("description", f"{action.global_id}, {item.status}. {document.title}. {place}")
    if site.context.configuration.site_url:
        event.add("url", place)
    if item.priority in PRIORITIES:
        event.add("priority", PRIORITIES[item.priority])
    event.add("transp", "TRANSPARENT")
    return event
