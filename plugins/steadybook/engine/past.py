"""The repository as it stood at commits, read by the rules and formulas of today.

One mechanism reads now and then: a tree, a corpus, the check, the figures. A commit never changes, so what was found in
it is kept in the cache folder, by its files, the moment, the program and the configuration.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from steadybook.analysis.standing import standing
from steadybook.engine import cache, past_memory
from steadybook.engine.check import check_repository
from steadybook.engine.repository import no_collection, open_repository
from steadybook.model.configuration import parse_as_of
from steadybook.model.errors import UsageError
from steadybook.model.flagged import flagged_paths
from steadybook.model.past import Reading, Standing, month_ends, months_within
from steadybook.model.terminal import visible
from steadybook.source.gittree import GitTree
from steadybook.source.history import Mainline, Revision, mainline, revision
from steadybook.source.treeerror import TreeError

DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?")
SINCE_HELP = "Write a day (2026-06-30), an instant with its zone (2026-06-30T12:00:00Z), or a commit, tag or branch."
FETCH = "this is a shallow clone: fetch the whole history (git fetch --unshallow, or fetch-depth: 0 in CI)"


class GitPast:
    """The past of the repository at `root`, from its git history. Nothing is read before somebody asks.

    The configuration of today holds for the past as well: other demands would make other figures. `use_cache`: whether
    figures are kept in the cache folder. `documents`: how many the repository has; of many, fewer months are read.
    """

    def __init__(self, root: Path, documents: int = 0, *, use_cache: bool = True) -> None:
        self.root = root
        self._months = months_within(documents)
        self._use_cache = use_cache
        self._memory = cache.Memory()
        """Of the check: between two months most documents stay as they were."""
        self._known: dict[str, Standing] | None = None
        self._readings: dict[datetime, Reading] = {}

    def month_ends(self, now: datetime) -> tuple[datetime, ...]:
        """See `Past.month_ends`."""
        return tuple(moment for moment in month_ends(now, self._months) if moment < now)

    def at(self, moment: datetime) -> Reading:
        """See `Past.at`."""
        found = self._readings.get(moment)
        if found is None:
            found = self._readings[moment] = self._at(moment)
        return found

    def _at(self, moment: datetime) -> Reading:
        line = self._line
        if not line.revisions:
            return Reading(moment, reason=f"no history: {line.reason}")
        found = line.at(moment)
        if found is not None:
            return self._read(found, moment)
        first = line.revisions[-1].committed_at.astimezone(UTC)
        why = f"the first commit here is of {first.date()}"
        return Reading(moment, reason=f"no history: {why}; {FETCH}" if line.is_shallow else f"no history: {why}")

    def since(self, text: str, now: datetime) -> Reading:
        """See `Past.since`."""
        moment = _moment(text)
        if moment is not None:
            if moment > now:
                raise UsageError(f"--since {visible(text)} lies after now", "Name a moment that has passed.")
            return self.at(moment)
        line = self._line
        if not line.revisions:
            return Reading(now, reason=f"no history: {line.reason}")
        found = revision(self.root, text) if text else None
        if found is None:
            more = f" It may lie further back: {FETCH}." if line.is_shallow else ""
            raise UsageError(f"--since `{visible(text)}` is no day, and git knows no such commit", SINCE_HELP + more)
        return self._read(found, min(found.committed_at.astimezone(UTC), now))

    @cached_property
    def _line(self) -> Mainline:
        return mainline(self.root)

    @cached_property
    def _key(self) -> str:
        return cache.key(self.root)

    def _read(self, commit: Revision, moment: datetime) -> Reading:
        """What a commit says at a moment: remembered, else found out and remembered."""
        if self._known is None:
            self._known = past_memory.load(self.root, self._key) if self._use_cache else {}
        name = f"{commit.tree} {moment.isoformat()}"
        found = self._known.get(name)
        if found is None:
            try:
                found = self._found(commit, moment)
            except TreeError as error:
                return Reading(moment, None, f"no data: {error.reason}", commit.hash, commit.committed_at)
            self._known[name] = found
            if self._use_cache:
                past_memory.save(self.root, self._key, self._known)
        reading = Reading(moment, found, "", commit.hash, commit.committed_at)
        if found.services or found.toil:
            return reading
        why = f"no data: {reading.source} has no service and no toil written down"
        return Reading(moment, None, why, commit.hash, commit.committed_at)

    def _found(self, commit: Revision, moment: datetime) -> Standing:
        with no_collection(), GitTree(self.root, commit.hash) as tree:
            repository = open_repository(self.root, moment.isoformat(), self._memory.facts, tree)
            result = check_repository(repository, self._memory)
            return standing(repository.context, flagged_paths(result.findings))


def _moment(text: str) -> datetime | None:
    """The moment that a date or an instant names; None for what is neither. Raises UsageError for no such day."""
    try:
        return parse_as_of(text)
    except (ValueError, OverflowError):
        if DAY.fullmatch(text):
            raise UsageError(f"--since {visible(text)} is no day, and no instant with a zone", SINCE_HELP) from None
        return None
