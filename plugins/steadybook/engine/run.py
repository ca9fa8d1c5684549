"""One pass of the rules over a corpus: only what a change can affect, and half of it elsewhere where that is quicker.

All rules of a document are one unit, and the corpus records what they ask. The unit's findings are remembered with
those questions and the state of their answers, so that a warm check redoes a unit only when the document or one of the
answers changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from steadybook.analysis.ignores import Ignore
from steadybook.engine import cache
from steadybook.engine.partner import Partner
from steadybook.engine.repository import Repository
from steadybook.engine.resolve import resolve
from steadybook.engine.waivers import Waived
from steadybook.model.context import SURROUNDINGS
from steadybook.model.corpus import Query
from steadybook.model.discovery import kinds, rules
from steadybook.model.document import Document
from steadybook.model.errors import RuleCrashError, UsageError
from steadybook.model.finding import Finding, Violation
from steadybook.model.flagged import Flagged, flagged_paths
from steadybook.model.kind import kind_of
from steadybook.model.rule import CheckDocument, RegisteredRule

CORPUS = "(corpus)"
"""The rules over the corpus as a whole, among the rules by kind."""
BROKEN = "(broken)"
"""The rules for documents whose shape is wrong, among the rules by kind."""
BATCH = 100
"""Documents that a rule takes in turn; with more of them there is nothing more to gain."""
LAST = "(last)"
"""The rules that come last, after the name of their kind."""


class Run:
    """One pass over the corpus."""

    def __init__(self, repository: Repository, memory: cache.Memory | None) -> None:
        self.context = repository.context
        self.corpus = repository.context.corpus
        self.documents = self.corpus.documents
        self.as_of = repository.context.as_of
        self.partner = repository.partner
        if memory is not None and not self.corpus.records:
            raise ValueError("nothing can be remembered of a corpus that records nothing")
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
        here, there = self._shared()
        entries: dict[str, cache.Entry] = {}
        anew: list[Document[Any]] = []
        for document in here:
            entry = self._known.get(document.path)
            if entry is None or entry.digest != document.digest or (self._touched and entry.rests_on(touched)):
                anew.append(document)
            else:
                entries[document.path] = entry
        entries |= self.of_documents(anew)
        for id in self.memory.rules[CORPUS]:
            name = f"rule {id}"  # no document has such a path: it has no suffix
            entry = self._known.get(name)
            if entry is None or (self._touched and entry.rests_on(touched)):
                entry = self._of_corpus(self.rules[id])
            entries[name] = entry
        if self.partner is not None:
            entries |= self._heard() or self.of_documents(there)
        self.memory.entries = entries
        return [finding for entry in entries.values() for finding in entry.findings]

    def remember(self) -> None:
        """Notes in the memory what was asked of anything but documents, as far as it was asked anew.

        Where an answer is another one now, all that rests on it was done anew: who did not ask again does not care.
        """
        if not self.remembers:
            return
        before = self._known
        queries = cache.asked((e for name, e in self.memory.entries.items() if e is not before.get(name)), SURROUNDINGS)
        answers = ((query, self.context.surroundings(query)) for query in queries)
        kept = {query: answer for query, answer in self.memory.surroundings.items() if query not in self._touched}
        self.memory.surroundings = kept | {query: answer for query, answer in answers if answer is not None}

    def _find_touched(self) -> frozenset[Query]:
        """The queries whose answers may be others than those that the memory's findings rest on."""
        known = self._known
        touched = {q for q, answer in self.memory.surroundings.items() if self.context.surroundings(q) != answer}
        if known:
            for document in self.documents:
                entry = known.get(document.path)
                if entry is None or entry.digest != document.digest:
                    touched.add(("content", document.path))
                    touched.update(self.corpus.touched(entry.facts if entry else None, document.facts))
            for name, entry in known.items():
                if entry.digest and self.corpus.document_at(name) is None:
                    touched.add(("content", name))
                    touched.update(self.corpus.touched(entry.facts, None))
        return frozenset(touched)

    def late(self, outcome: Waived, marked: Sequence[Ignore]) -> list[Finding]:
        """What the rules find that ask where all others found something, and what the waivers leave to say."""
        from steadybook.engine.unused import unused  # only here: it knows waivers, rules do not

        found = list(unused(outcome, marked, self.context, self.rules))
        known = [*outcome.remaining, *outcome.waived]
        paths = flagged_paths(known)
        touched = cache.Touched(self._touched.union(("flagged", path) for path in paths ^ self.memory.flagged))
        self.memory.flagged = paths
        if self.partner is not None:
            self.partner.tell(paths)
        here, there = self._shared()
        entries = self.of_last(here, paths, touched)
        if self.partner is not None:
            entries |= self._heard() or self.of_last(there, paths)
        self.memory.entries |= entries
        return [*found, *(finding for entry in entries.values() for finding in entry.findings)]

    def of_documents(self, documents: Iterable[Document[Any]]) -> dict[str, cache.Entry]:
        """What is to be remembered of each of these documents, by path, done anew."""
        alike: defaultdict[str, list[Document[Any]]] = defaultdict(list)
        for document in documents:
            alike[document.kind.name if document.intact and document.kind is not None else BROKEN].append(document)
        entries: dict[str, cache.Entry] = {}
        for concern, all_of_them in alike.items():
            rules = self._rules_of(concern)
            for start in range(0, len(all_of_them), BATCH):
                entries |= self._of_batch(all_of_them[start : start + BATCH], rules)
        return entries

    def of_last(
        self, documents: Iterable[Document[Any]], paths: frozenset[str], touched: cache.Touched | None = None
    ) -> dict[str, cache.Entry]:
        """What the rules that come last say of these documents, when others found something in the files `paths`.

        All anew, or only what rests on what was `touched`.
        """
        flagged = Flagged(self.corpus, paths)
        entries: dict[str, cache.Entry] = {}
        for document in documents:
            if not document.intact or not (ids := self.memory.rules.get(f"{document.facts.kind} {LAST}")):
                continue
            name = f"{LAST} {document.path}"
            entry = self._known.get(name)
            if entry is None or touched is None or (touched.queries and entry.rests_on(touched)):
                entry = self._of_last(document, [self.rules[id] for id in ids], flagged)
            entries[name] = entry
        return entries

    def _shared(self) -> tuple[Sequence[Document[Any]], Sequence[Document[Any]]]:
        """The documents that this process takes, and those that its partner does."""
        if self.partner is None:
            return self.documents, ()
        theirs = self.partner.paths
        here = [document for document in self.documents if document.path not in theirs]
        return here, [document for document in self.documents if document.path in theirs]

    def _heard(self) -> dict[str, cache.Entry] | None:
        """What the partner found; None where it is gone."""
        heard = self.partner.hear() if self.partner is not None else None
        if heard is None:
            return None
        entries = {}
        for name, (findings, queries) in heard.items():
            document = self.corpus.document_at(name)  # none for the rules that come last
            digest, facts = (document.digest, document.facts) if document is not None else ("", None)
            entries[name] = cache.Entry(digest, facts, findings, queries)
        return entries

    def _of_last(self, document: Document[Any], rules: Iterable[RegisteredRule], flagged: Flagged) -> cache.Entry:
        findings: list[Finding] = []
        self.corpus.open_frame()
        try:
            self.corpus.record(("content", document.path))
            for rule in rules:
                assert rule.rule.check_last is not None
                with _named(rule.id, document.path):
                    violations = rule.rule.check_last(document, self.context, flagged)
                    findings += [self._resolved(v, document, rule) for v in violations]
        finally:
            queries = self.corpus.close_frame()
        return cache.Entry("", None, tuple(findings), queries)

    def _of_batch(
        self, documents: Sequence[Document[Any]], rules: Iterable[tuple[RegisteredRule, CheckDocument]]
    ) -> dict[str, cache.Entry]:
        """Runs the same rules over some documents: the hot loop of a cold check.

        One rule after the other, each over all of them: so it stays in the processor's cache, which saves a fifth.
        """
        units: list[tuple[Document[Any], set[Query], list[Finding]]] = [(d, set(), []) for d in documents]
        for document, _, found in units:
            for problem in document.problems:
                found.append(resolve(problem, document, problem.rule, self.rules[problem.rule].rule.severity))
        context = self.context
        frames = self.corpus.open_frame()
        at_hand, document = "", documents[0]
        try:
            for rule, check in rules:
                at_hand = rule.id
                for document, frames[-1], found in units:  # the questions that follow are those of this document
                    for violation in check(document, context):
                        found.append(self._resolved(violation, document, rule))
        except UsageError:
            raise
        except Exception as error:
            raise RuleCrashError(at_hand, document.path) from error
        finally:
            self.corpus.close_frame()
        return {d.path: cache.Entry(d.digest, d.facts, tuple(f), frozenset(queries)) for d, queries, f in units}

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
                findings = tuple(self._resolved_of_corpus(rule, rule.rule.check_corpus(self.context)))
        finally:
            queries = self.corpus.close_frame()
        return cache.Entry("", None, findings, queries)

    def _resolved_of_corpus(self, rule: RegisteredRule, violations: Iterable[Violation]) -> Iterator[Finding]:
        for violation in violations:
            if violation.document is None:
                raise TypeError(f"{rule.id} names no document")
            yield self._resolved(violation, violation.document, rule)

    def _resolved(self, violation: Violation, document: Document[Any], rule: RegisteredRule) -> Finding:
        """The finding; the places in it rest on the content of the files that they are in."""
        finding = resolve(violation, document, rule.id, rule.rule.severity)
        for path in {finding.path, *(place.path for place in finding.related)}:
            self.corpus.record(("content", path))
        return finding


@contextmanager
def _named(rule: str, document: str = "") -> Iterator[None]:
    """Whatever a rule raises names the rule, and the document if it was about one."""
    try:
        yield
    except UsageError:
        raise
    except Exception as error:
        raise RuleCrashError(rule, document) from error


def assist(repository: Repository, first: Partner) -> None:
    """What a second process does for the first one: the rules of the documents that it has loaded."""
    run = Run(repository, None)
    own = [document for document in run.documents if document.path in first.paths]
    first.tell(_told(run.of_documents(own)))
    first.tell(_told(run.of_last(own, first.hear())))


def _told(entries: Mapping[str, cache.Entry]) -> dict[str, tuple[tuple[Finding, ...], frozenset[Query]]]:
    """What the first process cannot know of these entries."""
    return {name: (entry.findings, entry.queries) for name, entry in entries.items()}


def _rules_by_concern(known: Mapping[str, RegisteredRule]) -> dict[str, tuple[str, ...]]:
    """The ids of the rules for each kind, with those that come last apart, for broken documents, and for the corpus."""
    found: defaultdict[str, list[str]] = defaultdict(list, {CORPUS: []})
    for id, rule in known.items():
        if rule.rule.check is not None:
            every = [kind.name for kind in kinds()] if rule.rule.every_kind else []
            for kind in every or map(kind_of, rule.rule.models):
                found[kind].append(id)
            if rule.rule.broken:
                found[BROKEN].append(id)
        if rule.rule.check_corpus is not None:
            found[CORPUS].append(id)
        if rule.rule.check_last is not None:
            for kind in map(kind_of, rule.rule.models):
                found[f"{kind} {LAST}"].append(id)
    return {concern: tuple(ids) for concern, ids in found.items()}
