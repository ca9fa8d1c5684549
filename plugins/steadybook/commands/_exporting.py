"""What an export changes in a folder: only files that an export has written, and none before all are known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from steadybook.model.errors import UsageError
from steadybook.model.export import Export, Exported
from steadybook.source.writing import write_atomically

Change = Literal["created", "updated", "removed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of a file; `text` is None where it goes."""

    change: Change
    path: str
    text: str | None


def steps(export: Export, exported: Exported, folder: Path) -> tuple[Step, ...]:
    """What has to be done, by path. Raises UsageError where a file in the way was not written by an export."""
    found = {}
    for file in exported.files:
        present = _present(export, folder, file.path)
        change: Change = "created" if present is None else "unchanged" if present == file.text.encode() else "updated"
        found[file.path] = Step(change, file.path, file.text)
    for path in _written_before(export, folder):
        if path not in found:
            found[path] = Step("removed", path, None)
    return tuple(found[path] for path in sorted(found))


def carry_out(done: Step, folder: Path) -> None:
    """Writes or removes one file. Raises UsageError where the system does not let it."""
    file = folder / done.path
    try:
        if done.text is None:
            file.unlink()
        elif done.change != "unchanged":
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, done.text.encode())
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"`{file}` cannot be written: {reason}", "Check the permissions.") from None


def _present(export: Export, folder: Path, path: str) -> bytes | None:
    """The content of a file that an export has written; None where there is none."""
    file = folder / path
    if not os.path.lexists(file):
        return None
    try:
        data = file.read_bytes() if file.is_file() else b""
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"`{file}` cannot be read: {reason}", "Check its permissions.") from None
    if not data.startswith(export.mark.encode()):
        raise UsageError(
            f"`{file}` was not written by an export, and it would be overwritten",
            "Move it away, or export to another folder. Nothing was changed.",
        )
    return data


def _written_before(export: Export, folder: Path) -> Iterator[str]:
    """The files in the folder that some export has written."""
    mark = export.mark.encode()
    try:
        for pattern in export.patterns:
            for file in sorted(folder.glob(pattern)):
                if not file.is_file():
                    continue
                with file.open("rb") as handle:
                    if handle.read(len(mark)) == mark:
                        yield file.relative_to(folder).as_posix()
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        message = f"`{error.filename or folder}` cannot be read: {reason}"
        raise UsageError(message, "Check its permissions, or name another folder.") from None
