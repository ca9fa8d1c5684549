"""Remembers findings between runs. Never trusted over the files: keyed by content, program and configuration.

An entry of a document holds its facts, its findings, and the questions that they depend on. It is used when the content
is the same as now and no change of another document, of the moment or of the files around touches these questions.
Deleting the folder is always safe.

The file begins with its key and the sum of the rest, then a line about all. Behind that it has three lines for each
entry. The first lines are decoded at once: names, digests and facts, which every run
needs. The others hold references, then findings and queries; a run decodes what it needs and writes the rest back as it
was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import steadybook
from steadybook.model.corpus import Query
from steadybook.model.facts import Facts
from steadybook.model.finding import Finding, RelatedPlace, ResolvedFix, Severity
from steadybook.model.loading import preparations, preparations_for_all
from steadybook.source.spans import Span
from steadybook.source.writing import write_atomically

FOLDER = ".steadybook_cache"
FILE = "check"
FORMAT = 8
LARGE = 300_000
"""Bytes, of some five hundred documents."""
_scan = json.JSONDecoder().raw_decode  # json.loads without its checks, which take longer than these short texts
CONFIGURATION = ("steadybook.toml", "pyproject.toml", "mkdocs.yml")


class Entry:
    """What is remembered of one document, or of one rule over the whole corpus (an empty digest)."""

    __slots__ = ("_findings", "_head", "_line", "_queries", "_references", "digest", "facts")

    def __init__(
        self, digest: str, facts: Facts | None, findings: tuple[Finding, ...], queries: frozenset[Query]
    ) -> None:
        self.digest = digest
        self.facts = facts
        """What is known of the document; None for a rule over the corpus."""
        self._findings: tuple[Finding, ...] | None = findings
        self._queries: frozenset[Query] | None = queries
        self._head = self._references = self._line = ""

    @classmethod
    def stored(cls, digest: str, facts: Facts | None, head: str, references: str, line: str) -> Entry:
        """An entry as it stands in the file; references, findings and queries are decoded when somebody asks."""
        entry = cls(digest, facts, (), frozenset())
        entry._findings = entry._queries = None
        entry._head, entry._references, entry._line = head, references, line
        return entry

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules found."""
        if self._findings is None:
            text = self._line.partition("\t")[0]
            self._findings = tuple(map(_decode_finding, _scan(text)[0])) if text != "[]" else ()
        return self._findings

    @property
    def queries(self) -> frozenset[Query]:
        """The queries that the findings rest on."""
        if self._queries is None:
            return frozenset(tuple(_scan(text)[0]) for text in self._line.split("\t")[1:])
        return self._queries

    @property
    def asked(self) -> Iterable[str]:
        """The queries that the findings rest on, each as a text (`query_text`)."""
        return map(query_text, self._queries) if self._queries is not None else self._line.split("\t")[1:]

    def rests_on(self, touched: Touched) -> bool:
        """Whether one of these queries is among those that the rules asked."""
        if self._queries is not None:
            return not touched.queries.isdisjoint(self._queries)
        return not touched.texts.isdisjoint(self.asked)

    def head(self, name: str) -> str:
        """The entry's first line: name, digest and facts, but for references."""
        if not self._head:
            facts = self.facts.record()[:-1] if self.facts is not None else None
            self._head = _text([name, self.digest, facts])
        return self._head

    def references(self) -> str:
        """The entry's second line: the references of its facts."""
        if not self._references:
            self._references = _text(self.facts.record()[-1] if self.facts is not None else [])
        return self._references

    def line(self) -> str:
        """The entry's third line: findings and queries."""
        if not self._line:
            findings = [_encode_finding(finding) for finding in self.findings]
            self._line = "\t".join([_text(findings), *sorted(self.asked)])
        return self._line


def query_text(query: Query) -> str:
    """A query as it stands in the file."""
    return _text(query)


def asked(entries: Iterable[Entry], heads: Iterable[str]) -> list[Query]:
    """The queries of all entries that begin with one of these words, each once."""
    beginnings = tuple(f"[{_text(head)}" for head in heads)
    every = set[str]().union(*(entry.asked for entry in entries))
    return [tuple(_scan(text)[0]) for text in sorted(every) if text.startswith(beginnings)]


class Touched:
    """Queries whose answers changed: as they are, and as they stand in the file, so that none need be decoded."""

    def __init__(self, queries: Iterable[Query]) -> None:
        self.queries = frozenset(queries)
        self.texts = frozenset(map(query_text, self.queries))


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


class Store:
    """What earlier runs over a repository left to this one; read when it is first needed."""

    def __init__(self, root: Path, configuration: bytes) -> None:
        self._root = root
        self._configuration = configuration

    @classmethod
    def at(cls, root: Path) -> Store:
        """The store of the repository at `root`, to be asked for before its configuration is read."""
        return cls(root, configuration_state(root))

    @property
    def meanwhile(self) -> Callable[[], Iterator[object]] | None:
        """`recall`, if that takes so long that another process may as well read the documents meanwhile."""
        try:
            return self.recall if (self._root / FOLDER / FILE).stat().st_size > LARGE else None
        except OSError:
            return None

    @cached_property
    def key(self) -> str:
        """See `key`."""
        return _key(self._configuration)

    @cached_property
    def memory(self) -> Memory:
        """See `load`."""
        return load(self._root, self.key)

    def recall(self) -> Iterator[object]:
        """Reads the memory and prepares for loading documents: steps to take while another process reads them."""
        yield self.memory
        yield from preparations() if self.memory.entries else preparations_for_all()

    def facts(self, path: str, digest: str) -> Facts | None:
        """The facts of a file with this content, if it was seen before."""
        return self.memory.facts(path, digest)

    def save(self) -> None:
        """Stores the memory as it is by now; not if the configuration was edited meanwhile: which one was used?"""
        if configuration_state(self._root) == self._configuration:
            save(self._root, self.key, self.memory)


def key(root: Path) -> str:
    """Changes with the program and with the configuration of the repository at `root`."""
    return _key(configuration_state(root))


def _key(configuration: bytes) -> str:
    return blake2b(program_state().encode() + configuration, digest_size=16).hexdigest()


def configuration_state(root: Path) -> bytes:
    """Changes with the configuration of the repository at `root`."""
    state = blake2b(digest_size=16)
    for name in CONFIGURATION:
        file = root / name
        state.update(blake2b(file.read_bytes()).digest() if file.is_file() else b"\0")
    return state.digest()


@cache
def program_state() -> str:
    """Changes with every file of the program, so that an edited rule is never answered from memory."""
    state = [str(FORMAT), steadybook.__version__]
    pending = [str(Path(steadybook.__file__).parent)]
    while pending:
        with os.scandir(pending.pop()) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    state.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
                elif entry.is_dir() and entry.name != "__pycache__":
                    pending.append(entry.path)
    return " ".join(state)


def load(root: Path, key: str) -> Memory:
    """The memory of earlier runs with the same key; an empty one where there is none that can be used."""
    try:
        mark, _, content = stored(root, FILE).partition(b"\n")
        if mark != _mark(key, content):
            return Memory()
        header, _, body = content.decode("ascii").partition("\n")
        return _decode(json.loads(header), body)
    except (OSError, ValueError, KeyError, TypeError):
        # Whatever is wrong with it, a cache that cannot be read is no cache: all is computed anew.
        return Memory()


def save(root: Path, key: str, memory: Memory) -> None:
    """Stores the memory atomically; where the folder cannot be written, runs stay cold."""
    store(root, FILE, _encode(key, memory))


def stored(root: Path, name: str) -> bytes:
    """A file of the cache folder; nothing where it is a link (see `store`). Raises OSError."""
    return b"" if _is_led_away(root, name) else (root / FOLDER / name).read_bytes()


def store(root: Path, name: str, content: bytes) -> None:
    """Writes a file of the cache folder, which git is told to ignore; where it cannot be written, nothing happens.

    Links are not followed: whoever may add one to a repository would say what file a check of it replaces.

    A power cut may take it away again: what is left of it then does not pass for a memory, and nothing is lost.
    """
    folder = root / FOLDER
    try:
        if _is_led_away(root, name):
            return
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not os.path.lexists(ignore):
            write_atomically(ignore, b"*\n")
        write_atomically(folder / name, content, lasting=False)
    except OSError:
        return


def _is_led_away(root: Path, name: str) -> bool:
    """Whether a file of the cache folder is, or lies behind, a link, or is a pipe or a device."""
    folder = root / FOLDER
    file = folder / name
    return folder.is_symlink() or file.is_symlink() or (file.exists() and not file.is_file())


def _mark(key: str, content: bytes) -> bytes:
    """A half-written or damaged file must not pass: what is missing from it would never be noticed."""
    return f"{key} {blake2b(content, digest_size=16).hexdigest()}".encode("ascii")


def _text(value: object) -> str:
    """JSON in ASCII, without the tabs and line ends that separate the parts of the file."""
    return json.dumps(value, separators=(",", ":"))


def _encode(key: str, memory: Memory) -> bytes:
    heads = (entry.head(name) for name, entry in memory.entries.items())
    references = (entry.references() for entry in memory.entries.values())
    lines = (entry.line() for entry in memory.entries.values())
    body = "\n".join([*heads, *references, *lines]).encode("ascii")
    surroundings = [[list(query), answer] for query, answer in memory.surroundings.items()]
    header = {
        "rules": memory.rules,
        "flagged": sorted(memory.flagged),
        "surroundings": surroundings,
    }
    content = _text(header).encode("ascii") + b"\n" + body
    return _mark(key, content) + b"\n" + content


def _decode(header: Mapping[str, Any], body: str) -> Memory:
    lines = body.split("\n")
    count = len(lines) // 3
    heads, references, lines = lines[:count], lines[count : 2 * count], lines[2 * count :]
    entries = {
        name: Entry.stored(digest, Facts.stored((*facts, named)) if facts is not None else None, head, named, line)
        for (name, digest, facts), head, named, line in zip(
            json.loads(f"[{','.join(heads)}]"), heads, references, lines, strict=True
        )
    }
    rules = {kind: tuple(ids) for kind, ids in header["rules"].items()}
    surroundings = {tuple(query): answer for query, answer in header["surroundings"]}
    return Memory(entries, rules, frozenset(header["flagged"]), surroundings)


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
