"""`steadybook fix`: writes what can be computed, and on request what can be guessed."""

from __future__ import annotations

import difflib
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from steadybook.commands._arguments import add_as_of, add_colour, add_root, coloured, paths_of, root_of, say
from steadybook.commands._command import Command
from steadybook.commands._reports import add_fail_on, add_format, exit_code, targets, write
from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, visible

if TYPE_CHECKING:
    from steadybook.commands._repair import Repair
    from steadybook.engine.check import CheckResult

EXAMPLE = """\
steadybook fix --dry-run                 # show what would change
steadybook fix                           # write what is computed: sums, minutes, budgets
steadybook fix --unsafe runbooks/        # also what is guessed, such as misspelt keys: look at the result"""

ROUNDS = 10
"""A fix can uncover another one; a pair that undoes each other ends here."""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="repair these files and folders only")
    parser.add_argument("--unsafe", action="store_true", help="also fixes that guess what was meant")
    parser.add_argument(
        "--dry-run", action="store_true", help="show the changes, write nothing; exit 1 if there are any"
    )
    add_format(parser)
    add_fail_on(parser)
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Repairs, checks again, and reports what is left."""
    reports = targets(arguments.formats)
    root = root_of(arguments)
    paths = paths_of(arguments.paths, root)
    # A report on standard output is for a program; what was done is then said beside it.
    stream = sys.stderr if any(not file for _, file in reports) else sys.stdout
    paint = Painter(coloured(arguments.colour, stream))
    result = _check(root, arguments, paths)
    if arguments.dry_run:
        return _preview(root, result, arguments.unsafe, paint)
    number = 0
    files: set[str] = set()
    for path, target in _links(root, result, arguments.unsafe):
        say(f"steadybook: {visible(path)} is left alone: it is a link to {visible(target)}")
    for _ in range(ROUNDS):
        repairs = _repairs(root, result, arguments.unsafe)
        if not repairs:
            break
        for repair in repairs:
            _carry_out(repair, paint, stream)
            number += len(repair.done)
            files.add(repair.path)
        result = _check(root, arguments, paths)
    for format, file in reports:
        write(format, file, result, arguments.colour, root)
    _conclude(number, files, result, paint, stream)
    return exit_code(result, arguments.fail_on)


def _check(root: Path, arguments: Namespace, paths: tuple[str, ...]) -> CheckResult:
    from steadybook.engine.check import check

    return check(root, as_of=arguments.as_of, paths=paths)


def _repairs(root: Path, result: CheckResult, unsafe: bool) -> list[Repair]:
    """What this round can repair. A file that cannot be read as YAML is left to its author."""
    from steadybook.commands._repair import chosen, document_behind, repair

    broken = frozenset(f.path for f in result.findings if f.rule in result.rules and _is_syntax(result, f.rule))
    found = []
    for path, findings in chosen(result.findings, unsafe, broken).items():
        if document_behind(root, path, result.folders):
            continue
        try:
            made = repair(root, path, findings)
        except OSError as error:
            raise UsageError(f"`{path}` cannot be read: {_reason(error)}", "Check its permissions.") from None
        if made is None:
            say(f"steadybook: {visible(path)} is left alone: its fixes do not fit its present text")
        else:
            found.append(made)
    return found


def _links(root: Path, result: CheckResult, unsafe: bool) -> list[tuple[str, str]]:
    """The files with fixes that are links to documents, with those: they are repaired under their own names."""
    from steadybook.commands._repair import chosen, document_behind

    paths = chosen(result.findings, unsafe, frozenset())
    found = ((path, document_behind(root, path, result.folders)) for path in paths)
    return [(path, target) for path, target in found if target]


def _is_syntax(result: CheckResult, rule: str) -> bool:
    return result.rules[rule].family == "syntax"


def _reason(error: OSError) -> str:
    return os.strerror(error.errno or 0).lower()


def _carry_out(repair: Repair, paint: Painter, stream: TextIO) -> None:
    from steadybook.source.writing import write_atomically

    try:
        write_atomically(repair.file, repair.after)
    except OSError as error:
        raise UsageError(f"`{repair.path}` cannot be written: {_reason(error)}", "Check its permissions.") from None
    for finding in repair.done:
        assert finding.fix is not None
        place = f"{visible(repair.path)}:{finding.span.line}:{finding.span.column}"
        title = paint.quoted(visible(finding.fix.title))
        stream.write(f"{paint(Style.GOOD, 'fixed')} {place}: {title} {paint(Style.FAINT, f'[{finding.rule}]')}\n")


def _preview(root: Path, result: CheckResult, unsafe: bool, paint: Painter) -> int:
    """The changes of the first round as a unified diff."""
    from steadybook.source.spans import LINE_END

    repairs = _repairs(root, result, unsafe)
    for repair in repairs:
        before, after = (LINE_END.split(data.decode("utf-8-sig")) for data in (repair.before, repair.after))
        for line in difflib.unified_diff(before, after, f"a/{repair.path}", f"b/{repair.path}", lineterm=""):
            style = {"+": Style.ADDED, "-": Style.REMOVED, "@": Style.NAME}.get(line[0])
            shown = visible(line)
            sys.stdout.write(f"{paint(style, shown) if style else shown}\n")
    number = sum(len(repair.done) for repair in repairs)
    files = "1 file" if len(repairs) == 1 else f"{len(repairs)} files"
    say(f"{number} to repair in {files}; nothing is written." if repairs else "Nothing to repair.")
    return int(bool(repairs))


def _conclude(number: int, files: set[str], result: CheckResult, paint: Painter, stream: TextIO) -> None:
    done = (
        f"{number} repaired in {len(files)} {'file' if len(files) == 1 else 'files'}" if number else "Nothing to repair"
    )
    left = result.summary.errors + result.summary.warnings + result.summary.infos
    rest = (
        f"; {left} {'finding is' if left == 1 else 'findings are'} left, `steadybook check` shows them" if left else ""
    )
    stream.write(paint.quoted(f"{done}{rest}.\n"))


COMMAND = Command("fix", "repair what can be computed, such as sums and budgets", EXAMPLE, configure, run)
