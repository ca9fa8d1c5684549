"""`steadybook schema`: JSON Schemas of the documents, for editors and other tools."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadybook.commands._command import Command
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from steadybook.model.kind import Kind

EXAMPLE = """\
steadybook schema service            # the schema of one kind
steadybook schema                    # one schema for every document
steadybook schema --dir .schemas     # a file a kind, and steadybook.schema.json for all"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments."""
    parser.add_argument("kind", nargs="?", metavar="KIND", help="a kind of document, by its root key (default: all)")
    parser.add_argument("--dir", dest="folder", metavar="DIR", help="write files into this folder instead")


def run(arguments: Namespace) -> int:
    """Prints or writes the schemas."""
    from steadybook.model.discovery import kinds
    from steadybook.model.schema import of_all, of_kind

    known = {kind.name: kind for kind in kinds() if not kind.foreign and kind.codec is None}
    if arguments.kind is None:
        schemas = {f"{name}.schema.json": of_kind(kind) for name, kind in known.items()} if arguments.folder else {}
        schemas["steadybook.schema.json"] = of_all(tuple(known.values()))
    else:
        schemas = {f"{arguments.kind}.schema.json": of_kind(chosen(arguments.kind, known))}
    if arguments.folder is None:
        sys.stdout.write(_text(next(iter(schemas.values()))))
        return 0
    _write(Path(arguments.folder), schemas)
    sys.stdout.write("".join(f"{Path(arguments.folder, name).as_posix()}\n" for name in schemas))
    return 0


def chosen(name: str, known: dict[str, Kind[Any]]) -> Kind[Any]:
    """The kind of that name. Raises UsageError with the nearest one."""
    from steadybook.model.wording import closest

    if name in known:
        return known[name]
    near = closest(name.replace("-", "_"), list(known))
    did = f"Did you mean `{near}`? " if near else ""
    raise UsageError(f"there is no kind `{name}`", f"{did}Kinds: {', '.join(known)}.")


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _write(folder: Path, schemas: dict[str, dict[str, Any]]) -> None:
    from steadybook.source.writing import write_atomically

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas.items():
            write_atomically(folder / name, _text(schema).encode())
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"the schemas cannot be written to `{folder}`: {reason}", "Name another folder.") from None


COMMAND = Command("schema", "print the JSON Schema of documents, for editors and other tools", EXAMPLE, configure, run)
