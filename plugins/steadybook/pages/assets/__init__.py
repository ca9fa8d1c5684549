"""Stylesheet and scripts of the pages. Nothing is loaded from another host."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent
STYLESHEETS = ("assets/steadybook.css",)
SCRIPTS = ("assets/skip.js", "assets/tables.js")
ASSETS = {name: _FOLDER / Path(name).name for name in (*STYLESHEETS, *SCRIPTS)}
"""The files of the site by their address."""
SEARCH = _FOLDER / "search.js"
"""What goes before the script of the search."""
