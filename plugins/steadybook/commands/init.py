"""`steadybook init`: sets a repository up, and leaves alone whatever is there."""

from __future__ import annotations

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
    # git keeps no empty folders.
    files |= {f"{folder}/.gitkeep": "" for folder in DEFAULT_FOLDERS if not (root / folder).exists()}
    for path, text in files.items():
        try:
            created = create_where_there_is_none(root / path, text)
        except OSError as error:
            raise unwritable(path, error) from None
        sys.stdout.write(f"{'created' if created else 'kept   '}  {path}\n")
    sys.stdout.write(NEXT)
    return 0


COMMAND = Command("init", "set a repository up: configuration, folders, git hook and CI", EXAMPLE, configure, run)
