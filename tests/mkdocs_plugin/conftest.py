"""Sites built by the real MkDocs from small organisations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.pages.html import Html
from tests.rules.organisation import AS_OF, write

MKDOCS = """\
site_name: Shop
site_url: https://sre.shop.example/reliability/
repo_url: https://git.shop.example/shop/reliability
edit_uri: edit/main/
theme:
  name: material
  font: false
  features: [content.action.edit, navigation.tabs]
plugins: [search, steadybook]
"""
CONFIGURATION = f'as_of = "{AS_OF}"\n'
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
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

    @property
    def search(self) -> dict[str, Any]:
        """The search index."""
        index: dict[str, Any] = self.json("search/search_index.json")
        return index

    def pages(self) -> dict[str, Path]:
        """All pages by their addresses."""
        files = sorted(self.folder.rglob("index.html"))
        found = {f"{file.parent.relative_to(self.folder).as_posix()}/": file for file in files}
        found[""] = found.pop("./")
        return found


def organisation(root: Path, files: dict[str, str]) -> None:
    """The base organisation of the rules' examples as a repository that MkDocs can build."""
    write(root, {"mkdocs.yml": MKDOCS, "steadybook.toml": CONFIGURATION, "docs/guide.md": GUIDE, **files})


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs MkDocs in a repository."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        check=False,
    )


def build(root: Path, *arguments: str) -> Built:
    """Builds the site of a repository."""
    run = mkdocs(root, "build", *arguments)
    return Built(root / "site", run.returncode, run.stdout + run.stderr)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The base organisation, built with --strict."""
    root = tmp_path_factory.mktemp("shop")
    organisation(root, {})
    return build(root, "--strict")


@pytest.fixture
def built_with(tmp_path: Path) -> Callable[..., Built]:
    """`built_with(files, *arguments)`: the base organisation with these files."""

    def of(files: dict[str, str], *arguments: str) -> Built:
        organisation(tmp_path, files)
        return build(tmp_path, *arguments)

    return of
