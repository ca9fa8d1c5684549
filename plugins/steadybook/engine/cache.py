"""Remembers findings between runs. Never trusted over the files: keyed by content, program and configuration.

An entry of a document holds its facts, its findings, and the questions that they depend on. It is used when the content
is the same as now and no change of another document, of the moment or of the files around touches these questions.
Deleting the folder is always safe.

The file has a line for each entry, so that a run decodes only what it needs and writes the rest back as it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import steadybook
from steadybook.model.corpus import Query
from steadybook.model.document import Facts
from steadybook.model.finding import Finding, RelatedPlace, ResolvedFix, Severity
from steadybook.model.kind import Provided
from steadybook.model.reference import Reference
from steadybook.source.spans import Span
from steadybook.source.writing import write_atomically

FOLDER = ".steadybook_cache"
FILE = "check"
FORMAT = 4
_scan = json.JSONDecoder().raw_decode  # json.loads without its checks, which take longer than these short texts
CONFIGURATION = ("steadybook.toml", "pyproject.toml", "mkdocs.yml")


class Entry:
    """What is remembered of one document, or of one rule over the whole corpus (an empty digest)."""

    __slots__ = ("_facts", "_findings", "_line", "_queries", "digest")

    def __init__(
        self, digest: str, facts: Facts | None, findings: tuple[Finding, ...], queries: frozenset[Query]
    ) -> None:
        self.digest = digest
        self._facts = facts
        self._findings: tuple[Finding, ...] | None = findings
        self._queries: frozenset[Query] | None = queries
        self._line = ""

    @classmethod
    def stored(cls, digest: str, line: str) -> Entry:
        """An entry as it stands in the file; its parts are decoded when somebody asks."""
        entry = cls(digest, None, (), frozenset())
        entry._findings = entry._queries = None
        entry._line = line
        return entry

    def _column(self, number: int) -> Any:
        return _scan(self._line.split("\t")[number])[0]

    @property
    def facts(self) -> Facts | None:
        """What is known of the document; None for a rule over the corpus."""
        if self._facts is None and self._line and self.digest:
            self._facts = _decode_facts(self._column(2))
        return self._facts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found."""
        if self._findings is None:
            self._findings = tuple(map(_decode_finding, self._column(3)))
        return self._findings

    @property
    def queries(self) -> frozenset[Query]:
        """What the rules asked of the corpus."""
        if self._queries is None:
            self._queries = frozenset(map(tuple, self._column(4)))
        return self._queries

    def line(self, name: str) -> str:
        """The entry as it is stored: name, digest, facts, findings and queries."""
        if not self._line:
            facts = _encode_facts(self._facts) if self._facts is not None else None
            findings = [_encode_finding(finding) for finding in self.findings]
            self._line = "\t".join(map(_text, (name, self.digest, facts, findings, sorted(self.queries))))
        return self._line


@dataclass(slots=True)
class Memory:
    """The entries of one run by path, those of rules over the corpus and of rules that come last by other names."""

    entries: dict[str, Entry] = field(default_factory=dict)
    rules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the rules for each kind, so that only those are imported which have something to do."""
    flagged: frozenset[str] = frozenset()
    """The files with errors or warnings, as far as the rules know that come last."""
    surroundings: dict[Query, str] = field(default_factory=dict)
    """What the rules asked of anything but documents, with the answers."""

    def facts(self, path: str, digest: str) -> Facts | None:
        """The facts of a file with this content, if it was seen before."""
        entry = self.entries.get(path)
        return entry.facts if entry is not None and entry.digest == digest else None


def key(root: Path) -> str:
    """Changes with the program and with the configuration of the repository at `root`."""
    state = blake2b(_program_state().encode(), digest_size=16)
    for name in CONFIGURATION:
        file = root / name
        state.update(file.read_bytes() if file.is_file() else b"\0")
    return state.hexdigest()


@cache
def _program_state() -> str:
    """Changes with every file of the program, so that an edited rule is never answered from memory."""
    root = Path(steadybook.__file__).parent
    state = [str(FORMAT), steadybook.__version__]
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith(".py"):
                status = Path(folder, name).stat()
                state.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return " ".join(state)


def load(root: Path, key: str) -> Memory:
    """The memory of earlier runs with the same key; an empty one where there is none that can be used."""
    try:
        head, _, body = (root / FOLDER / FILE).read_bytes().partition(b"\n")
        header = json.loads(head)
        if header["key"] != key or header["sum"] != _sum(body):
            return Memory()
        return _decode(header, body.decode("ascii"))
    except (OSError, ValueError, KeyError, TypeError):
        # Whatever is wrong with it, a cache that cannot be read is no cache: all is computed anew.
        return Memory()


def save(root: Path, key: str, memory: Memory) -> None:
    """Stores the memory atomically; where the folder cannot be written, runs stay cold."""
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            write_atomically(ignore, b"*\n")
        write_atomically(folder / FILE, _encode(key, memory))
    except OSError:
        return


def _sum(body: bytes) -> str:
    """A half-written or damaged file must not pass: what is missing from it would never be noticed."""
    return blake2b(body, digest_size=16).hexdigest()


def _text(value: object) -> str:
    """JSON in ASCII, without the tabs and line ends that separate the parts of the file."""
    return json.dumps(value, separators=(",", ":"))


def _encode(key: str, memory: Memory) -> bytes:
    body = "\n".join(entry.line(name) for name, entry in memory.entries.items()).encode("ascii")
    surroundings = [[list(query), answer] for query, answer in memory.surroundings.items()]
    header = {
        "key": key,
        "sum": _sum(body),
        "rules": memory.rules,
        "flagged": sorted(memory.flagged),
        "surroundings": surroundings,
    }
    return _text(header).encode("ascii") + b"\n" + body


def _decode(header: Mapping[str, Any], body: str) -> Memory:
    entries: dict[str, Entry] = {}
    for line in body.split("\n"):
        name, digest, _ = line.split("\t", 2)
        entries[_scan(name)[0]] = Entry.stored(_scan(digest)[0], line)
    rules = {kind: tuple(ids) for kind, ids in header["rules"].items()}
    surroundings = {tuple(query): answer for query, answer in header["surroundings"]}
    return Memory(entries, rules, frozenset(header["flagged"]), surroundings)


def _encode_facts(facts: Facts) -> list[Any]:
    return [
        facts.kind,
        facts.intact,
        [[p.kind, p.id, list(p.route)] for p in facts.provides],
        [[list(r.route), list(r.kinds), r.id] for r in facts.references],
    ]


def _decode_facts(stored: Iterable[Any]) -> Facts:
    kind, intact, provides, references = stored
    return Facts(
        kind,
        intact,
        tuple(Provided(kind, id, tuple(route)) for kind, id, route in provides),
        tuple(Reference(tuple(route), tuple(kinds), id) for route, kinds, id in references),
    )


def _span(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]


def _encode_finding(finding: Finding) -> list[Any]:
    fix = finding.fix
    return [
        finding.rule,
        finding.severity.value,
        finding.path,
        _span(finding.span),
        finding.message,
        finding.help,
        finding.time_dependent,
        [[place.path, _span(place.span), place.message] for place in finding.related],
        [fix.title, fix.path, [[_span(edit.span), edit.replacement] for edit in fix.edits], fix.safe] if fix else None,
        list(finding.excerpt),
    ]


def _decode_finding(stored: Iterable[Any]) -> Finding:
    rule, severity, path, span, message, help, time_dependent, related, fix, excerpt = stored
    return Finding(
        rule=rule,
        severity=Severity(severity),
        path=path,
        span=Span(*span),
        message=message,
        help=help,
        time_dependent=time_dependent,
        related=tuple(RelatedPlace(path, Span(*place), text) for path, place, text in related),
        fix=_decode_fix(fix) if fix else None,
        excerpt=tuple(excerpt),
    )


def _decode_fix(stored: Iterable[Any]) -> ResolvedFix:
    from steadybook.source.edits import Edit  # on use: most runs have no fix to show

    title, path, edits, safe = stored
    return ResolvedFix(title, path, tuple(Edit(Span(*span), text) for span, text in edits), safe)
