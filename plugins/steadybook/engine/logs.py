"""Checks logs against the structured log standard: line by line, in constant memory, as quickly as parsing allows."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from steadybook.analysis.log_records import Fault, RecordCheck
from steadybook.analysis.log_wording import worded
from steadybook.engine import cache
from steadybook.engine.check import Summary, with_fingerprints
from steadybook.engine.repository import no_collection, open_repository
from steadybook.model.configuration import Configuration
from steadybook.model.discovery import rules
from steadybook.model.finding import Finding, Severity
from steadybook.model.rule import RegisteredRule
from steadybook.model.wording import shown
from steadybook.source.json_places import Range, field_places
from steadybook.source.log_lines import (
    LONGEST_LINE,
    LogEncodingError,
    LogReadError,
    TooLong,
    batches,
    opened_log,
)
from steadybook.source.spans import Span

MOST_SHOWN: Final = 20
"""Findings of one rule that are reported unless more are asked for: enough to see the pattern."""
LONGEST_EXCERPT: Final = 10_000
"""Characters of a line that is shown with its finding; of longer ones only the place is said."""

INVALID_JSON: Final = "log-invalid-json"
NOT_AN_OBJECT: Final = "log-not-an-object"
INVALID_ENCODING: Final = "log-invalid-encoding"
LINE_TOO_LONG: Final = "log-line-too-long"
UNREADABLE: Final = "log-unreadable"

# What orjson says of a line that is cut off; anything else that it says is passed on.
_CUT_OFF: Final = "unexpected end of data"


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log to check: the path to open (`-` for standard input), and the one that reports name."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class LogResult:
    """What was found in some logs; the summary counts all findings, `unshown` by rule those that are left out."""

    findings: tuple[Finding, ...]
    summary: Summary
    rules: Mapping[str, RegisteredRule]
    as_of: datetime
    unshown: Mapping[str, int]
    reported: None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a repository says about logs. Without catalogued services, names of services are not checked."""

    configuration: Configuration
    services: frozenset[str] | None
    as_of: datetime


def surroundings(root: Path) -> Surroundings:
    """What the repository at `root` says about logs. Raises ConfigurationError."""
    store = cache.Store.at(root)
    repository = open_repository(root, known=store.facts, meanwhile=store.meanwhile)
    services = frozenset(repository.context.corpus.ids("service"))
    return Surroundings(repository.configuration, services or None, repository.context.as_of)


def check_logs(files: Iterable[LogFile], around: Surroundings, most: int = MOST_SHOWN) -> LogResult:
    """Checks the logs one after the other and shows at most `most` findings of each rule (at least 1)."""
    started = time.perf_counter()
    tally = _Tally(around.configuration, most)
    check = RecordCheck(around.services)
    records = 0
    with no_collection():  # nothing here has cycles, and every record would be walked again and again
        for file in files:
            log = _Log(file.name, tally, check, around.services)
            log.read(file.path)
            records += log.records
    return tally.result(records, around.as_of, time.perf_counter() - started)


@dataclass(slots=True)
class _Kind:
    """Findings of one rule and severity: how many there are, and how many are shown at most."""

    severity: Severity
    most: int
    count: int = 0


class _Found(NamedTuple):
    """A finding that is to be shown."""

    rule: str
    severity: Severity


class _Tally:
    """Counts all findings, and keeps of each rule and severity as many as are to be shown."""

    def __init__(self, configuration: Configuration, most: int) -> None:
        self.kinds: dict[tuple[str, Severity], _Kind] = {}
        self.files: set[str] = set()
        self.findings: list[Finding] = []
        self._configuration = configuration
        self._most = most
        self._rules = rules()

    def kind(self, rule: str, path: str) -> _Kind:
        """What is counted together with a rule's finding in a file."""
        severity = self._configuration.severity(rule, path, self._rules[rule].rule.severity)
        if severity is None:
            return _Kind(Severity.INFO, 0)  # switched off: counted by itself, where nobody looks
        self.files.add(path)
        return self.kinds.setdefault((rule, severity), _Kind(severity, self._most))

    def result(self, records: int, as_of: datetime, seconds: float) -> LogResult:
        """Everything that was counted."""
        by_severity: Counter[Severity] = Counter()
        unshown: Counter[str] = Counter()
        for (rule, severity), kind in self.kinds.items():
            by_severity[severity] += kind.count
            unshown[rule] += max(kind.count - kind.most, 0)
        summary = Summary(
            documents=records,
            errors=by_severity[Severity.ERROR],
            warnings=by_severity[Severity.WARNING],
            infos=by_severity[Severity.INFO],
            files_with_findings=len(self.files),
            waived=0,
            seconds=seconds,
            unit="record",
        )
        base = self._configuration.site_url
        addressed = (replace(f, url=f"{base}rules/{f.rule}/" if base else "") for f in self.findings)
        findings = tuple(with_fingerprints(sorted(addressed, key=lambda finding: finding.sort_key)))
        return LogResult(findings, summary, self._rules, as_of, {rule: n for rule, n in sorted(unshown.items()) if n})


class _Kinds(dict[str, _Kind]):
    """The kinds of findings of one file by their rules, as they come up."""

    def __init__(self, path: str, tally: _Tally) -> None:
        super().__init__()
        self._path = path
        self._tally = tally

    def __missing__(self, rule: str) -> _Kind:
        kind = self[rule] = self._tally.kind(rule, self._path)
        return kind


class _Log:
    """The check of one log."""

    def __init__(self, name: str, tally: _Tally, check: RecordCheck, services: Collection[str] | None) -> None:
        self.records = 0
        self._name = name
        self._tally = tally
        self._check = check
        self._kinds = _Kinds(name, tally)
        self._services = services
        self._first = 1
        """The number of the first line of the batch at hand."""

    def read(self, path: str) -> None:
        """Checks the log to its end, or to where it cannot be read any more."""
        try:
            with opened_log(path) as stream:
                for lines in batches(stream):
                    self._batch(lines)
                    self._first += len(lines)
        except LogReadError as error:
            help = "What came before has been checked." if self._first > 1 else "Name a file that can be read."
            self._say(UNREADABLE, self._first, f"this log cannot be read: {error.reason}", help)
        except LogEncodingError as error:
            help = f"Convert it first: `iconv -f {error.encoding} -t UTF-8 FILE | steadybook logs check -`."
            self._say(INVALID_ENCODING, 1, f"this log is {error.encoding}, not UTF-8", help)

    def _batch(self, lines: list[bytes]) -> None:
        numbers: Sequence[int]
        records, numbers = self._values(lines)
        if not {dict}.issuperset(map(type, records)):
            records, numbers = self._objects(lines, records, numbers)
        self.records += len(records)
        shown_here: list[tuple[int, int, Fault]] = []
        for order, (fault, places) in enumerate(self._check(records)):
            kind = self._kinds[fault.rule]
            if kind.count >= kind.most:
                kind.count += len(places)  # nothing more of its kind is shown
            else:
                shown_here += [(place, order, fault) for place in places]
        for place, _, fault in sorted(shown_here, key=itemgetter(0, 1)):
            found = self._counted(fault.rule)
            if found is not None:
                number = numbers[place]
                self._fault(fault, found, records[place], self._first + number, lines[number])

    def _values(self, lines: list[bytes]) -> tuple[list[Any], Sequence[int]]:
        """What is JSON, with the numbers of its lines in the batch; other lines are reported, but for empty ones."""
        values: list[Any] = []
        broken: set[int] = set()
        parsed = map(orjson.loads, lines)
        while True:
            try:
                values.extend(parsed)  # up to a line that is none; what came before is kept
            except orjson.JSONDecodeError as error:
                number = len(values) + len(broken)
                broken.add(number)
                line = lines[number]
                if isinstance(line, TooLong) or line.strip():
                    self.records += 1
                    self._broken(line, self._first + number, error)
            else:
                numbers = range(len(lines))
                return values, [n for n in numbers if n not in broken] if broken else numbers

    def _objects(
        self, lines: list[bytes], values: Sequence[Any], numbers: Sequence[int]
    ) -> tuple[list[dict[str, Any]], list[int]]:
        """The objects among the values, with their numbers in the batch; the others are reported."""
        kept: list[dict[str, Any]] = []
        places: list[int] = []
        for number, value in zip(numbers, values, strict=True):
            if type(value) is dict:
                kept.append(value)
                places.append(number)
                continue
            self.records += 1
            found = self._counted(NOT_AN_OBJECT)
            if found is not None:
                text = lines[number].decode()
                message = f"{shown(text)} is JSON, but no object"
                place = _inside(text, 0, len(text.rstrip()))
                self._keep(
                    found, self._first + number, message, 'Write one object a line, `{"timestamp": …}`.', place, text
                )
        return kept, places

    def _broken(self, line: bytes, number: int, error: orjson.JSONDecodeError) -> None:
        """Says why a line is no JSON."""
        if isinstance(line, TooLong):
            message = f"this line has {line.size:,} bytes, more than {LONGEST_LINE:,}"
            self._say(LINE_TOO_LONG, number, message, "Keep large values out of logs; the line has not been read.")
            return
        try:
            text = line.decode().rstrip("\r")
        except UnicodeDecodeError as wrong:
            found = self._counted(INVALID_ENCODING)
            if found is not None:
                before = line[: wrong.start].decode()
                message = f"the byte 0x{line[wrong.start]:02x} is not UTF-8"
                help = "Write logs as UTF-8; another encoding can be converted with iconv."
                text = line.decode(errors="backslashreplace")
                self._keep(found, number, message, help, (len(before), len(before) + 4), text)
            return
        found = self._counted(INVALID_JSON)
        if found is not None:
            message, help, at = _why_no_json(text, error)
            self._keep(found, number, message, help, _inside(text, at, at + 1), text)

    def _fault(self, fault: Fault, found: _Found, record: dict[str, Any], number: int, line: bytes) -> None:
        message, help = worded(fault, record, self._services)
        text = line.decode().rstrip("\r")
        places = field_places(text, fault.field)
        # What is missing is missing in the object, which begins at its brace.
        start, end = places[1] if places else (text.find("{"), text.find("{") + 1)
        self._keep(found, number, message, help, (start, end), text)

    def _counted(self, rule: str) -> _Found | None:
        """Counts a finding of a rule; None where only its number is to be said, so that nobody words it."""
        kind = self._kinds[rule]
        kind.count += 1
        return _Found(rule, kind.severity) if kind.count <= kind.most else None

    def _say(self, rule: str, line: int, message: str, help: str) -> None:
        found = self._counted(rule)
        if found is not None:
            self._keep(found, line, message, help)

    def _keep(self, found: _Found, line: int, message: str, help: str, place: Range = (0, 0), text: str = "") -> None:
        span = Span(line, place[0] + 1, line, place[1] + 1)
        excerpt = (text,) if text and len(text) <= LONGEST_EXCERPT else ()
        self._tally.findings.append(
            Finding(found.rule, found.severity, self._name, span, message, help, excerpt=excerpt)
        )


def _why_no_json(text: str, error: orjson.JSONDecodeError) -> tuple[str, str, int]:
    """Message, help, and the offset of the character at which reading stopped."""
    if "\0" in text:
        help = "A crash or a full disk leaves such bytes, and so does a file that is no log."
        return "there is a NUL byte in this line", help, text.index("\0")
    if not text.lstrip().startswith(("{", "[")):
        return f"this line is no JSON: {shown(text)}", "Write one JSON object a line.", 0
    if error.msg.startswith(_CUT_OFF):
        help = "A crash, a rotation in the middle of a write, or a limit on length cuts lines off."
        return "the record ends before it is complete", help, max(len(text.rstrip()) - 1, 0)
    return f"this line is no JSON: {error.msg}", "Let a JSON library write the record instead of a template.", error.pos


def _inside(text: str, start: int, end: int) -> Range:
    return min(start, len(text)), min(end, max(len(text), 1))
