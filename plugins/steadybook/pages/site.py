"""What a page is: the contract between the folders here, which make pages, and whoever writes them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property
from typing import Any

from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Finding, Severity
from steadybook.model.flagged import flagged_paths
from steadybook.model.past import Past
from steadybook.model.rule import RegisteredRule
from steadybook.model.urls import address, address_of_file, anchor
from steadybook.source.history import History

LineUrl = Callable[[str, int], str | None]
"""The address of a line of a file (a path from the repository's root; lines count from 1), if there is one."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What the search knows of a page: its title, what it is, an excerpt, and tags (ids that are shown with a result).

    `names` and `words` find it too, but no result shows them. A name comes first when it is typed exactly; its number
    is the page's place among all that bear it.
    """

    title: str
    text: str = ""
    tags: tuple[str, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""
    """Stands before the title of a result, such as `Runbook`."""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the site.

    `url` is its address from the root, ending in `/` (the home page: empty). `source` is the file behind "edit this
    page". `parent` is the address of its list page, whose tab is lit. `view` is what the template reads as `v`.
    """

    url: str
    title: str
    template: str
    view: Any
    source: str | None = None
    parent: str | None = None
    search: SearchRecord | None = None
    toc: bool = False
    navigation: bool = False
    """Is named in the navigation at the left: for handbook, rules and reports, which are read one after another."""
    wide: bool = False
    """Takes the room of that navigation, for a table that needs it."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the site that is no page, such as JSON for programs; its content is made when it is written."""

    url: str
    content: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Page:
    """What a folder here declares as PAGE: its pages, its data files, and the kinds that it draws itself."""

    leaves: Callable[[Site], Iterator[Leaf]]
    data: Callable[[Site], Iterator[DataFile]] | None = None
    kinds: frozenset[str] = field(default=frozenset())
    """The kinds whose documents have their page here rather than the general one."""


class Site:
    """Everything that pages are made from: the context, what the check found, and indexes that several pages share."""

    def __init__(
        self,
        context: Context,
        findings: Sequence[Finding],
        rules: Mapping[str, RegisteredRule],
        name: str = "Reliability",
        drawn_kinds: frozenset[str] = frozenset(),
        waived: Sequence[Finding] = (),
        history: History | None = None,
        line_url: LineUrl | None = None,
        past: Past | None = None,
    ) -> None:
        self.context = context
        self.corpus = context.corpus
        self.findings = tuple(findings)
        self.waived = tuple(waived)
        self.rules = rules
        self.name = name
        self.drawn_kinds = drawn_kinds
        """The kinds that have pages of their own making."""
        self.history = history or History()
        """The commits that touched documents lately."""
        self._line_url = line_url
        self.past = past
        """The repository as it stood; None where pages say nothing of it."""
        self._urls: dict[tuple[str, str], str | None] = {}

    def line_url(self, finding: Finding) -> str | None:
        """Where the repository shows the line of a finding; None where nobody said how to get there."""
        return self._line_url(finding.path, finding.span.line) if self._line_url is not None else None

    @property
    def as_of(self) -> str:
        """What the pages say of their moment: a whole day where it ends with that day, else the minute."""
        moment = self.context.as_of
        return f"{self.context.today}" if moment.time() == time() else f"{moment:%Y-%m-%d %H:%M} UTC"

    @cached_property
    def findings_by_path(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each file, worst first."""
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in sorted(self.findings, key=lambda f: (-f.severity.rank, f.span.line)):
            found[finding.path].append(finding)
        return {path: tuple(items) for path, items in found.items()}

    @cached_property
    def flagged(self) -> frozenset[str]:
        """The files about which the check says something that has to be mended; readiness and scores ask."""
        return flagged_paths(self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings are that severe."""
        return sum(finding.severity is severity for finding in self.findings)

    def url(self, kind: str, id: str) -> str | None:
        """The address of what a reference names; None where there is none. Alerts stand in the page of their file."""
        key = kind, id
        if key not in self._urls:
            self._urls[key] = self._url(kind, id)
        return self._urls[key]

    def _url(self, kind: str, id: str) -> str | None:
        for document in self.corpus.find(kind, id):
            if kind == "alert":
                provider = document.facts.kind
                if provider == "prometheus_rules":
                    return f"{address(provider, document.id)}#{anchor(id)}"
                return f"{address(provider, document.id)}#alerts"
            return address(kind, id)
        return None

    def page_of(self, document: Document[Any]) -> str:
        """The address of a document's own page. Of several files with one kind and id, the first has the usual one."""
        kind = document.kind
        if kind is None or self.corpus.find(kind.name, document.id)[0] is not document:
            return address_of_file(document.path)
        return address(kind.name, document.id)

    def all_of(self, kind: str) -> tuple[Document[Any], ...]:
        """The documents of a kind, broken ones too, by path."""
        return self._by_kind.get(kind, ())

    @cached_property
    def linkable(self) -> Mapping[str, str]:
        """Ids that stand for nothing but a document wherever a text has them, with the kind: those with a hyphen."""
        kinds = ("oncall_rotation", "error_budget_policy", "postmortem", "incident", "slo", "service", "runbook")
        return {d.id: kind for kind in kinds for d in self.all_of(kind) if "-" in d.id}

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Document[Any], ...]]:
        found: defaultdict[str, list[Document[Any]]] = defaultdict(list)
        for document in self.corpus.documents:
            found[document.facts.kind].append(document)
        return {kind: tuple(documents) for kind, documents in found.items()}

    @cached_property
    def mentions(self) -> Mapping[tuple[str, str], tuple[Document[Any], ...]]:
        """The documents that refer to (kind, id), by path; from facts alone."""
        found: defaultdict[tuple[str, str], dict[str, Document[Any]]] = defaultdict(dict)
        for document in self.corpus.documents:
            for reference in document.facts.references:
                for kind in reference.kinds:
                    found[kind, reference.id][document.path] = document
        return {key: tuple(documents.values()) for key, documents in found.items()}
