"""`steadybook new`: a document to begin with, from the worked example of its kind."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadybook.commands._arguments import add_as_of, add_root, root_of
from steadybook.commands._command import Command
from steadybook.commands._files import create
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from steadybook.model.configuration import Configuration
    from steadybook.model.kind import Kind

EXAMPLE = """\
steadybook new runbook redis-down      # writes runbooks/redis-down.yaml
steadybook new --list                  # the kinds there are
steadybook new slo --service checkout  # a first objective, with the budget that follows
steadybook new runbook --alert RedisDown
steadybook new experiment --service checkout --from-library packet-loss"""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
"""Lower-case words with hyphens: the same in a file name, a URL and a reference, on every system."""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("kind", nargs="?", metavar="KIND", help="a kind of document, by its root key")
    parser.add_argument("id", nargs="?", metavar="ID", help="its id: lower-case words with hyphens")
    parser.add_argument("--list", action="store_true", help="list the kinds")
    parser.add_argument("--service", metavar="SERVICE", help="experiment, slo: the service it is for")
    parser.add_argument("--from-library", metavar="ID", help="experiment: which one (default: what is suggested)")
    parser.add_argument("--alert", metavar="NAME", help="runbook: the alert that it answers")
    add_as_of(parser)
    add_root(parser)


def run(arguments: Namespace) -> int:
    """Writes the file, never over another one."""
    from steadybook.commands._drafts.example import adapted
    from steadybook.commands.schema import chosen
    from steadybook.engine.repository import moment_of
    from steadybook.model.context import day_of

    known = _kinds()
    if arguments.list:
        widest = max(map(len, known))
        for name, (kind, _) in known.items():
            sys.stdout.write(f"{name:<{widest}}  {kind.summary}\n")
        return 0
    if (arguments.service, arguments.from_library, arguments.alert) != (None, None, None):
        return _drafted(arguments, known)
    if arguments.kind is None or arguments.id is None:
        help = "For example `steadybook new runbook redis-down`; `--list` names the kinds."
        raise UsageError("a kind and an id are needed", help)
    kind = chosen(arguments.kind.replace("-", "_"), {name: kind for name, (kind, _) in known.items()})
    _check_id(arguments.id)
    root = root_of(arguments)
    configuration = _configuration(root)
    path = f"{_folder(kind, configuration)}/{arguments.id}.yaml"
    today = day_of(moment_of(arguments.as_of, configuration))
    text = adapted(known[kind.name][1].read_text("utf-8"), kind, arguments.id, today)
    create(root / path, path, text, "Choose another id, or edit that file.")
    sys.stdout.write(f"{path}\n")
    return 0


def _drafted(arguments: Namespace, known: dict[str, tuple[Kind[Any], Path]]) -> int:
    """Writes a draft that knows what the repository knows of a service or an alert."""
    from steadybook.engine.repository import open_repository

    root = root_of(arguments)
    match arguments.kind, arguments.service, arguments.from_library, arguments.alert:
        case "experiment", str(service), library, None:
            from steadybook.commands._drafts import experiment

            id, text = experiment.draft(open_repository(root, arguments.as_of).context, service, library)
        case "slo", str(service), None, None:
            from steadybook.commands._drafts import slo

            id, text = slo.draft(open_repository(root, arguments.as_of).context, service)
        case "runbook", None, None, str(alert):
            from steadybook.commands._drafts import runbook

            id, text = runbook.draft(open_repository(root, arguments.as_of).context, alert)
        case _:
            help = "`new experiment --service S [--from-library ID]`, `new slo --service S` or `new runbook --alert A`"
            raise UsageError("these options do not go together", help)
    id = arguments.id or id
    _check_id(id)
    path = f"{_folder(known[arguments.kind][0], _configuration(root))}/{id}.yaml"
    create(root / path, path, text, "Choose another id, or edit that file.")
    sys.stdout.write(f"{path}\n")
    return 0


def _kinds() -> dict[str, tuple[Kind[Any], Path]]:
    """The kinds of our own dialect by name, each with its worked example."""
    from steadybook.model.discovery import constants
    from steadybook.model.kind import Kind

    return {
        kind.name: (kind, Path(module.__file__ or "").parent / "example.yaml")
        for module, kind in constants("steadybook.kinds", "KIND", Kind)
        if not kind.foreign and kind.codec is None
    }


def _check_id(id: str) -> None:
    from steadybook.commands._drafts.example import DAY, first_day

    if SLUG.match(id):
        if DAY.match(id) and first_day(id) is None:
            raise UsageError(f"`{id}` begins with a day that there is not", "Write the day as YYYY-MM-DD.")
        return
    near = re.sub(r"[^a-z0-9]+", "-", id.removesuffix(".yaml").removesuffix(".yml").lower()).strip("-")
    did = f" For example `{near}`." if near else ""
    raise UsageError(f"`{id}` is not an id", f"Write lower-case letters, digits and single hyphens.{did}")


def _configuration(root: Path) -> Configuration:
    from steadybook.model.configuration_file import load_configuration
    from steadybook.model.discovery import kinds, rules

    return load_configuration(root, frozenset(rules()), frozenset(kind.name for kind in kinds()))


def _folder(kind: Kind[Any], configuration: Configuration) -> str:
    """Where documents of the kind belong in this repository."""
    return configuration.kind_folders.get(kind.name, (kind.folder,))[0]


COMMAND = Command("new", "begin a document from the worked example of its kind", EXAMPLE, configure, run)
