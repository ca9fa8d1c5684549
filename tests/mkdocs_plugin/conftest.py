"""Sites that the real MkDocs builds, once for all tests that only look."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.mkdocs_plugin import sites
from tests.pages.html import Html

GUIDE = """\
# How we work

See [checkout](services/checkout/index.md) and [what it promises](slos/checkout-availability/index.md#top).
"""


@dataclass(frozen=True)
class Built:
    """A finished site and what the build said."""

    folder: Path
    code: int
    said: str

    def page(self, url: str) -> Html:
        """The page at an address, with the frame around its content."""
        return Html((self.folder / url / "index.html").read_text("utf-8"))

    def json(self, url: str) -> Any:
        """A data file."""
        return json.loads((self.folder / url).read_text("utf-8"))

    def pages(self) -> dict[str, Path]:
        """All pages by their addresses."""
        files = sorted(self.folder.rglob("index.html"))
        found = {f"{file.parent.relative_to(self.folder).as_posix()}/": file for file in files}
        found[""] = found.pop("./")
        return found


def build(root: Path, *arguments: str) -> Built:
    """Builds the site of a repository, which may fail."""
    run = sites.mkdocs(root, "build", *arguments)
    return Built(root / "public" / sites.PREFIX.strip("/"), run.returncode, run.stdout + run.stderr)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The base organisation, built with --strict."""
    return build(sites.write(tmp_path_factory.mktemp("shop"), {"docs/guide.md": GUIDE}), "--strict")


@pytest.fixture(scope="session")
def site(built: Built) -> Path:
    """The folder of that site."""
    assert built.code == 0, built.said
    return built.folder


@pytest.fixture(scope="session")
def organisation_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example organisation's site, built strictly."""
    site = tmp_path_factory.mktemp("organisation") / "reliability"
    ended = sites.mkdocs(repository, "build", "--quiet", "--strict", "--site-dir", str(site))
    assert ended.returncode == 0, ended.stderr
    return site


@pytest.fixture(scope="session")
def organisation(organisation_site: Path) -> Iterator[str]:
    """The address at which the example organisation's site is served."""
    with sites.served(organisation_site) as address:
        yield address


@pytest.fixture
def built_with(tmp_path: Path) -> Callable[..., Built]:
    """`built_with(files, *arguments)`: the base organisation with these files."""

    def of(files: dict[str, str], *arguments: str) -> Built:
        return build(sites.write(tmp_path, files), *arguments)

    return of
