"""The reports: what concerns all services at once. The figures come from `reports/`; a template here lays them out.

A report without a template of its own is drawn from its tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from steadybook.model.discovery import reports
from steadybook.model.report import Basis, Block, Headed, Report
from steadybook.pages.site import Leaf, Page, SearchRecord, Site

ROOT = "reports/"
HERE = Path(__file__).parent


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


@dataclass(frozen=True, slots=True)
class TablesView:
    """A report that has no template of its own."""

    title: str
    headline: str
    blocks: tuple[Block, ...]
    periods: tuple[tuple[str, str], ...]
    """Period and address of the same report about other periods."""


def _leaves(site: Site) -> Iterator[Leaf]:
    basis = Basis(site.context, frozenset(site.rules), site.findings, site.waived, past=site.past)
    entries, leaves = [], []
    for name, report in reports():
        url = f"{ROOT}{name}/"
        periods = tuple(report.periods(site.context)) if report.periods is not None else ("",)
        for position, period in enumerate(periods):
            view = report.view(replace(basis, period=period))
            # The newest period stands at the report's own address; each has one of its own below it.
            places = [url] if not period else [f"{url}{period}/", *([url] if position == 0 else [])]
            leaves += [_leaf(name, report, view, place, period, periods) for place in places]
            if position == 0:
                entries.append(Entry(url, report.title, report.about, view.headline))
        if not periods:
            view = report.view(basis)
            leaves.append(_leaf(name, report, view, url, "", ()))
            entries.append(Entry(url, report.title, report.about, view.headline))
    yield Leaf(
        url=ROOT,
        title="Reports",
        template="sections/reports/index.html.j2",
        view=IndexView(tuple(entries)),
        search=SearchRecord("Reports", "What concerns all services at once"),
        navigation=True,
    )
    yield from leaves


def _leaf(name: str, report: Report, view: Headed, url: str, period: str, periods: tuple[str, ...]) -> Leaf:
    own = f"{name.replace('-', '_')}.html.j2"
    title = f"{report.title} {period}".strip() if url != f"{ROOT}{name}/" else report.title
    shown: object = view
    if not (HERE / own).is_file():
        others = tuple((each, f"{ROOT}{name}/{each}/") for each in periods if each)
        shown = TablesView(f"{report.title} {period}".strip(), view.headline, tuple(report.blocks(view)), others)
        own = "tables.html.j2"
    return Leaf(
        url=url,
        title=title,
        template=f"sections/reports/{own}",
        view=shown,
        parent=ROOT,
        search=SearchRecord(title, report.about, (title,), kind="Report"),
        navigation=url == f"{ROOT}{name}/",
        wide=report.wide,
    )


PAGE = Page(leaves=_leaves)
