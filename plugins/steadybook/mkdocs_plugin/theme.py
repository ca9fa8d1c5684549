"""What the pages lose with another theme than Material, or with its fonts."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

MATERIAL = "material"
PRIVACY = ("material/privacy", "privacy")
"""The plugin that copies fonts into the site, by either of its names."""


def losses(config: MkDocsConfig) -> Iterator[str]:
    """Yields what is lost and what to write in mkdocs.yml instead."""
    if config.theme.name != MATERIAL:
        theme = f"is `{config.theme.name}`" if config.theme.name else "is your own"
        yield (
            f"the theme {theme}: tabs, search by id, copy buttons, dark mode and most of the pages' look are lost, and "
            "it may load files from another host. Write `theme: {name: material, font: false}`; the mkdocs.yml that "
            "`steadybook init` writes into an empty folder shows the rest."
        )
    elif config.theme.get("font") is not False and not any(name in config.plugins for name in PRIVACY):
        yield ("pages load their fonts from fonts.googleapis.com. Write `font: false` below `theme:` for the system's.")
