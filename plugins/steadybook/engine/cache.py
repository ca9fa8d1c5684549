"""Remembers findings between runs. Never trusted over the files: keyed by content, program and configuration.

An entry of a document holds its facts, its findings, and the queries that they depend on with the fingerprints of
the answers. It is used when the content and all of these are the same as now. Deleting the folder is always safe.
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
from steadybook.source.edits import Edit
from steadybook.source.spans import Span
from steadybook.source.writing import write_atomically

FOLDER = ".steadybook_cache"
FORMAT = 2
CONFIGURATION = ("steadybook.toml", "pyproject.toml", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of one document, or of one rule over the whole corpus (an empty digest)."""

    digest: str
    facts: Facts | None
    findings: tuple[Finding, ...]
    queries: frozenset[Query]


@dataclass(slots=True)
class Memory:
    """All entries with the fingerprints that their queries had."""

    entries: dict[str, Entry] = field(default_factory=dict)
    rules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the rules for each kind, so that only those are imported which have something to do."""
    fingerprints: dict[Query, str] = field(default_factory=dict)

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
        stored = json.loads((root / FOLDER / "check.json").read_bytes())
        if not isinstance(stored, dict) or stored.get("key") != key:
            return Memory()
        return _decode(stored)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
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
        write_atomically(folder / "check.json", json.dumps(_encode(key, memory), separators=(",", ":")).encode())
    except OSError:
        return


def _encode(key: str, memory: Memory) -> dict[str, Any]:
    queries = {query: number for number, query in enumerate(memory.fingerprints)}
    return {
        "key": key,
        "rules": memory.rules,
        "queries": [[list(query), state] for query, state in memory.fingerprints.items()],
        "entries": {
            name: [
                entry.digest,
                _encode_facts(entry.facts) if entry.facts else None,
                [_encode_finding(finding) for finding in entry.findings],
                [queries[query] for query in entry.queries],
            ]
            for name, entry in memory.entries.items()
        },
    }


def _decode(stored: Mapping[str, Any]) -> Memory:
    queries = [tuple(query) for query, _ in stored["queries"]]
    fingerprints = {query: state for query, (_, state) in zip(queries, stored["queries"], strict=True)}
    entries = {
        name: Entry(
            digest,
            _decode_facts(facts) if facts else None,
            tuple(_decode_finding(finding) for finding in findings),
            frozenset(queries[number] for number in numbers),
        )
        for name, (digest, facts, findings, numbers) in stored["entries"].items()
    }
    rules = {kind: tuple(ids) for kind, ids in stored["rules"].items()}
    return Memory(entries, rules, fingerprints)


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
    title, path, edits, safe = stored
    return ResolvedFix(title, path, tuple(Edit(Span(*span), text) for span, text in edits), safe)
