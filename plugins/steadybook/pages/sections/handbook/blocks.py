"""What a chapter is made of: parts with blocks. A block says what it holds; the template says how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from steadybook.pages.listing import listing
from steadybook.sre.agenda import AgendaItem, total_minutes


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that is drawn: a state of a budget, a severity, a tick, an id, or a link into the site."""

    form: Literal["state", "sev", "check", "code", "link", "strong"]
    word: str
    target: str = ""
    """Where a link leads, from the site's root."""


Cell = str | Mark | tuple[str, ...]
"""What stands in a table: a line of text, a mark, or several lines."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    text: str
    form = "prose"


@dataclass(frozen=True, slots=True)
class Formula:
    """A line of arithmetic, set apart; `note` explains it."""

    text: str
    note: str = ""
    form = "formula"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `numbers` are the columns (from 0) whose cells stand to the right.

    `even`: its columns have the same widths as those of its siblings on the page.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    even: bool = False
    form = "grid"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered where its order matters."""

    entries: tuple[str, ...]
    ordered: bool = False
    form = "bullets"


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules for people, each with its reason."""

    entries: tuple[tuple[str, str], ...]
    form = "rules"


@dataclass(frozen=True, slots=True)
class Boxes:
    """A checklist to tick."""

    name: str
    when: str
    entries: tuple[str, ...]
    form = "boxes"


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps in order: title, when, what to do."""

    entries: tuple[tuple[str, str, tuple[str, ...]], ...]
    form = "steps"


@dataclass(frozen=True, slots=True)
class Meeting:
    """The agenda of a meeting, drawn to scale."""

    entries: tuple[AgendaItem, ...]
    form = "meeting"

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return total_minutes(self.entries)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix: its heading, a note under it, and for each cell what stands there and how it is filled.

    The fill is 1 (the most urgent) to 5.
    """

    head: str
    note: str
    cells: tuple[tuple[Mark, int], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A decision in two directions."""

    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
    form = "matrix"


@dataclass(frozen=True, slots=True)
class StateCard:
    """A state of a budget: which share of it that is, and what to do."""

    state: str
    condition: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class States:
    """The states of a policy side by side."""

    entries: tuple[StateCard, ...]
    form = "states"


@dataclass(frozen=True, slots=True)
class Code:
    """A text to copy; `title` says what it is."""

    title: str
    text: str
    language: str = ""
    form = "code"

    @property
    def shown(self) -> Markup:
        """The text as markup."""
        return listing(self.text, self.language)


Block = Prose | Formula | Grid | Bullets | Rules | Boxes | Steps | Meeting | Matrix | States | Code


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a chapter: its anchor, heading and a note beside it, its blocks, and where it comes from."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Enforced:
    """Rules that keep a chapter's promises: all of a family, or those of it whose id holds one of these words."""

    family: str
    words: tuple[str, ...] = ()

    def holds(self, family: str, id: str) -> bool:
        """Whether the rule belongs here."""
        return family == self.family and (not self.words or any(word in id for word in self.words))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the handbook. `order` is its place, `group` the heading that it stands under in the overview.

    `kinds` are the kinds of documents that put it into practice.
    """

    order: int
    group: str
    slug: str
    title: str
    lede: str
    parts: Callable[[], Sequence[Part]]
    enforced: tuple[Enforced, ...] = ()
    kinds: tuple[str, ...] = field(default=())

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return f"handbook/{self.slug}/"


def words(parts: Iterable[Part]) -> Iterator[str]:
    """The words by which the search finds a chapter: its headings, and the first column of its tables."""
    for part in parts:
        yield part.title
        for block in part.blocks:
            if isinstance(block, Grid):
                for row in block.rows:
                    yield plain(row[0])
            elif isinstance(block, Rules):
                yield from (rule for rule, _ in block.entries)
            elif isinstance(block, Matrix):
                yield from (row.head for row in block.rows)
            elif isinstance(block, Meeting):
                yield from (item.title for item in block.entries)


def plain(cell: Cell) -> str:
    """A cell without its looks."""
    if isinstance(cell, Mark):
        return cell.word
    return cell if isinstance(cell, str) else ", ".join(cell)


def percent(number: object) -> str:
    """A share with its unit."""
    return f"{number}\u202f%"
