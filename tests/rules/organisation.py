"""A small organisation to break: the base of the rules' examples with a few files replaced."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent

from steadybook.engine.check import check
from steadybook.engine.repository import open_repository
from steadybook.model.context import Context
from steadybook.model.finding import Finding

BASE = Path(__file__).parent / "base"
AS_OF = "2026-11-01"


def write(root: Path, files: dict[str, str]) -> None:
    """The base organisation below `root`, with these files in place of its own."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")


def findings(root: Path, files: dict[str, str], rule: str, as_of: str = AS_OF) -> list[Finding]:
    """What one rule finds in the base organisation with these files."""
    write(root, files)
    return [f for f in check(root, as_of=as_of, use_cache=False).findings if f.rule == rule]


def places(root: Path, files: dict[str, str], rule: str, as_of: str = AS_OF) -> list[tuple[str, int]]:
    """Path and line of each of a rule's findings."""
    return [(f.path, f.span.line) for f in findings(root, files, rule, as_of)]


def context_of(root: Path, files: dict[str, str]) -> Context:
    """The context of the base organisation with these files."""
    write(root, files)
    return open_repository(root, AS_OF).context
