"""Deadlines as a calendar and postmortems as a feed, read back with real parsers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

from icalendar import Calendar

from tests.pages.conftest import Drawn

Draw = Callable[[dict[str, str]], Drawn]
POSTMORTEM = """\
    postmortem:
      title: Orders <b>fail</b> & wait
      date: 2026-10-07
      severity: SEV3
      status: draft
      authors: [pay-2]
      services: [checkout]
      summary: |
        One order in ten
        ended with an error.
      timeline: []
      action_items:
        - {id: AI-001, description: "Tell; customers, soon", owner: pay-1, deadline: 2026-12-20, priority: P0}
        - {id: AI-002, description: Done, deadline: 2026-10-20, status: done, completed: 2026-10-19}
        - {id: AI-003, description: Some day}
    """
ATOM = "{http://www.w3.org/2005/Atom}"
FILES = {"postmortems/2026-10-07-orders-fail.yaml": POSTMORTEM}


def test_open_deadlines_are_whole_days_of_a_calendar(drawn: Draw) -> None:
    site = drawn(FILES)
    text = site.data("actions.ics")
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 12, 20)
    assert str(event["summary"]) == "Tell; customers, soon (pay-1)"
    assert str(event["priority"]) == "1"
    assert "2026-10-07-orders-fail/AI-001, open." in str(event["description"])
    assert text == drawn(FILES).data("actions.ics")


def test_postmortems_are_entries_of_a_feed(drawn: Draw) -> None:
    text = drawn(FILES).data("postmortems.xml")
    root = ET.fromstring(text)
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "SEV3: Orders <b>fail</b> & wait"
    assert entry.findtext(f"{ATOM}summary") == "One order in ten ended with an error."
    assert entry.findtext(f"{ATOM}updated") == "2026-10-07T00:00:00Z"
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["checkout"]
    for element in (root, entry):
        assert element.findtext(f"{ATOM}id")


def test_an_empty_organisation_has_empty_feeds(drawn: Draw) -> None:
    site = drawn({})
    assert Calendar.from_ical(site.data("actions.ics")).walk("VEVENT") == []
    assert ET.fromstring(site.data("postmortems.xml")).findall(f"{ATOM}entry") == []
