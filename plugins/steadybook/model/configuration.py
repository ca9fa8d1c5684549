"""What a repository has chosen, and the defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from steadybook.model.finding import Severity
from steadybook.source.reader import Limits

DEFAULT_FOLDERS = ("catalog", "slos", "runbooks", "postmortems")


class Override(NamedTuple):
    """Severities that hold for some paths only (globs from the repository's root)."""

    paths: tuple[str, ...]
    severities: Mapping[str, Severity | None]


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a repository has chosen; the defaults otherwise."""

    folders: tuple[str, ...] = DEFAULT_FOLDERS
    """The folders whose files are documents."""
    as_of: str | None = None
    """What counts as now, where the repository fixes it: a date or an instant."""
    site_url: str = ""
    """The site's address, with a slash at its end; empty where there is none."""
    measurements_note: str = ""
    """What readers must know of the measurements, shown wherever they are: that they are made up, for example."""
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    """Severity per rule; None switches the rule off."""
    overrides: tuple[Override, ...] = ()
    alert_severities: Mapping[str, str] = field(default_factory=dict)
    """An organisation's own words for alert severities, each as P0 to P3."""
    kind_folders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Where documents of a kind belong, where it is not the default folder."""
    readiness: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the readiness checks that a tier requires, where it is not the usual set."""
    limits: Limits = field(default_factory=Limits)
    path: str = ""
    """The file that was read; empty for the defaults."""

    def severity(self, rule: str, path: str, default: Severity) -> Severity | None:
        """The severity of a rule's findings in a file; None where the rule is off."""
        chosen: Severity | None = self.severities.get(rule, default)
        for override in self.overrides:
            if rule in override.severities and any(matches(path, glob) for glob in override.paths):
                chosen = override.severities[rule]
        return chosen


def matches(path: str, glob: str) -> bool:
    """Whether a path matches a glob: `*` within a folder, `**` across folders; a folder's name stands for all in it."""
    pattern = ""
    for part in re.split(r"(\*\*/?|\*|\?)", glob.strip("/")):
        pattern += {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
    return re.fullmatch(f"{pattern}(?:/.*)?", path) is not None


def parse_as_of(text: str) -> datetime:
    """The moment that `text` names: an instant with its zone, or the end of a day in UTC. Raises ValueError."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(), UTC)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except OverflowError:  # the last day of the calendar has no end, and its first ones begin before it elsewhere
        raise ValueError(f"{text} is beyond the calendar") from None
    raise ValueError(f"{text} has no zone: add Z for UTC")
