"""Frames that are rendered once give the same site, to the last character, as frames rendered for every page."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from steadybook.mkdocs_plugin import frames, plugin
from tests.mkdocs_plugin import sites

SERVICES = 12
TITLES = {"plain": "Restarts", "signs": 'Ask <b>"who"</b> &amp; why', "words": "sbmarktitle"}
# A theme of somebody's own, whose frame says more of a page than ours knows of.
OVERRIDE = '{% extends "base.html" %}{% block announce %}{{ page.file.src_uri if page }}{% endblock %}'
# Plugins of others that say something of a few pages only.
NOTICE = '{% extends "base.html" %}{% block announce %}{{ notice }}{% endblock %}'
HOOKS = """
def on_page_context(context, *, page, **others):
    if page.url == "services/s-5/":
        context["notice"] = "Moves on Monday"
    return context


def on_page_content(html, *, page, **others):
    if page.url == "services/s-6/":
        page.meta["description"] = "The sixth"
    return html
"""


def repository(root: Path, override: str = "") -> Path:
    """A repository with a dozen services, and toil of all kinds of titles."""
    files = {
        f"catalog/services/s-{number}.yaml": f"service:\n  name: s-{number}\n  tier: standard\n  owner_team: payments\n"
        for number in range(SERVICES)
    }
    for name, title in TITLES.items():
        text = f"toil_item:\n  name: {title!r}\n  category: recovery\n  frequency: daily\n"
        files[f"catalog/toil/{name}.yaml"] = text + "  time_per_occurrence_min: 5\n  occurrences_per_month: 30\n"
    if override:
        files["overrides/main.html"] = override
        files["mkdocs.yml"] = sites.DESCRIPTION.replace("  font: false\n", "  font: false\n  custom_dir: overrides\n")
    return sites.write(root, files)


def built(root: Path) -> dict[str, str]:
    """The pages of a repository's site by file name."""
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    gc.unfreeze()  # this process does not end with the build
    return {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in sorted((root / "public").rglob("*.html"))}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many pages the theme itself has rendered since."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("DISABLE_MKDOCS_2_WARNING", "true")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    count = 0
    whole = frames.FramedTemplate.__init__

    def counting(self: frames.FramedTemplate, template: frames.Template) -> None:
        class Counting:
            def render(self, context: Mapping[str, Any]) -> str:
                nonlocal count
                count += 1
                return template.render(context)

        whole(self, Counting())

    monkeypatch.setattr(frames.FramedTemplate, "__init__", counting)
    return lambda: count


@pytest.mark.parametrize("override", ["", OVERRIDE])
def test_the_site_is_the_same(
    override: str, tmp_path: Path, rendered: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "shop", override)
    framed = built(root)
    in_full = rendered()
    monkeypatch.setattr(plugin, "FramingEnvironment", lambda environment: environment)
    plain = built(root)
    assert rendered() == in_full
    assert framed.keys() == plain.keys()
    different = [name for name in plain if plain[name] != framed[name]]
    assert different == []
    assert len(plain) > 150 + SERVICES
    if override:
        assert "services/s-3/index.md" in framed["public/reliability/services/s-3/index.html"]
        assert in_full >= len(plain) - 1
    else:
        assert in_full < len(plain) / 2


def test_what_another_plugin_says_of_one_page_is_on_it(tmp_path: Path, rendered: Callable[[], int]) -> None:
    root = repository(tmp_path / "shop", NOTICE)
    (root / "hooks.py").write_text(HOOKS, "utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [hooks.py]\n")
    pages = built(root)
    assert [name for name, text in pages.items() if "Moves on Monday" in text] == [
        "public/reliability/services/s-5/index.html"
    ]
    assert [name for name, text in pages.items() if 'name="description" content="The sixth"' in text] == [
        "public/reliability/services/s-6/index.html"
    ]
    assert rendered() < len(pages) / 2
