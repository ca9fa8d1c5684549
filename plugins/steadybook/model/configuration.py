"""The configuration: steadybook.toml, or `[tool.steadybook]` in pyproject.toml; never both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from steadybook.model.errors import ConfigurationError
from steadybook.model.finding import Severity
from steadybook.model.wording import closest
from steadybook.source.reader import Limits

DEFAULT_FOLDERS = ("catalog", "slos", "runbooks", "postmortems")
OFF = "off"
OWN, SHARED = "steadybook.toml", "pyproject.toml"
"""Where a configuration may stand: the file that holds nothing else, and the one shared with other tools."""
HEADER = re.compile(r"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*[\"']?steadybook\b", re.MULTILINE)


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
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(), UTC)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone: add Z for UTC")
    return moment.astimezone(UTC)


def load_configuration(root: Path, rules: frozenset[str], kinds: frozenset[str]) -> Configuration:
    """The configuration of a repository. Raises ConfigurationError with the place of the mistake."""
    for name in (OWN, SHARED):
        file = root / name
        if not file.is_file():
            continue
        table, text = _table(file, name)
        if table is not None:
            if name == OWN:
                _stands_nowhere_else(root)
            configuration = _Parser(name, text, rules, kinds).parse(table)
            return replace(configuration, site_url=configuration.site_url or _mkdocs_site_url(root))
    return Configuration(site_url=_mkdocs_site_url(root))


def _stands_nowhere_else(root: Path) -> None:
    """Raises ConfigurationError where there is a second configuration, which would count for nothing."""
    file = root / SHARED
    text = file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
    header = HEADER.search(text)
    if header is not None:
        message = f"the configuration stands in {OWN} already: this one counts for nothing"
        help = f"Move what is meant to {OWN}, and delete it here."
        raise ConfigurationError(message, SHARED, text.count("\n", 0, header.start()) + 1, 1, help)


def _table(file: Path, name: str) -> tuple[dict[str, Any] | None, str]:
    try:
        text = file.read_bytes().decode("utf-8")
        data = tomllib.loads(text)
    except UnicodeDecodeError:
        raise ConfigurationError("this is not UTF-8 text", name, 1, 1, "Save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        message = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise ConfigurationError(f"not valid TOML: {message}", name, line, column, "Mend the syntax.") from None
    if name == OWN:
        return data, text
    tool = data.get("tool", {})
    return (tool["steadybook"] if isinstance(tool, dict) and "steadybook" in tool else None), text


def _mkdocs_site_url(root: Path) -> str:
    file = root / "mkdocs.yml"
    if not file.is_file():
        return ""
    # Only this one line is wanted: the file as a whole may hold tags that only MkDocs can resolve.
    match = re.search(r"^site_url:[ \t]*[\"']?(https?://[^\s\"'#]+)", file.read_text("utf-8", "replace"), re.MULTILINE)
    return match[1].rstrip("/") + "/" if match else ""


class _Parser:
    """Checks every key and value of the table; each mistake is a ConfigurationError at its line."""

    def __init__(self, path: str, text: str, rules: frozenset[str], kinds: frozenset[str]) -> None:
        self.path, self.text, self.rules, self.kinds = path, text, rules, kinds
        self.keys: dict[str, Callable[[Any], Any]] = {
            "folders": self._folders,
            "as_of": self._as_of,
            "site_url": self._site_url,
            "measurements_note": self._measurements_note,
            "severities": self._severities,
            "overrides": self._overrides,
            "alert_severities": self._alert_severities,
            "kind_folders": self._kind_folders,
            "readiness": self._readiness,
            "limits": self._limits,
        }

    def parse(self, table: Any) -> Configuration:
        if not isinstance(table, dict):
            self._fail("steadybook", "this must be a table", "Write [tool.steadybook] and the keys below it.")
        values = {}
        for key, value in table.items():
            name = key.replace("-", "_")
            if name not in self.keys:
                self._unknown(key, tuple(self.keys))
            values[name] = self.keys[name](value)
        return Configuration(**values, path=self.path)

    def _fail(self, key: str, message: str, help: str = "") -> NoReturn:
        line, column = self._place(key)
        raise ConfigurationError(message, self.path, line, column, help)

    def _unknown(self, key: str, known: tuple[str, ...], what: str = "key") -> NoReturn:
        near = closest(key, known)
        did = f"Did you mean `{near}`? " if near else ""
        listed = f"Known: {', '.join(known)}." if len(known) < 20 else ""
        self._fail(key, f"unknown {what} `{key}`", f"{did}{listed}".strip())

    def _place(self, key: str) -> tuple[int, int]:
        inside = self.path == OWN
        pattern = re.compile(rf"""(?<![\w-])["']?{re.escape(key)}["']?(?![\w-])""")
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.startswith("["):
                inside = self.path == OWN or line.startswith(("[tool.steadybook", "[[tool.steadybook"))
            match = pattern.search(line.split("#", 1)[0]) if inside else None
            if match:
                return number, match.start() + 1
        return 1, 1

    def _texts(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self._fail(key, f"`{key}` must be a list of texts", f'For example {key} = ["catalog"].')
        return tuple(value)

    def _inside(self, key: str, folders: tuple[str, ...]) -> tuple[str, ...]:
        for folder in folders:
            parts = folder.replace("\\", "/").split("/")
            if folder.startswith("/") or ".." in parts or ":" in parts[0]:
                self._fail(key, f"`{folder}` leads out of the repository", "Name folders from the repository's root.")
        return tuple(folder.strip("/") for folder in folders)

    def _folders(self, value: Any) -> tuple[str, ...]:
        folders = self._inside("folders", self._texts("folders", value))
        if not folders:
            self._fail("folders", "`folders` names no folder", 'For example folders = ["catalog", "runbooks"].')
        return folders

    def _as_of(self, value: Any) -> str:
        text = value.isoformat() if isinstance(value, (date, datetime)) else value
        try:
            parse_as_of(text)
        except (TypeError, ValueError):
            self._fail("as_of", f"`{value}` is not a date or instant", "Write 2026-11-22 or 2026-11-22T06:00:00Z.")
        return str(text)

    def _site_url(self, value: Any) -> str:
        if not isinstance(value, str) or not re.match(r"https?://[^\s/]+", value):
            self._fail("site_url", f"`{value}` is not an address", "Write it in full, beginning with https://.")
        return str(value).rstrip("/") + "/"

    def _measurements_note(self, value: Any) -> str:
        if not isinstance(value, str):
            self._fail("measurements_note", "`measurements_note` must be a text", "Write one sentence in quotes.")
        return value

    def _severities(self, value: Any) -> dict[str, Severity | None]:
        if not isinstance(value, dict):
            self._fail("severities", "`severities` must be a table of rule = severity")
        found: dict[str, Severity | None] = {}
        for rule, word in value.items():
            if rule not in self.rules:
                self._unknown(rule, tuple(sorted(self.rules)), "rule")
            if word != OFF and word not in tuple(Severity):
                self._fail(rule, f"`{word}` is not a severity", "Allowed: error, warning, info, off.")
            found[rule] = None if word == OFF else Severity(word)
        return found

    def _overrides(self, value: Any) -> tuple[Override, ...]:
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self._fail("overrides", "`overrides` must be a list of tables", "Write [[tool.steadybook.overrides]].")
        found = []
        for item in value:
            for key in item:
                if key not in ("paths", "severities"):
                    self._unknown(key, ("paths", "severities"))
            for key in ("paths", "severities"):
                if key not in item:
                    self._fail("overrides", f"an override lacks `{key}`", "It needs paths and severities.")
            found.append(Override(self._texts("paths", item["paths"]), self._severities(item["severities"])))
        return tuple(found)

    def _alert_severities(self, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            self._fail("alert_severities", "`alert_severities` must be a table of word = level")
        for word, level in value.items():
            if level not in ("P0", "P1", "P2", "P3"):
                self._fail(word, f"`{level}` is not a level", "Allowed: P0, P1, P2, P3.")
        return dict(value)

    def _kind_folders(self, value: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, dict):
            self._fail("kind_folders", "`kind_folders` must be a table of kind = [folders]")
        for kind in value:
            if kind not in self.kinds:
                self._unknown(kind, tuple(sorted(self.kinds)), "kind")
        return {kind: self._inside(kind, self._texts(kind, folders)) for kind, folders in value.items()}

    def _readiness(self, value: Any) -> dict[str, tuple[str, ...]]:
        from steadybook.sre.readiness import CHECK_IDS, TIERS  # on use: few repositories choose their own sets

        if not isinstance(value, dict):
            self._fail("readiness", "`readiness` must be a table of tier = [checks]")
        for tier, checks in value.items():
            if tier not in TIERS:
                self._unknown(tier, TIERS, "tier")
            for check in self._texts(tier, checks):
                if check not in CHECK_IDS:
                    self._unknown(check, CHECK_IDS, "readiness check")
        return {tier: tuple(checks) for tier, checks in value.items()}

    def _limits(self, value: Any) -> Limits:
        if not isinstance(value, dict):
            self._fail("limits", "`limits` must be a table")
        for key, number in value.items():
            if key not in ("bytes", "nodes"):
                self._unknown(key, ("bytes", "nodes"))
            if type(number) is not int or number < 1:
                self._fail(key, f"`{number}` is not a whole number from 1")
        return Limits(**value)
