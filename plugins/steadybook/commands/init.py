"""`steadybook init`: sets a repository up, and leaves alone whatever is there."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from steadybook import __version__
from steadybook.commands._command import Command
from steadybook.commands._files import create_where_there_is_none, unwritable
from steadybook.model.errors import UsageError

EXAMPLE = """\
steadybook init                      # set up the current folder
steadybook init ../shop-reliability  # set up another one"""

CONFIGURATION = """\
# What Steadybook reads and how strict it is. `steadybook explain` lists the rules.
folders = ["catalog", "slos", "runbooks", "postmortems"]

# The address of the built site; findings then link to the pages of their rules.
# site_url = "https://reliability.shop.example/"

# Louder, quieter or off: a rule's severity for all files, or for some only.
# [severities]
# stale-runbook = "info"
#
# [[overrides]]
# paths = ["catalog/services/legacy-*"]
# severities = { unknown-key = "warning" }
"""

PRE_COMMIT = """\
# Once: `pre-commit install`. Every commit then checks the whole repository, which takes well under a second.
repos:
  - repo: local
    hooks:
      - id: steadybook-check
        name: steadybook check
        entry: steadybook check
        language: system
        always_run: true
        pass_filenames: false
"""

WORKFLOW = f"""\
name: reliability documents
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0  # the branch that a pull request leads to, to tell what it changes
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install "steadybook=={__version__}"
      # In a pull request, what only time brought up fails the check only in files that it changes.
      - run: steadybook check --format github ${{GITHUB_BASE_REF:+--changed-since "origin/$GITHUB_BASE_REF"}}
"""

SITE = """\
site_name: Reliability

# Fill these in: the address of the built site; then that of the repository, and what comes before a file's path on the
# page that edits it, for "edit this page". GitLab: `-/edit/main/`. Gitea: `_edit/main/`.
# site_url: https://reliability.shop.example/
# repo_url: https://github.com/shop/reliability
# edit_uri: edit/main/

theme:
  name: material
  font: false # system fonts: a page loads nothing from another host
  icon:
    logo: material/pulse
    repo: material/source-branch
  features:
    - content.action.edit
    - content.code.copy
    - navigation.instant
    - navigation.tabs
    - navigation.top
    - search.highlight
    - search.suggest
  # "custom": the colours are those of the plugin's stylesheet.
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
      toggle:
        icon: material/weather-night
        name: Switch to dark
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
      toggle:
        icon: material/weather-sunny
        name: Switch to light

plugins: [search, steadybook]

markdown_extensions:
  - admonition
  - tables
  - toc:
      permalink: true
  - pymdownx.highlight
  - pymdownx.superfences

extra:
  generator: false

# Every doubt about a link is a warning, and so an error of `mkdocs build --strict`.
validation:
  nav:
    omitted_files: warn
    not_found: warn
    absolute_links: warn
  links:
    not_found: warn
    anchors: warn
    absolute_links: warn
    unrecognized_links: warn
"""
SITE_FILES = ("mkdocs.yml", "mkdocs.yaml")
"""Where MkDocs looks for its configuration, the first one first."""
GUIDES = "docs"
"""MkDocs builds nothing without the folder of pages written by hand."""

FILES = {
    "steadybook.toml": CONFIGURATION,
    ".pre-commit-config.yaml": PRE_COMMIT,
    ".github/workflows/steadybook.yml": WORKFLOW,
}

NEXT = """
Next:
  steadybook new team my-team          who owns what
  steadybook new service my-service    what runs
  steadybook check                     what is still missing
  mkdocs serve                         the site, on this machine
"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="the folder (default: this one)")


def run(arguments: Namespace) -> int:
    """Creates what is missing and says what it did."""
    from steadybook.model.configuration import DEFAULT_FOLDERS
    from steadybook.model.configuration_file import is_configured_in_shared

    root = Path(arguments.folder)
    if not root.is_dir():
        raise UsageError(f"there is no folder `{arguments.folder}`", "Create it first, or name another one.")
    files = dict(FILES)
    if is_configured_in_shared(root):
        del files["steadybook.toml"]
    # Of two configurations MkDocs would read the one that we write.
    site = next((name for name in SITE_FILES if os.path.lexists(root / name)), SITE_FILES[0])
    files[site] = SITE
    folders = (*DEFAULT_FOLDERS, GUIDES) if _is_default_docs_dir(root / site) else DEFAULT_FOLDERS
    # git keeps no empty folders.
    files |= {f"{folder}/.gitkeep": "" for folder in folders if not (root / folder).exists()}
    for path, text in files.items():
        try:
            created = create_where_there_is_none(root / path, text)
        except OSError as error:
            raise unwritable(path, error) from None
        sys.stdout.write(f"{'created' if created else 'kept   '}  {path}\n")
    sys.stdout.write(NEXT)
    return 0


def _is_default_docs_dir(site: Path) -> bool:
    """Whether pages written by hand stand where they do by default."""
    # As a text: the file may hold tags that only MkDocs can resolve.
    text = site.read_text("utf-8", "replace") if site.is_file() else ""
    return re.search(r"^docs_dir[ \t]*:", text, re.MULTILINE) is None


COMMAND = Command("init", "set a repository up: configuration, folders, site, git hook and CI", EXAMPLE, configure, run)
