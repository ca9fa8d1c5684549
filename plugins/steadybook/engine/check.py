"""The check: every rule over every document that it concerns, and only what a change can affect.

For each document all its rules run as one unit, while the corpus records what they ask. The unit's findings are
remembered with those questions and the state of their answers, so that a warm check redoes a unit only when the
document or one of the answers changed.
"""

from __future__ import annotations

import gc
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from steadybook.analysis.ignores import Ignore, ignores
from steadybook.engine import cache
from steadybook.engine.repository import Repository, no_collection, open_repository
from steadybook.engine.resolve import resolve
from steadybook.engine.waivers import Waived, waive
from steadybook.model.context import SURROUNDINGS
from steadybook.model.corpus import Query
from steadybook.model.discovery import kinds, rules
from steadybook.model.document import Document
from steadybook.model.errors import RuleCrashError, UsageError
from steadybook.model.finding import Finding, Severity, Violation
from steadybook.model.flagged import Flagged, flagged_paths
from steadybook.model.kind import kind_of
from steadybook.model.rule import CheckDocument, RegisteredRule

CORPUS = "(corpus)"
"""The rules over the corpus as a whole, among the rules by kind."""
LAST = "(last)"
"""The rules that come last, after the name of their kind."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a check."""

    documents: int
    errors: int
    warnings: int
    infos: int
    files_with_findings: int
    waived: int
    seconds: float
    unit: str = "document"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, in the order of its report."""

    findings: tuple[Finding, ...]
    summary: Summary
    rules: Mapping[str, RegisteredRule]
    as_of: datetime
    waived: tuple[Finding, ...] = ()
    unshown: Mapping[str, int] = field(default_factory=dict)


def check(root: Path, *, as_of: str | None = None, paths: Sequence[str] = (), use_cache: bool = True) -> CheckResult:
    """Checks the repository at `root`.

    `paths` (files or folders, relative to `root`) narrow the report, never what is resolved. Raises ConfigurationError,
    UsageError and RuleCrashError.
    """
    started = time.perf_counter()
    with no_collection():
        if use_cache:
            key = cache.key(root)
            memory = cache.load(root, key)
            before = memory.entries
            result = check_repository(open_repository(root, as_of, memory.facts), memory, started, paths)
            if _differ(before, memory.entries):
                cache.save(root, key, memory)
        else:
            result = check_repository(open_repository(root, as_of), None, started, paths)
        gc.freeze()  # the process is about to end: nothing of all this is worth a walk through it
    return result


def _differ(before: Mapping[str, cache.Entry], after: Mapping[str, cache.Entry]) -> bool:
    return before.keys() != after.keys() or any(after[name] is not entry for name, entry in before.items())


def check_repository(
    repository: Repository,
    memory: cache.Memory | None = None,
    started: float | None = None,
    paths: Sequence[str] = (),
) -> CheckResult:
    """Checks an opened repository; `memory` is read and brought up to date, None remembers nothing."""
    started = time.perf_counter() if started is None else started
    run = _Run(repository, memory)
    findings = run.findings()
    marked = [i for path in sorted(repository.marked) if (d := run.corpus.document_at(path)) for i in ignores(d)]
    known = _adjusted(findings, repository)
    outcome = waive(known, repository.context, marked)
    late = _adjusted(run.late(outcome, marked), repository)
    run.remember()
    second = waive(late, repository.context, marked)
    wanted = _narrowed([*outcome.remaining, *second.remaining], paths, repository)
    final = with_fingerprints(sorted(wanted, key=lambda f: f.sort_key))
    waived = (*outcome.waived, *second.waived)
    count = Counter(finding.severity for finding in final)
    summary = Summary(
        documents=len(run.documents),
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        infos=count[Severity.INFO],
        files_with_findings=len({finding.path for finding in final}),
        waived=len(waived),
        seconds=time.perf_counter() - started,
    )
    return CheckResult(tuple(final), summary, run.rules, run.as_of, waived)


class _Run:
    """One pass over the corpus."""

    def __init__(self, repository: Repository, memory: cache.Memory | None) -> None:
        self.context = repository.context
        self.corpus = repository.context.corpus
        self.documents = self.corpus.documents
        self.as_of = repository.context.as_of
        self.memory = cache.Memory() if memory is None else memory
        self.remembers = memory is not None
        self.rules = rules()
        if not self.memory.rules:
            self.memory.rules = _rules_by_concern(self.rules)
        self._by_kind: dict[str, tuple[tuple[RegisteredRule, CheckDocument], ...]] = {}
        self._known = self.memory.entries
        self._touched: frozenset[Query] = frozenset()

    def findings(self) -> list[Finding]:
        """All findings of documents and of the corpus as a whole."""
        self._touched = self._find_touched()
        touched = cache.Touched(self._touched)
        entries: dict[str, cache.Entry] = {}
        for document in self.documents:
            entry = self._known.get(document.path)
            if entry is None or entry.digest != document.digest or (self._touched and entry.rests_on(touched)):
                entry = self._of_document(document)
            entries[document.path] = entry
        for id in self.memory.rules[CORPUS]:
            name = f"rule {id}"  # no document has such a path: it has no suffix
            entry = self._known.get(name)
            if entry is None or (self._touched and entry.rests_on(touched)):
                entry = self._of_corpus(self.rules[id])
            entries[name] = entry
        self.memory.entries = entries
        return [finding for entry in entries.values() for finding in entry.findings]

    def remember(self) -> None:
        """Notes in the memory what was asked of anything but documents, where something was asked anew."""
        before, after = self._known, self.memory.entries
        if not self.remembers or not any(entry is not before.get(name) for name, entry in after.items()):
            return
        queries = cache.asked(after.values(), SURROUNDINGS)
        answers = ((query, self.context.surroundings(query)) for query in queries)
        self.memory.surroundings = {query: answer for query, answer in answers if answer is not None}

    def _find_touched(self) -> frozenset[Query]:
        """The queries whose answers may be others than those that the memory's findings rest on."""
        known = self._known
        touched = {q for q, answer in self.memory.surroundings.items() if self.context.surroundings(q) != answer}
        if known:
            for document in self.documents:
                entry = known.get(document.path)
                if entry is None or entry.digest != document.digest:
                    touched.update(self.corpus.touched(entry.facts if entry else None, document.facts))
            for name, entry in known.items():
                if entry.digest and self.corpus.document_at(name) is None:
                    touched.update(self.corpus.touched(entry.facts, None))
        return frozenset(touched)

    def late(self, outcome: Waived, marked: Sequence[Ignore]) -> list[Finding]:
        """What the rules find that ask where all others found something, and what the waivers leave to say."""
        from steadybook.engine.unused import unused  # only here: it knows waivers, rules do not

        found = list(unused(outcome, marked, self.context, self.rules))
        known = [*outcome.remaining, *outcome.waived]
        paths = flagged_paths(known)
        flagged = Flagged(self.corpus, paths)
        touched = cache.Touched(self._touched.union(("flagged", path) for path in paths ^ self.memory.flagged))
        self.memory.flagged = paths
        for document in self.documents:
            if not document.intact or not (ids := self.memory.rules.get(f"{document.facts.kind} {LAST}")):
                continue
            name = f"{LAST} {document.path}"
            entry = self._known.get(name)
            if entry is None or (touched.queries and entry.rests_on(touched)):
                entry = self._of_last(document, [self.rules[id] for id in ids], flagged)
            self.memory.entries[name] = entry
            found += entry.findings
        return found

    def _of_last(self, document: Document[Any], rules: Iterable[RegisteredRule], flagged: Flagged) -> cache.Entry:
        findings: list[Finding] = []
        self.corpus.open_frame()
        try:
            self.corpus.find(document.facts.kind, document.id)  # so that a change of the document itself counts
            for rule in rules:
                assert rule.rule.check_last is not None
                with _named(rule.id, document.path):
                    violations = rule.rule.check_last(document, self.context, flagged)
                    findings += [resolve(v, document, rule.id, rule.rule.severity) for v in violations]
        finally:
            queries = self.corpus.close_frame()
        return cache.Entry("", None, tuple(findings), queries)

    def _of_document(self, document: Document[Any]) -> cache.Entry:
        """Runs all rules of one document: the hot loop of a cold check."""
        self.corpus.open_frame()
        try:
            findings = [
                resolve(problem, document, problem.rule, self.rules[problem.rule].rule.severity)
                for problem in document.problems
            ]
            if document.intact and document.kind is not None:
                findings += self._by_rules(document, self._rules_of(document.kind.name))
        finally:
            queries = self.corpus.close_frame()
        return cache.Entry(document.digest, document.facts, tuple(findings), queries)

    def _by_rules(
        self, document: Document[Any], rules: tuple[tuple[RegisteredRule, CheckDocument], ...]
    ) -> list[Finding]:
        found: list[Finding] = []
        violations: list[Violation] = []
        context = self.context
        at_hand = ""
        try:
            for rule, check in rules:
                at_hand = rule.id
                violations += check(document, context)
                if violations:
                    found += [resolve(violation, document, at_hand, rule.rule.severity) for violation in violations]
                    violations.clear()
        except UsageError:
            raise
        except Exception as error:
            raise RuleCrashError(at_hand, document.path) from error
        return found

    def _rules_of(self, kind: str) -> tuple[tuple[RegisteredRule, CheckDocument], ...]:
        """The rules for documents of a kind, imported when the first such document comes."""
        rules = self._by_kind.get(kind)
        if rules is None:
            registered = [self.rules[id] for id in self.memory.rules.get(kind, ())]
            rules = tuple((rule, rule.rule.check) for rule in registered if rule.rule.check is not None)
            self._by_kind[kind] = rules
        return rules

    def _of_corpus(self, rule: RegisteredRule) -> cache.Entry:
        assert rule.rule.check_corpus is not None
        self.corpus.open_frame()
        try:
            with _named(rule.id):
                findings = tuple(_resolved(rule, rule.rule.check_corpus(self.context)))
        finally:
            queries = self.corpus.close_frame()
        return cache.Entry("", None, findings, queries)


def _resolved(rule: RegisteredRule, violations: Iterable[Violation]) -> Iterator[Finding]:
    for violation in violations:
        if violation.document is None:
            raise TypeError(f"{rule.id} names no document")
        yield resolve(violation, violation.document, rule.id, rule.rule.severity)


@contextmanager
def _named(rule: str, document: str = "") -> Iterator[None]:
    """Whatever a rule raises names the rule, and the document if it was about one."""
    try:
        yield
    except UsageError:
        raise
    except Exception as error:
        raise RuleCrashError(rule, document) from error


def _rules_by_concern(known: Mapping[str, RegisteredRule]) -> dict[str, tuple[str, ...]]:
    """The ids of the rules for each kind of document, those that come last among them, and for the corpus."""
    found: defaultdict[str, list[str]] = defaultdict(list, {CORPUS: []})
    for id, rule in known.items():
        if rule.rule.check is not None:
            every = [kind.name for kind in kinds()] if rule.rule.every_kind else []
            for kind in every or map(kind_of, rule.rule.models):
                found[kind].append(id)
        if rule.rule.check_corpus is not None:
            found[CORPUS].append(id)
        if rule.rule.check_last is not None:
            for kind in map(kind_of, rule.rule.models):
                found[f"{kind} {LAST}"].append(id)
    return {concern: tuple(ids) for concern, ids in found.items()}


def _adjusted(findings: Iterable[Finding], repository: Repository) -> list[Finding]:
    """Severities as configured, rules that are off left out, each finding with the address of its rule's page."""
    configuration = repository.configuration
    base = configuration.site_url
    kept = []
    for finding in findings:
        severity = configuration.severity(finding.rule, finding.path, finding.severity)
        if severity is not None:
            kept.append(replace(finding, severity=severity, url=f"{base}rules/{finding.rule}/" if base else ""))
    return kept


def _narrowed(findings: list[Finding], paths: Sequence[str], repository: Repository) -> list[Finding]:
    if not paths:
        return findings
    wanted = set()
    for path in paths:
        if path != "." and not (repository.root / path).exists():
            raise UsageError(f"there is no file or folder `{path}`", "Name paths inside the repository.")
        wanted.add(path)
    if "." in wanted:
        return findings
    folders = tuple(f"{path}/" for path in wanted)
    return [f for f in findings if f.path in wanted or f.path.startswith(folders)]


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """Names each finding by what it is about, not by its line number, so that the name survives moved lines."""
    seen: Counter[str] = Counter()
    named = []
    for finding in findings:
        line = finding.excerpt[0].strip() if finding.excerpt else ""
        base = f"{finding.rule}\0{finding.path}\0{line}"
        seen[base] += 1
        name = blake2b(f"{base}\0{seen[base]}".encode(errors="surrogatepass"), digest_size=16).hexdigest()
        named.append(replace(finding, fingerprint=name))
    return named
