"""The reports: what concerns all services at once. Each is a module here that declares REPORT."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from steadybook.model.discovery import constants
from steadybook.pages.sections.reports._report import Report
from steadybook.pages.site import Leaf, Page, SearchRecord, Site

ROOT = "reports/"


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list of reports."""

    url: str
    title: str
    about: str
    headline: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """The list of reports."""

    entries: tuple[Entry, ...]


def _leaves(site: Site) -> Iterator[Leaf]:
    entries, leaves = [], []
    for module, report in constants(__name__, "REPORT", Report):
        name = module.__name__.rsplit(".", 1)[-1]
        url = f"{ROOT}{name.replace('_', '-')}/"
        view = report.view(site)
        entries.append(Entry(url, report.title, report.about, view.headline))
        leaves.append(
            Leaf(
                url=url,
                title=report.title,
                template=f"sections/reports/{name}.html.j2",
                view=view,
                parent=ROOT,
                search=SearchRecord(report.title, report.about, (report.title,)),
                navigation=True,
            )
        )
    yield Leaf(
        url=ROOT,
        title="Reports",
        template="sections/reports/index.html.j2",
        view=IndexView(tuple(entries)),
        search=SearchRecord("Reports", "What concerns all services at once"),
        navigation=True,
    )
    yield from leaves


PAGE = Page(leaves=_leaves)
