"""`steadybook check`: reads the whole repository and reports what is wrong in it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from steadybook.commands._arguments import add_as_of, add_colour, add_root, paths_of, root_of, say
from steadybook.commands._command import Command
from steadybook.commands._reports import add_fail_on, add_format, exit_code, targets, write
from steadybook.model.errors import UsageError

EXAMPLE = """\
steadybook check                                        # the whole repository
steadybook check runbooks/redis-down.yaml               # report on one file, resolved against all
steadybook check --format github --format sarif=out.sarif
steadybook check --changed-since origin/main            # in a pull request: age fails only what it changes
steadybook check --as-of 2026-11-01 --fail-on warning   # as on that day, strictly"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="report on these files and folders only")
    add_format(parser)
    add_fail_on(parser)
    parser.add_argument(
        "--changed-since",
        metavar="COMMIT",
        help="findings that only time brought up do not fail the check in files unchanged since this commit",
    )
    parser.add_argument("--no-cache", action="store_true", help="read and check everything anew")
    add_as_of(parser)
    add_root(parser)
    add_colour(parser)


def run(arguments: Namespace) -> int:
    """Checks and reports; 1 where a finding is loud enough."""
    from steadybook.engine.check import check

    reports = targets(arguments.formats or ["text"])
    root = root_of(arguments)
    paths = paths_of(arguments.paths, root)
    changed = _changed(root, arguments.changed_since) if arguments.changed_since else None
    result = check(root, as_of=arguments.as_of, paths=paths, use_cache=not arguments.no_cache)
    _look_for_folders(root, result.folders)
    for format, file in reports:
        write(format, file, result, arguments.colour, root)
    if not result.summary.documents and not any(format.name == "text" and not file for format, file in reports):
        say("steadybook: no document was found; `steadybook init` sets a repository up.")
    return exit_code(result, arguments.fail_on, changed)


def _look_for_folders(root: Path, folders: tuple[str, ...]) -> None:
    """Says which of the configured folders are missing. Raises UsageError where all are: nothing can be found."""
    from steadybook.model.configuration import DEFAULT_FOLDERS
    from steadybook.model.wording import closest

    missing = [folder for folder in folders if not (root / folder).exists() and folder not in DEFAULT_FOLDERS]
    if not missing:
        return
    there = [found.name for found in root.iterdir() if found.is_dir() and not found.name.startswith(".")]
    near = {folder: closest(folder, there) for folder in missing}
    meant = "".join(f" Did you mean `{found}`?" for found in near.values() if found)
    names = ", ".join(f"`{folder}`" for folder in missing)
    if len(missing) == len(folders):
        raise UsageError(f"the configuration looks for documents in {names}, which is not there", meant.strip())
    say(f"steadybook: the configuration names {names}, which is not there.{meant}")


def _changed(root: Path, commit: str) -> frozenset[str]:
    from steadybook.source.changes import UnknownCommitError, changed_since

    try:
        return changed_since(root, commit)
    except UnknownCommitError as error:
        help = "Name a commit or branch that this clone has; a shallow clone needs its history (git fetch)."
        raise UsageError(f"what changed since `{commit}` cannot be told: {error.reason}", help) from None


COMMAND = Command("check", "check the documents and report what is wrong, with exact places", EXAMPLE, configure, run)
