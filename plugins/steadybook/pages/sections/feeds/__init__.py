"""What other programs subscribe to: deadlines of action items as a calendar, postmortems as a feed."""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.pages.sections.feeds.calendar import deadlines
from steadybook.pages.sections.feeds.postmortems import feed
from steadybook.pages.site import DataFile, Page, Site


def _data(site: Site) -> Iterator[DataFile]:
    yield DataFile("actions.ics", lambda: deadlines(site))
    yield DataFile("postmortems.xml", lambda: feed(site))


PAGE = Page(leaves=lambda _: iter(()), data=_data)
