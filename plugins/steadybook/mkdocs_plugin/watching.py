"""While MkDocs serves: notices folders and configuration files that were not there when it began.

MkDocs watches only what exists at its start, and passes over new folders.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.livereload import LiveReloadServer
from typing_extensions import override
from watchdog.events import FileSystemEvent, FileSystemEventHandler


class Watching:
    """What a server watches of a repository, brought up to date after every build."""

    def __init__(self, server: LiveReloadServer, watched: Iterable[str]) -> None:
        self._server = server
        self._watched = set(watched)
        self._places: set[Path] = set()
        self._wanted: tuple[Path, ...] = ()
        self._there: frozenset[Path] = frozenset()
        # MkDocs builds again when a watched file changes: to write into this folder is to ask for that.
        self._bell = TemporaryDirectory(prefix="steadybook-serve-")
        server.watch(self._bell.name)

    def follow(self, wanted: Iterable[Path]) -> None:
        """Watches these files and folders, and for those that are not there, the nearest folder that is."""
        self._wanted = tuple(wanted)
        self._there = self._existing()
        for path in self._wanted:
            name = str(path)
            if path in self._there and name not in self._watched:
                self._server.watch(name)
                self._watched.add(name)
            elif path not in self._there and name in self._watched:
                self._server.unwatch(name)
                self._watched.remove(name)
            self._look_around(path)

    def _look_around(self, path: Path) -> None:
        place = next(parent for parent in path.parents if parent.is_dir())
        if place not in self._places:
            self._places.add(place)
            self._server.observer.schedule(_Handler(self), str(place), recursive=False)

    def look(self) -> None:
        """Asks for a build if something that is wanted came or went."""
        for path in self._wanted:
            self._look_around(path)
        if self._existing() != self._there:
            self._there = self._existing()
            bell = Path(self._bell.name) / "bell"
            bell.write_text(bell.read_text("utf-8") + "." if bell.exists() else ".", "utf-8")

    def _existing(self) -> frozenset[Path]:
        return frozenset(path for path in self._wanted if path.exists())


class _Handler(FileSystemEventHandler):
    """Looks again whenever something happens in a folder."""

    def __init__(self, watching: Watching) -> None:
        self._watching = watching

    @override
    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something came, went or changed."""
        self._watching.look()
