"""The rules: a list of all, and a page for each with its reason, examples and what it finds in this repository."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from steadybook.model.configuration_file import TABLES
from steadybook.model.document import Document
from steadybook.model.finding import Finding, Severity
from steadybook.model.rule import RegisteredRule
from steadybook.model.rule_page import rule_page
from steadybook.pages.sections.rules.markdown import Block, blocks
from steadybook.pages.site import Leaf, Page, SearchRecord, Site

HOME = "rules/"
FOLDER = "sections/rules"
MOST_SHOWN = 200
"""Findings on a rule's page; the rest is counted."""
UNWAIVABLE = frozenset({"logs", "syntax"})
"""Families about files in which no comment would be read: those that cannot be read, and logs, which have none."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, with the address of its document."""

    finding: Finding
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """What the page of a rule shows."""

    rule: RegisteredRule
    what: tuple[Block, ...]
    why: tuple[Block, ...]
    bad: tuple[Block, ...]
    good: tuple[Block, ...]
    fix: tuple[Block, ...]
    comment: str
    """The comment that waives it; empty where none can."""
    configurations: tuple[tuple[str, str], ...]
    """What changes its severity, by the file that it belongs in: the repository's, or either where it has none yet."""
    here: str
    """Its severity in this repository, where the configuration changes it: a severity, or `off`."""
    found: tuple[Found, ...]
    total: int
    family: str


@dataclass(frozen=True, slots=True)
class Family:
    """A family of rules: its name, what it is about, and its rules with how often each finds something here."""

    name: str
    about: str
    rules: tuple[tuple[RegisteredRule, int], ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """All rules by family."""

    families: tuple[Family, ...]
    rules: int
    errors: int
    findings: int
    finding: int
    """How many rules find something in this repository."""


def _leaves(site: Site) -> Iterator[Leaf]:
    counts = Counter(finding.rule for finding in site.findings)
    families: defaultdict[str, list[tuple[RegisteredRule, int]]] = defaultdict(list)
    for rule in site.rules.values():
        families[rule.family].append((rule, counts[rule.id]))
    view = RulesView(
        families=tuple(Family(name, about(name), tuple(members)) for name, members in sorted(families.items())),
        rules=len(site.rules),
        errors=sum(rule.rule.severity is Severity.ERROR for rule in site.rules.values()),
        findings=len(site.findings),
        finding=len(counts.keys() & set(site.rules)),
    )
    yield Leaf(HOME, "Rules", f"{FOLDER}/list.html.j2", view, search=SearchRecord("Rules", "All rules by family"))
    documents = {document.path: document for document in site.corpus.documents}
    by_rule: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in site.findings:
        by_rule[finding.rule].append(finding)
    for rule in site.rules.values():
        yield _leaf(rule, site, by_rule[rule.id], documents)


def about(family: str) -> str:
    """What a family of rules is about, in one sentence."""
    text = import_module(f"steadybook.rules.{family}").__doc__ or ""
    return " ".join(text.strip().split("\n\n", 1)[0].split())


def _leaf(rule: RegisteredRule, site: Site, findings: list[Finding], documents: dict[str, Document[Any]]) -> Leaf:
    page = rule_page(rule.documentation)
    found = [_found(site, finding, documents.get(finding.path)) for finding in findings[:MOST_SHOWN]]
    comment = "" if rule.family in UNWAIVABLE else f"# steadybook: ignore[{rule.id}] why this is right here"
    return Leaf(
        url=f"{HOME}{rule.id}/",
        title=rule.id,
        template=f"{FOLDER}/rule.html.j2",
        view=RuleView(
            rule=rule,
            what=blocks(page.what),
            why=blocks(page.why),
            bad=blocks(page.bad_text),
            good=blocks(page.good_text),
            fix=blocks(page.fix_text),
            comment=comment,
            configurations=_configurations(rule, site.context.configuration.path),
            here=_here(rule, site),
            found=tuple(found),
            total=len(findings),
            family=about(rule.family),
        ),
        parent=HOME,
        search=SearchRecord(rule.id, page.summary, (rule.id,), kind="Rule"),
    )


def _other(rule: RegisteredRule) -> str:
    """A severity that somebody may want in place of the default."""
    return "warning" if rule.rule.severity is Severity.ERROR else "error"


def _configurations(rule: RegisteredRule, path: str) -> tuple[tuple[str, str], ...]:
    line = f'{rule.id} = "{_other(rule)}"'
    files = (path,) if path else tuple(TABLES)
    return tuple((file, f"[{TABLES[file].format('severities')}]\n{line}") for file in files)


def _here(rule: RegisteredRule, site: Site) -> str:
    chosen = site.context.configuration.severities.get(rule.id, rule.rule.severity)
    if chosen is rule.rule.severity:
        return ""
    return chosen.value if chosen is not None else "off"


def _found(site: Site, finding: Finding, document: Document[Any] | None) -> Found:
    if document is None:
        return Found(finding, finding.path, "")
    return Found(finding, document.title, site.page_of(document))


PAGE = Page(leaves=_leaves)
