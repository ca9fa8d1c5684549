"""Sites of small organisations, drawn without a site generator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from steadybook.engine.check import check_repository
from steadybook.engine.repository import open_repository
from steadybook.pages.book import Book
from steadybook.pages.site import Leaf
from steadybook.source.history import History
from tests.pages.html import Html
from tests.rules.organisation import AS_OF, write


@dataclass(frozen=True)
class Drawn:
    """The pages of a repository."""

    book: Book

    def leaf(self, url: str) -> Leaf:
        """The page of that address."""
        (leaf,) = [leaf for leaf in self.book.leaves if leaf.url == url]
        return leaf

    def page(self, url: str) -> Html:
        """The content of the page of that address."""
        return Html(self.book.content(self.leaf(url)))

    def data(self, url: str) -> str:
        """The file of that address."""
        (file,) = [file for file in self.book.data if file.url == url]
        return file.content()


def draw(root: Path, history: History | None = None) -> Drawn:
    """The pages of the repository at `root`; `history` is what git would tell."""
    repository = open_repository(root, AS_OF)
    result = check_repository(repository)
    return Drawn(Book(repository.context, result.findings, result.rules, name="Test organisation", history=history))


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[[dict[str, str]], Drawn]:
    """`drawn(files)`: the pages of the base organisation of the rules' examples with these files."""

    def of(files: dict[str, str]) -> Drawn:
        write(tmp_path, files)
        return draw(tmp_path)

    return of
