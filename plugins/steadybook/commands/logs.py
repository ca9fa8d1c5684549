"""`steadybook logs check`: reads logs and reports what does not meet the structured log standard."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING

from steadybook.commands._arguments import add_colour, add_root, root_of, say
from steadybook.commands._command import Command
from steadybook.commands._reports import add_fail_on, add_format, exit_code, targets, write
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from steadybook.engine.logs import LogFile

EXAMPLE = """\
steadybook logs check checkout.log                      # every line against the structured log standard
kubectl logs deploy/checkout | steadybook logs check -  # what a service writes at this moment
steadybook logs check --limit 3 logs/*.ndjson.gz        # three findings of each kind, the rest counted
steadybook logs check --format github --fail-on warning app.log"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check",
        help="check newline-delimited JSON against the structured log standard",
        epilog="Examples:\n" + "\n".join(f"  {line}" for line in EXAMPLE.splitlines()),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    check.add_argument("files", nargs="+", metavar="FILE", help="a log, also one packed with gzip; - is standard input")
    check.add_argument(
        "--limit",
        type=_limit,
        default=20,
        metavar="N",
        help="report at most N findings of a kind and count the others (default: 20)",
    )
    add_format(check)
    add_fail_on(check)
    add_root(check)
    add_colour(check)


def run(arguments: Namespace) -> int:
    """Checks and reports; 1 where a finding is loud enough."""
    from steadybook.engine.logs import check_logs, surroundings

    reports = targets(arguments.formats or ["text"])
    root = root_of(arguments)
    files = _files(arguments.files, root)
    around = surroundings(root)
    if around.services is None:
        say("steadybook: no catalog is here, so that the names of services are not checked.")
    result = check_logs(files, around, arguments.limit)
    for format, file in reports:
        write(format, file, result, arguments.colour, root)
    return exit_code(result, arguments.fail_on)


def _files(paths: list[str], root: Path) -> list[LogFile]:
    """Each log once, named from the repository's root where it is in there. Raises UsageError."""
    from steadybook.engine.logs import LogFile
    from steadybook.source.log_lines import STANDARD_INPUT, why_unreadable

    found = []
    for path in dict.fromkeys(paths):
        if path == STANDARD_INPUT:
            found.append(LogFile(path, "<stdin>"))
            continue
        reason = why_unreadable(path)
        if reason:
            raise UsageError(f"`{path}` cannot be checked: {reason}", "Name files, or - for standard input.")
        place = Path(path).absolute()
        inside = place.is_relative_to(root)
        found.append(LogFile(path, place.relative_to(root).as_posix() if inside else path))
    return found


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"`{text}` is no whole number from 1 on")
    return int(text)


COMMAND = Command("logs", "check logs against the structured log standard, line by line", EXAMPLE, configure, run)
