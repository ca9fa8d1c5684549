"""The handbook: what good reliability work is, in chapters drawn from the same data that the rules use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from steadybook.model.discovery import constants, kinds
from steadybook.model.kind import Kind
from steadybook.model.rule import RegisteredRule
from steadybook.pages.listing import listing
from steadybook.pages.sections.handbook.blocks import Chapter, Grid, Part, words
from steadybook.pages.sections.handbook.examples import example_of, language_of
from steadybook.pages.sections.handbook.fields import field_grid, fields
from steadybook.pages.site import Leaf, Page, SearchRecord, Site

HOME = "handbook/"
KINDS = "handbook/kinds/"
FOLDER = "sections/handbook"
MOST_WORDS = 1200
"""Characters of a chapter's own words in the search index."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The chapter before or after."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter with the rules that enforce it, the documents that practise it, and its neighbours."""

    chapter: Chapter
    parts: Sequence[Part]
    rules: tuple[RegisteredRule, ...]
    kinds: tuple[Kind[Any], ...]
    before: Neighbour | None
    after: Neighbour | None


@dataclass(frozen=True, slots=True)
class HomeView:
    """All chapters, by group."""

    groups: tuple[tuple[str, tuple[Chapter, ...]], ...]
    chapters: int
    rules: int
    kinds: int


@dataclass(frozen=True, slots=True)
class KindView:
    """How to write documents of one kind."""

    kind: Kind[Any]
    fields: Grid
    example: Markup
    language: str
    file: str
    count: int
    chapters: tuple[Chapter, ...]
    before: Neighbour | None
    after: Neighbour | None


@dataclass(frozen=True, slots=True)
class KindsView:
    """All kinds: the kind, how many required fields it has, how many documents there are."""

    rows: tuple[tuple[Kind[Any], int, int], ...]
    before: Neighbour


def every_chapter() -> tuple[Chapter, ...]:
    """The chapters in their order."""
    found = (chapter for _, chapter in constants("steadybook.pages.sections.handbook.chapters", "CHAPTER", Chapter))
    return tuple(sorted(found, key=lambda chapter: chapter.order))


def enforcing(chapter: Chapter, site: Site) -> tuple[RegisteredRule, ...]:
    """The rules that keep what a chapter says."""
    return tuple(rule for rule in site.rules.values() if any(e.holds(rule.family, rule.id) for e in chapter.enforced))


def kind_url(name: str) -> str:
    """The address of the page about writing documents of a kind."""
    return f"{KINDS}{name}/"


def _leaves(site: Site) -> Iterator[Leaf]:
    every = every_chapter()
    groups = tuple((name, tuple(members)) for name, members in groupby(every, key=lambda chapter: chapter.group))
    view = HomeView(groups, len(every) + 1, len(site.rules), len(kinds()))
    text = "How reliability is worked on here, from the data that the rules use"
    titles = " ".join(chapter.title for chapter in every)
    search = SearchRecord("Handbook", text, words=titles)
    yield Leaf(HOME, "Handbook", f"{FOLDER}/home.html.j2", view, search=search, navigation=True)
    neighbours = [None, *(Neighbour(c.title, c.url) for c in every), Neighbour("Kinds of documents", KINDS)]
    for place, chapter in enumerate(every):
        parts = chapter.parts()
        own = tuple(kind for kind in kinds() if kind.name in chapter.kinds)
        before, after = neighbours[place], neighbours[place + 2]
        found = " ".join(words(parts))
        yield Leaf(
            url=chapter.url,
            title=chapter.title,
            template=f"{FOLDER}/chapter.html.j2",
            view=ChapterView(chapter, parts, enforcing(chapter, site), own, before, after),
            parent=HOME,
            search=SearchRecord(chapter.title, chapter.lede, kind="Handbook", words=found[:MOST_WORDS]),
            toc=True,
            navigation=True,
        )
    yield from _kinds(site, every)


def _kinds(site: Site, every: tuple[Chapter, ...]) -> Iterator[Leaf]:
    rows = tuple((kind, sum(row.required for row in fields(kind)), len(site.all_of(kind.name))) for kind in kinds())
    last = every[-1]
    yield Leaf(
        url=KINDS,
        title="Kinds of documents",
        template=f"{FOLDER}/kinds.html.j2",
        view=KindsView(rows, Neighbour(last.title, last.url)),
        parent=HOME,
        search=SearchRecord(
            "Kinds of documents",
            "What each kind of document is for, and its fields",
            kind="Handbook",
            words=" ".join(kind.title for kind in kinds()),
        ),
        navigation=True,
    )
    neighbours = [None, *(Neighbour(_heading(kind), kind_url(kind.name)) for kind in kinds()), None]
    for place, kind in enumerate(kinds()):
        found = fields(kind)
        language = language_of(kind.name)
        yield Leaf(
            url=kind_url(kind.name),
            title=_heading(kind),
            template=f"{FOLDER}/kind.html.j2",
            view=KindView(
                kind=kind,
                fields=field_grid(f"Fields of {kind.plural}", found),
                example=listing(example_of(kind.name), language),
                language=language,
                file=f"{kind.folder}/{'NAME' if not kind.named_by else kind.named_by.upper()}.{language or 'yaml'}",
                count=len(site.all_of(kind.name)),
                chapters=tuple(chapter for chapter in every if kind.name in chapter.kinds),
                before=neighbours[place],
                after=neighbours[place + 2],
            ),
            parent=KINDS,
            search=SearchRecord(
                f"{_heading(kind)}: fields",
                kind.summary,
                (kind.name,),
                kind="Handbook",
                words=" ".join(row.path for row in found)[:MOST_WORDS],
            ),
            toc=True,
            navigation=True,
        )


def _heading(kind: Kind[Any]) -> str:
    return kind.title[:1].upper() + kind.title[1:]


PAGE = Page(leaves=_leaves)
