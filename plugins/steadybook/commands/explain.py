"""`steadybook explain`: what a rule asks for, why, and how to comply."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from itertools import groupby
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_colour, coloured, width
from steadybook.commands._command import Command
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steadybook.model.rule import RegisteredRule

STYLE = {"error": Style.ERROR, "warning": Style.WARNING, "info": Style.INFO}

EXAMPLE = """\
steadybook explain                     # all rules, by family
steadybook explain unknown-key         # one rule's page
steadybook explain unknown-key --format markdown"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("rules", nargs="*", metavar="RULE", help="a rule's id, as findings name it (default: list all)")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Prints the pages, or the list."""
    from steadybook.model.discovery import rules

    known = rules()
    chosen = [_rule(id, known) for id in arguments.rules]
    paint = Painter(coloured(arguments.colour, sys.stdout))
    match arguments.format, bool(chosen):
        case "json", _:
            sys.stdout.write(json.dumps([_entry(rule) for rule in chosen or known.values()], indent=2) + "\n")
        case "markdown", True:
            sys.stdout.write("\n".join(_markdown(rule) for rule in chosen))
        case "markdown", False:
            sys.stdout.write(_table(known))
        case _, True:
            sys.stdout.write("\n".join(_page(rule, paint, width()) for rule in chosen))
        case _:
            sys.stdout.write(_list(known, paint, width()))
    return 0


def _rule(id: str, known: Mapping[str, RegisteredRule]) -> RegisteredRule:
    from steadybook.model.wording import closest

    if id in known:
        return known[id]
    near = closest(id.replace("_", "-"), list(known))
    did = f"Did you mean `{near}`? " if near else ""
    raise UsageError(f"there is no rule `{id}`", f"{did}`steadybook explain` lists all of them.")


def _page(rule: RegisteredRule, paint: Painter, columns: int) -> str:
    from steadybook.commands._page import draw

    head = f"{paint(STYLE[rule.rule.severity.value], rule.id)} ({rule.rule.severity.value}, family {rule.family})"
    return f"{head}\n\n{draw(_documentation(rule), paint, min(columns, 100))}"


def _markdown(rule: RegisteredRule) -> str:
    facts = f"Severity: {rule.rule.severity.value}. Family: {rule.family}."
    return f"# {rule.id}\n\n{facts}\n\n{_documentation(rule)}\n"


def _documentation(rule: RegisteredRule) -> str:
    """The page, and how the severity is changed: the same for all rules, and so in no docstring."""
    from inspect import cleandoc

    from steadybook.model.configuration_file import TABLES

    places = ", or ".join(f"in {file} below `[{table.format('severities')}]`" for file, table in TABLES.items())
    end = f'To change its severity everywhere, write `{rule.id} = "..."` {places}: error, warning, info or off.'
    return f"{cleandoc(rule.documentation)}\n\n{end}"


def _table(known: Mapping[str, RegisteredRule]) -> str:
    rows = [f"| {r.id} | {r.rule.severity.value} | {r.family} | {r.summary} |" for r in _by_family(known)]
    return "\n".join(["| Rule | Severity | Family | What it finds |", "|---|---|---|---|", *rows]) + "\n"


def _entry(rule: RegisteredRule) -> dict[str, str]:
    return {
        "rule": rule.id,
        "family": rule.family,
        "severity": rule.rule.severity.value,
        "summary": rule.summary,
        "documentation": rule.documentation.strip(),
    }


def _by_family(known: Mapping[str, RegisteredRule]) -> list[RegisteredRule]:
    return sorted(known.values(), key=lambda rule: (rule.family, rule.id))


def _list(known: Mapping[str, RegisteredRule], paint: Painter, columns: int) -> str:
    widest = max((len(id) for id in known), default=0)
    lines: list[str] = []
    for family, group in groupby(_by_family(known), key=lambda rule: rule.family):
        lines += ["", paint(Style.STRONG, family.replace("_", " "))]
        lines += [_line(rule, widest, paint, columns) for rule in group]
    lines += ["", f"{len(known)} rules. `steadybook explain RULE` shows one rule's page."]
    return "\n".join(lines).lstrip("\n") + "\n"


def _line(rule: RegisteredRule, widest: int, paint: Painter, columns: int) -> str:
    severity = rule.rule.severity.value
    lead = f"  {rule.id:<{widest}}  {severity:<7}  "
    text = paint.quoted(wrapped(rule.summary, columns, lead)[len(lead) :])
    return f"  {paint(Style.NAME, f'{rule.id:<{widest}}')}  {paint(STYLE[severity], f'{severity:<7}')}  {text}"


COMMAND = Command("explain", "say what a rule asks for, why, and how to comply", EXAMPLE, configure, run)
