"""Small repositories that MkDocs really builds, what stands on their pages, and a server to look at them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urljoin, urlsplit

from typing_extensions import override

BASE = Path(__file__).parent.parent / "rules" / "base"
HOST, PREFIX = "https://pages.shop.example", "/reliability/"
DESCRIPTION = f"""\
site_name: Shop reliability
site_url: {HOST}{PREFIX}
site_dir: public{PREFIX}
repo_url: https://git.shop.example/reliability
edit_uri: edit/main/
theme:
  name: material
  font: false
  features: [navigation.tabs, content.action.edit, search.highlight]
plugins: [search, steadybook]
validation:
  nav: {{omitted_files: warn, not_found: warn, absolute_links: warn}}
  links: {{not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""


def write(root: Path, files: Mapping[str, str] | None = None, base: Path | None = BASE) -> Path:
    """A repository with the documents of `base`, a guide written by hand, and `files`."""
    if base is not None:
        shutil.copytree(base, root, dirs_exist_ok=True)
    written = {
        "mkdocs.yml": DESCRIPTION,
        "steadybook.toml": 'as_of = "2026-10-10"\n',
        "docs/guides/welcome.md": "# Welcome\n\nWhere to begin.\n",
        **(files or {}),
    }
    for name, text in written.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs MkDocs in a repository."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments], cwd=root, env=quiet(), capture_output=True, text=True, check=False
    )


def quiet() -> dict[str, str]:
    """The environment without the announcements of MkDocs and Material."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def build(root: Path, *flags: str) -> Path:
    """Builds the site of a repository, which must succeed; the folder that a server would serve as its prefix."""
    ended = mkdocs(root, "build", "--quiet", *flags)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    return root / "public" / PREFIX.strip("/")


class Html(HTMLParser):
    """What a page offers and asks for: anchors, links, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.edits: list[str] = []
        self.headings = 0
        self.feed(text)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors.update(given[name] for name in ("id", "name") if name in given)
        self.headings += tag == "h1"
        rel = given.get("rel", "").split()
        if tag == "a" and "edit" in rel:
            self.edits.append(given["href"])
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "link" and not {"canonical", "edit", "prev", "next"} & set(rel):
            self.loaded.append(given["href"])
        elif tag == "link":
            self.links.append(given["href"])
        for name in ("src", "srcset", "poster", "data"):
            if tag != "a" and given.get(name):
                self.loaded.append(given[name])
        if tag in ("use", "image") and given.get("href"):
            self.loaded.append(given["href"])


def pages(site: Path) -> dict[str, Html]:
    """All built pages by address from the site's root: `services/checkout/`."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        found[name.removesuffix("index.html")] = Html(path.read_text("utf-8"))
    return found


def dead(site: Path, found: Mapping[str, Html]) -> list[str]:
    """The links and loaded files of all pages, Material's own too, that lead nowhere within the site."""
    problems = []
    home = f"{HOST}{PREFIX}"
    for url, page in found.items():
        for target in dict.fromkeys([*page.links, *page.loaded]):
            full = urljoin(f"{home}{url}", target)
            if not full.startswith(HOST):
                continue
            reason = _reason(site, found, full, home)
            if reason:
                problems.append(f"{url or '(home)'} -> {target}: {reason}")
    return problems


def _reason(site: Path, found: Mapping[str, Html], full: str, home: str) -> str:
    if not full.startswith(home):
        return "it leaves the sub-path"
    parts = urlsplit(full)
    path = unquote(parts.path.removeprefix(PREFIX))
    if path in found:
        anchor = unquote(parts.fragment).partition("?")[0]
        return f"no anchor {anchor}" if anchor and anchor not in found[path].anchors else ""
    return "" if (site / path).is_file() else "no such page or file"


def foreign(found: Mapping[str, Html]) -> list[str]:
    """What the pages load from another host."""
    return [
        f"{url} loads {target}"
        for url, page in found.items()
        for target in page.loaded
        if urlsplit(target).scheme not in ("", "data") or target.startswith("//")
    ]


def foreign_in_styles(site: Path) -> list[str]:
    """What the stylesheets load from another host."""
    pattern = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^'\")]+)")
    return [
        f"{path.name}: {match}" for path in site.rglob("*.css") for match in pattern.findall(path.read_text("utf-8"))
    ]


class _Silent(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    @override
    def log_message(self, format: str, *args: object) -> None:
        """No access log."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a server on this machine that serves the site under its prefix."""
    public = site.parent
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(public))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/{site.name}/"
        finally:
            server.shutdown()
            thread.join()
