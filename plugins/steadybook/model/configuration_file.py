"""The configuration as it is written: steadybook.toml, or `[tool.steadybook]` in pyproject.toml; never both."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from steadybook.model.configuration import Configuration, Override, parse_as_of
from steadybook.model.errors import ConfigurationError
from steadybook.model.finding import Severity
from steadybook.model.wording import closest
from steadybook.source.limits import Limits
from steadybook.source.spans import LineIndex, Route, Span

OFF = "off"
OWN, SHARED = "steadybook.toml", "pyproject.toml"
"""Where a configuration may stand: the file that holds nothing else, and the one shared with other tools."""
IN_SHARED: Route = ("tool", "steadybook")
"""Where it stands in the shared file."""
TABLES = MappingProxyType({OWN: "{}", SHARED: "tool.steadybook.{}"})
"""The name of a table in either file."""
HEADER = re.compile(r"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*[\"']?steadybook(?![\w-])[^\n#]*", re.MULTILINE)
"""What it begins with there, to be looked for where the file is no TOML."""
MOST_SHOWN = 60
"""Characters of a value that a message repeats."""
MOST_NAMED = 20
"""So many words that are allowed are listed; of more, the nearest is named."""


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


def is_configured_in_shared(root: Path) -> bool:
    """Whether the file that other tools share holds a configuration, right or wrong."""
    return _place_in_shared(root) is not None


def _stands_nowhere_else(root: Path) -> None:
    """Raises ConfigurationError where there is a second configuration, which would count for nothing."""
    found = _place_in_shared(root)
    if found is not None:
        text, span = found
        message = f"the configuration stands in {OWN} already: this one counts for nothing"
        help = f"Move what is meant to {OWN}, and delete it here."
        raise _placed(message, SHARED, span, LineIndex(text).line, help)


def _place_in_shared(root: Path) -> tuple[str, Span] | None:
    """The text of the file that other tools share, and where the configuration begins in it."""
    file = root / SHARED
    data = file.read_bytes() if file.is_file() else b""
    if b"steadybook" not in data:
        return None
    text = data.decode("utf-8", "replace")
    try:
        tool = tomllib.loads(text).get("tool")
    except (ValueError, RecursionError):
        header = HEADER.search(text)
        return (text, LineIndex(text).span(*header.span())) if header is not None else None
    if not isinstance(tool, dict) or "steadybook" not in tool:
        return None
    from steadybook.source.toml_places import TomlPlaces  # on use: nearly always, nobody asks where it stands

    places = TomlPlaces(text)
    return text, places.key(IN_SHARED) or places.value(IN_SHARED[:1]) or Span(1, 1, 1, 1)


def _error(message: str, path: str, text: str, place: tuple[int, int], help: str) -> ConfigurationError:
    """The error about the characters of a text from an offset to another one."""
    lines = LineIndex(text)
    return _placed(message, path, lines.span(*place), lines.line, help)


def _placed(message: str, path: str, span: Span, line: Callable[[int], str], help: str) -> ConfigurationError:
    """The error about a span, of which the first line is shown."""
    text = line(span.line)
    if span.end_line > span.line:
        span = Span(span.line, span.column, span.line, len(text) + 1)
    return ConfigurationError(message, path, span, help, (text,))


def _table(file: Path, name: str) -> tuple[Any, str]:
    data = file.read_bytes().removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode("utf-8"))
        text = data.decode("utf-8", "replace")
        raise _error("this is not UTF-8 text", name, text, (start, start + 1), "Save the file as UTF-8.") from None
    try:
        table = tomllib.loads(text)
    except RecursionError:
        raise ConfigurationError("this is nested too deeply", name, help="No key needs so many brackets.") from None
    except tomllib.TOMLDecodeError as error:
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise _error(f"not valid TOML: {reason}", name, text, _told(str(error), text), "Mend the syntax.") from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise ConfigurationError(
            "it holds a number of thousands of digits", name, help="Write a shorter one."
        ) from None
    if name == OWN:
        return table, text
    tool = table.get("tool", {})
    return (tool["steadybook"] if isinstance(tool, dict) and "steadybook" in tool else None), text


def _told(error: str, text: str) -> tuple[int, int]:
    """The offsets of the place that an error of the TOML reader tells in words."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", error)
    if place is None:  # "at end of document"
        end = len(text.rstrip())
        return end, end
    start = LineIndex(text).offset(int(place[1]), int(place[2]))
    return start, start + 1


def _mkdocs_site_url(root: Path) -> str:
    file = root / "mkdocs.yml"
    if not file.is_file():
        return ""
    # Only this one line is wanted: the file as a whole may hold tags that only MkDocs can resolve.
    match = re.search(r"^site_url:[ \t]*[\"']?(https?://[^\s\"'#]+)", file.read_text("utf-8", "replace"), re.MULTILINE)
    return match[1].rstrip("/") + "/" if match else ""


class _Parser:
    """Checks every key and value of the table; each mistake is a ConfigurationError at its place.

    `at` is always the route of what is looked at, below the configuration's own table.
    """

    def __init__(self, path: str, text: str, rules: frozenset[str], kinds: frozenset[str]) -> None:
        self.path, self.text, self.rules, self.kinds = path, text, rules, kinds
        self.keys: dict[str, Callable[[Route, Any], Any]] = {
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
        """The configuration that a table holds."""
        given = self._mapping((), table, "Write [tool.steadybook] and the keys below it.")
        values: dict[str, Any] = {}
        for key, value in given.items():
            name = key.replace("-", "_")
            if name not in self.keys:
                self._unknown((key,), tuple(self.keys))
            if name in values:
                self._fail((key,), f"`{name}` is written twice", "Leave one of them out.", key=True)
            values[name] = self.keys[name]((key,), value)
        return Configuration(**values, path=self.path)

    def _fail(self, at: Route, message: str, help: str = "", *, key: bool = False) -> NoReturn:
        """Raises the error about the value at a route, or about its key."""
        raise _placed(message, self.path, self._span(at, key=key), LineIndex(self.text).line, help)

    def _refuse(self, at: Route, what: str, help: str) -> NoReturn:
        """Raises the error about the value at a route, which is repeated as it is written: `value` is not …"""
        error = _placed("", self.path, self._span(at), LineIndex(self.text).line, help)
        assert error.span is not None
        written = error.excerpt[0][error.span.column - 1 : error.span.end_column - 1].strip("\"'")
        shown = written if len(written) <= MOST_SHOWN else f"{written[: MOST_SHOWN - 1]}…"
        error.message = f"`{shown}` {what}"
        raise error

    def _span(self, at: Route, *, key: bool = False) -> Span:
        """The place of the value at a route, or of its key; of what is around it where it has none."""
        from steadybook.source.toml_places import TomlPlaces  # on use: most configurations are right

        whole = at if self.path == OWN else (*IN_SHARED, *at)
        span = None
        try:
            places = TomlPlaces(self.text)
        except RecursionError:  # nested as deeply as the reader of TOML itself just bore
            return Span(1, 1, 1, 1)
        if not key:
            span = places.value(whole)
        while span is None and whole:
            span = places.key(whole) or (places.value(whole) if key else None)
            whole = whole[:-1]
        return span or Span(1, 1, 1, 1)

    def _unknown(self, at: Route, known: tuple[str, ...], what: str = "key") -> NoReturn:
        """Raises the error about a key that is none."""
        word = str(at[-1])
        self._fail(at, f"unknown {what} `{word}`", _meant(word, known), key=True)

    def _mapping(self, at: Route, value: Any, help: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._fail(at, f"`{at[-1] if at else 'steadybook'}` must be a table", help)
        return value

    def _texts(self, at: Route, value: Any, help: str = 'For example ["catalog"].') -> tuple[str, ...]:
        if not isinstance(value, list):
            self._fail(at, f"`{at[-1]}` must be a list of texts", help)
        for index, text in enumerate(value):
            if not isinstance(text, str) or not text:
                self._fail((*at, index), f"`{at[-1]}` must be a list of texts", help)
        return tuple(value)

    def _inside(self, at: Route, folders: tuple[str, ...]) -> tuple[str, ...]:
        for index, folder in enumerate(folders):
            if not folder.isprintable():
                self._refuse((*at, index), "holds a character that is not printed", "Write the folder's name.")
            parts = folder.replace("\\", "/").split("/")
            if folder.startswith("/") or ".." in parts or ":" in parts[0]:
                message = f"`{folder}` leads out of the repository"
                self._fail((*at, index), message, "Name folders from the repository's root.")
        return tuple(folder.strip("/") for folder in folders)

    def _folders(self, at: Route, value: Any) -> tuple[str, ...]:
        folders = self._inside(at, self._texts(at, value))
        if not folders:
            self._fail(at, "`folders` names no folder", 'For example folders = ["catalog", "runbooks"].')
        return folders

    def _as_of(self, at: Route, value: Any) -> str:
        text = value.isoformat() if isinstance(value, (date, datetime)) else value
        try:
            parse_as_of(text)
        except (TypeError, ValueError):
            self._refuse(at, "is not a date or instant", "Write 2026-11-22 or 2026-11-22T06:00:00Z.")
        return str(text)

    def _site_url(self, at: Route, value: Any) -> str:
        if not isinstance(value, str) or not re.match(r"https?://[^\s/]+", value):
            self._refuse(at, "is not an address", "Write it in full, beginning with https://.")
        return str(value).rstrip("/") + "/"

    def _measurements_note(self, at: Route, value: Any) -> str:
        if not isinstance(value, str):
            self._fail(at, "`measurements_note` must be a text", "Write one sentence in quotes.")
        return value

    def _severities(self, at: Route, value: Any) -> dict[str, Severity | None]:
        found: dict[str, Severity | None] = {}
        for rule, word in self._mapping(at, value, 'For example placeholder-text = "warning" below it.').items():
            if rule not in self.rules:
                self._unknown((*at, rule), tuple(sorted(self.rules)), "rule")
            if word != OFF and word not in tuple(Severity):
                self._refuse((*at, rule), "is not a severity", _meant(word, (*Severity, OFF), "Allowed"))
            found[rule] = None if word == OFF else Severity(word)
        return found

    def _overrides(self, at: Route, value: Any) -> tuple[Override, ...]:
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            table = TABLES[self.path].format("overrides")
            self._fail(at, "`overrides` must be a list of tables", f"Write [[{table}]].")
        found = []
        for index, item in enumerate(value):
            here = (*at, index)
            for key in item:
                if key not in ("paths", "severities"):
                    self._unknown((*here, key), ("paths", "severities"))
            for key in ("paths", "severities"):
                if key not in item:
                    self._fail(here, f"an override lacks `{key}`", "It needs paths and severities.")
            paths = self._texts((*here, "paths"), item["paths"], 'For example ["runbooks/old/**"].')
            found.append(Override(paths, self._severities((*here, "severities"), item["severities"])))
        return tuple(found)

    def _alert_severities(self, at: Route, value: Any) -> dict[str, str]:
        levels = self._mapping(at, value, 'For example page = "P1" below it.')
        for word, level in levels.items():
            if level not in ("P0", "P1", "P2", "P3"):
                self._refuse((*at, word), "is not a level", "Allowed: P0, P1, P2, P3.")
        return dict(levels)

    def _kind_folders(self, at: Route, value: Any) -> dict[str, tuple[str, ...]]:
        found = {}
        for kind, folders in self._mapping(at, value, 'For example runbook = ["playbooks"] below it.').items():
            if kind not in self.kinds:
                self._unknown((*at, kind), tuple(sorted(self.kinds)), "kind")
            found[kind] = self._inside((*at, kind), self._texts((*at, kind), folders))
        return found

    def _readiness(self, at: Route, value: Any) -> Mapping[str, tuple[str, ...]]:
        from steadybook.sre.readiness import CHECK_IDS, TIERS  # on use: few repositories choose their own sets

        found = {}
        for tier, checks in self._mapping(
            at, value, 'For example critical = ["error-budget-policy"] below it.'
        ).items():
            if tier not in TIERS:
                self._unknown((*at, tier), TIERS, "tier")
            found[tier] = self._texts((*at, tier), checks, 'For example ["error-budget-policy"].')
            for index, check in enumerate(found[tier]):
                if check not in CHECK_IDS:
                    self._fail((*at, tier, index), f"unknown readiness check `{check}`", _meant(check, CHECK_IDS))
        return found

    def _limits(self, at: Route, value: Any) -> Limits:
        limits = self._mapping(at, value, "For example bytes = 5000000 below it.")
        for key, number in limits.items():
            if key not in ("bytes", "nodes"):
                self._unknown((*at, key), ("bytes", "nodes"))
            if type(number) is not int or number < 1:
                self._refuse((*at, key), "is not a whole number from 1", "Write digits alone, without a unit.")
        return Limits(**limits)


def _meant(word: object, known: tuple[str, ...], label: str = "Known") -> str:
    """The word that was meant, as far as one is near, and all that there are, unless they are many."""
    near = closest(word, known) if isinstance(word, str) else None
    did = f"Did you mean `{near}`? " if near else ""
    listed = f"{label}: {', '.join(known)}." if len(known) < MOST_NAMED else ""
    return f"{did}{listed}".strip()
