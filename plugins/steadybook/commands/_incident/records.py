"""The incidents of a repository, and the one that a command line means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from steadybook.kinds.incident.model import Incident
from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.configuration import Configuration
from steadybook.model.configuration_file import load_configuration
from steadybook.model.discovery import kinds, rules
from steadybook.model.errors import UsageError
from steadybook.model.loading import Loader
from steadybook.model.wording import closest
from steadybook.source.tree import TreeError, WorkTree


@dataclass(frozen=True, slots=True)
class Record:
    """An incident's file as it was read."""

    path: str
    data: bytes
    incident: Incident

    @property
    def id(self) -> str:
        """The file's stem."""
        return Path(self.path).stem


class Records:
    """The incidents of the repository at `root`, read when they are asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.configuration: Configuration = load_configuration(
            root, frozenset(rules()), frozenset(kind.name for kind in kinds())
        )
        self._loader = Loader(kinds(), self.configuration.limits)
        self._tree = WorkTree(root)

    def all(self) -> tuple[Record, ...]:
        """Every intact incident, the latest one first."""
        found = (self._read_if_incident(path) for path in self._paths())
        return tuple(sorted(filter(None, found), key=lambda r: (r.incident.started_at, r.path), reverse=True))

    def open(self) -> tuple[Record, ...]:
        """The incidents that are not resolved, the latest one first."""
        return tuple(record for record in self.all() if not record.incident.is_resolved)

    def parse(self, path: str, data: bytes) -> Record:
        """The incident that a file's bytes hold. Raises UsageError where they hold none that is intact."""
        loaded = self._loader.load(path, data)
        if isinstance(loaded.model, Incident):
            return Record(path, data, loaded.model)
        what = loaded.problems[0].message if loaded.problems else "it is no incident"
        raise UsageError(
            f"`{path}` is not an intact incident: {what}", f"`steadybook check {path}` shows where; mend that first."
        )

    def path_of(self, model: type[Incident | Postmortem], id: str) -> str | None:
        """The file that holds the document of that kind and id, intact or not; None where the id is free."""
        name = "incident" if model is Incident else "postmortem"
        same = (path for path in self._paths() if Path(path).stem == id)
        return next((p for p in same if self._loader.load(p, self.read(p)).facts.kind in ("", name)), None)

    def named(self, name: str) -> Record:
        """The incident with that id, path or channel. Raises UsageError with the closest one."""
        id = re.sub(r"\.ya?ml$", "", name.strip().rsplit("/", 1)[-1])
        id = re.sub(r"^#?inc-(?=\d{4}-)", "", id)
        path = self.path_of(Incident, id)
        if path is not None:
            return self.parse(path, self.read(path))
        records = {record.id: record for record in self.all()}
        near = closest(id, records) or next((known for known in records if id and id in known), None)
        did = f"Did you mean `{near}`? " if near else ""
        raise UsageError(f"there is no incident `{id}`", f"{did}`steadybook incident list --all` shows them.")

    def is_known(self, name: str) -> bool:
        """Whether a word is the name of an incident rather than something to say."""
        try:
            self.named(name)
        except UsageError:
            return False
        return True

    def only_open(self) -> Record:
        """The one incident that is open. Raises UsageError where there are none or several."""
        records = self.open()
        if not records:
            raise UsageError(
                "no incident is open", "Begin one with `steadybook incident start`, or name a resolved one."
            )
        return _only(records, "open")

    def only_without_postmortem(self) -> Record:
        """The one resolved incident that names no postmortem and asks for one. Raises UsageError."""
        from steadybook.analysis.incident_times import is_commanded

        resolved = [r for r in self.all() if r.incident.is_resolved and r.incident.postmortem is None]
        asked = [record for record in resolved if is_commanded(record.incident)]
        if not resolved:
            raise UsageError("no resolved incident is without a postmortem", "Resolve it first, or name the incident.")
        return _only(tuple(asked or resolved), "resolved and without a postmortem")

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises UsageError where it cannot be read."""
        try:
            return self._tree.read(path, self.configuration.limits.bytes)
        except TreeError as error:
            raise UsageError(
                f"`{path}` cannot be read: {error.reason}", "Check the file and its permissions."
            ) from None

    def folder(self, kind: str) -> str:
        """Where new documents of a kind belong."""
        default = next(known.folder for known in kinds() if known.name == kind)
        return self.configuration.kind_folders.get(kind, (default,))[0]

    def _paths(self) -> Iterator[str]:
        return self._tree.files(self.configuration.folders, (".yaml", ".yml"))

    def _read_if_incident(self, path: str) -> Record | None:
        try:
            data = self._tree.read(path, self.configuration.limits.bytes)
        except TreeError:
            return None
        if b"incident" not in data:
            return None
        model = self._loader.load(path, data).model
        return Record(path, data, model) if isinstance(model, Incident) else None


def _only(records: tuple[Record, ...], what: str) -> Record:
    if len(records) == 1:
        return records[0]
    ids = ", ".join(record.id for record in records[:6]) + (" …" if len(records) > 6 else "")
    raise UsageError(f"{len(records)} incidents are {what}: say which one", f"One of {ids}")
