"""What verbs that answer a question share: their arguments, what they ask, and the three forms of the answer."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, width

if TYPE_CHECKING:
    from steadybook.model.context import Context
    from steadybook.model.report import Basis, Block

VERSION = 1
"""Of the JSON that verbs print."""


def add_answer(parser: ArgumentParser) -> None:
    """`--format`, `--as-of`, `--root` and `--color`."""
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def basis_of(root: Path, as_of: str | None, *, checked: bool = True) -> Basis:
    """The repository as reports see it, with what the check finds in it where that is wanted."""
    from steadybook.engine.check import check_repository
    from steadybook.engine.repository import open_repository
    from steadybook.model.discovery import rules
    from steadybook.model.report import Basis

    repository = open_repository(root, as_of)
    if not checked:
        return Basis(repository.context, frozenset(rules()))
    result = check_repository(repository)
    return Basis(repository.context, frozenset(rules()), result.findings, result.waived)


def write_json(context: Context, figures: Mapping[str, Any]) -> None:
    """The figures with the version of their form and the moment that they are of."""
    from steadybook.model.plain import plain

    answer = plain({"version": VERSION, "as_of": context.as_of, **figures})
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def write_answer(arguments: Namespace, context: Context, figures: Mapping[str, Any], blocks: Iterable[Block]) -> None:
    """The answer in the form that was asked for: figures as JSON, tables as Markdown or for the terminal."""
    from steadybook.commands import _tables
    from steadybook.model.terminal import Painter

    if arguments.format == "json":
        write_json(context, figures)
    elif arguments.format == "markdown":
        sys.stdout.write(_tables.markdown(blocks))
    else:
        sys.stdout.write(_tables.text(blocks, Painter(coloured(arguments.colour, sys.stdout)), width()))
