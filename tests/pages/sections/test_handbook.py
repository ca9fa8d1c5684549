from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from steadybook.engine.check import check_repository
from steadybook.engine.repository import open_repository
from steadybook.model.discovery import kinds
from steadybook.pages.book import Book
from steadybook.pages.linkcheck import LinkCheck
from steadybook.pages.render import anchors
from steadybook.pages.sections.handbook import enforcing, every_chapter
from steadybook.pages.sections.handbook.fields import fields, fields_of
from steadybook.sre import (
    blame,
    burn_rate,
    capacity,
    chaos,
    culture,
    destructive,
    error_budget,
    incident_messages,
    incidents,
    logs,
    maturity,
    monitoring,
    oncall,
    policy,
    postmortems,
    quality,
    readiness,
    regions,
    remediation,
    severity,
    sli,
    toil,
)
from steadybook.sre.durations import words

FILES = {
    "catalog/teams/payments.yaml": "team:\n  name: payments\n  contact: '#payments'\n",
    "catalog/services/checkout.yaml": "service:\n  name: checkout\n  tier: standard\n  owner_team: payments\n",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root = tmp_path_factory.mktemp("handbook")
    for path, text in FILES.items():
        file: Path = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    repository = open_repository(root, "2026-11-22")
    result = check_repository(repository)
    return Book(repository.context, result.findings, result.rules, "Shop")


def html(book: Book, url: str) -> str:
    return book.content(next(leaf for leaf in book.leaves if leaf.url == url))


def text(book: Book, url: str) -> str:
    plain = unescape(re.sub(r"<[^>]+>", "", html(book, url).replace("<wbr>", "")))
    return " ".join(plain.replace("`", "").split())


def squeezed(expected: object) -> str:
    return " ".join(str(expected).replace("`", "").split())


EXPECTED: dict[str, tuple[object, ...]] = {
    "indicators": (*(r.primary for r in sli.SELECTION), *sli.USUAL_EXCLUSIONS, *sli.TYPES.values(), sli.AGGREGATION),
    "objectives": (
        *(words(r.downtime) for r in error_budget.TARGET_GUIDE),
        *(r.appropriate_for for r in error_budget.TARGET_GUIDE),
        *error_budget.TARGET_RULES,
    ),
    "error-budgets": (
        *(action for actions in policy.DEFAULT_ACTIONS.values() for action in actions),
        *policy.CHANGE_KINDS.values(),
        *policy.EXCEPTION_TEXTS,
        "40.32",
    ),
    "burn-rates": (*(a.name for a in burn_rate.CLASSIC_ALERTS), "13.44", "46 h 40 min", "2.14", "5.6 d", "92.56"),
    "monitoring": tuple(
        m for s in (*monitoring.GOLDEN_SIGNALS, *monitoring.USE, *monitoring.RED) for m in (s.name, *s.measure)
    ),
    "alerts": (
        *(r.rule for r in monitoring.ALERT_RULES),
        *(r.notification for r in severity.ALERT_GUIDE),
        *severity.DEFAULT_ALERT_SEVERITIES,
    ),
    "logs": tuple(part for f in logs.FIELDS for part in (f.name, f.meaning)),
    "severities": (*severity.FUNCTIONS.values(), *severity.USERS.values(), *(t.effect for t in severity.TRIGGERS)),
    "incidents": (
        *(r.responsibility for r in incidents.ROLES),
        *incidents.IC_RULES,
        *(a for step in incidents.WORKFLOW for a in step.actions),
    ),
    "messages": tuple(line for t in incident_messages.MESSAGE_TEMPLATES for line in t.text.splitlines()),
    "postmortems": (
        *postmortems.QUESTIONS.values(),
        *postmortems.ACTION_TYPES.values(),
        *postmortems.TRIGGERS.values(),
    ),
    "root-causes": (
        *(w.because for w in postmortems.FIVE_WHYS_EXAMPLE),
        *(q for c in (*postmortems.FACTOR_CATEGORIES, *postmortems.ISHIKAWA_CATEGORIES) for q in c.questions),
    ),
    "review-meeting": tuple(p for item in postmortems.REVIEW_AGENDA for p in item.points),
    "blameless-language": tuple(p for w in blame.BLAME_WORDS for p in (w.example, w.suggestion)),
    "chaos": (
        *(r.activities for r in chaos.LEVELS),
        *(r.experiment for r in chaos.LIBRARY),
        *(item.text for checklist in chaos.GAME_DAY for item in checklist.items),
        *chaos.DEFAULT_ABORT_CONDITIONS,
    ),
    "self-healing": tuple(p for r in remediation.EXAMPLES for p in (r.condition, r.action, r.escalate_if)),
    "multi-region": (*(r.meaning for r in regions.STRATEGIES), *(r.advice for r in regions.DECISION_GUIDE)),
    "toil": (
        *(m for _, m in toil.DEFINITION),
        *(t.replacement for t in toil.COMMON_TARGETS),
        *(v.value.capitalize() for v in toil.Verdict),
    ),
    "capacity": (*(t.target for t in capacity.LOAD_TESTS), *(a for row in capacity.CADENCE for a in row.actions)),
    "on-call": (
        *(band for m in oncall.HEALTH_METRICS for band in m.texts().values()),
        *(p.reason for p in oncall.PRACTICES),
        *(s.each for s in oncall.HANDOFF_SECTIONS),
    ),
    "runbooks": tuple(c.example for c in destructive.COMMANDS),
    "reviews": tuple(p for item in oncall.WEEKLY_REVIEW for p in item.points),
    "readiness": tuple(p for c in readiness.CHECKS for p in (c.id, c.text)),
    "culture": (*culture.HEALTHY_SIGNALS, *culture.WARNING_SIGNS),
    "maturity": (*(d.optimized for d in maturity.DIMENSIONS), *(b.advice for b in maturity.BANDS)),
    "quality": tuple(p for d in quality.DIMENSIONS for p in (d.name, d.low, d.middle, d.full)),
}


@pytest.mark.parametrize("slug", sorted(EXPECTED))
def test_a_chapter_shows_all_of_the_data_that_the_rules_use(book: Book, slug: str) -> None:
    shown = text(book, f"handbook/{slug}/")
    assert [line for line in EXPECTED[slug] if squeezed(line) not in shown] == []


def test_every_chapter_says_its_source_and_links_the_rules_that_enforce_it(book: Book) -> None:
    for chapter in every_chapter():
        page = html(book, chapter.url)
        assert "Source: " in page, chapter.slug
        rules = enforcing(chapter, book.site)
        assert len(rules) > 0 or not chapter.enforced, chapter.slug
        for rule in rules:
            assert f'href="../../rules/{rule.id}/"' in page, (chapter.slug, rule.id)


def test_each_promise_of_enforcement_names_rules_that_exist(book: Book) -> None:
    families = {rule.family for rule in book.site.rules.values()}
    for chapter in every_chapter():
        for enforced in chapter.enforced:
            assert enforced.family in families, (chapter.slug, enforced)


def test_the_overview_has_a_line_for_every_chapter(book: Book) -> None:
    page = html(book, "handbook/")
    for chapter in every_chapter():
        assert f'<a href="{chapter.slug}/">{chapter.title}</a>' in page
        assert chapter.lede in unescape(page)


def test_orders_slugs_and_titles_are_unique() -> None:
    for values in zip(*((c.order, c.slug, c.title) for c in every_chapter()), strict=True):
        assert len(set(values)) == len(values)


def test_the_severity_matrix_is_drawn_cell_by_cell(book: Book) -> None:
    page = html(book, "handbook/severities/")
    matrix = page[page.index("sb-matrix") : page.index("</table>")]
    drawn = re.findall(r'data-sev="[1-4]">(SEV[1-4])<', matrix)
    assert drawn == [cell.value for row in severity.MATRIX.values() for cell in row.values()]


def test_the_gate_table_agrees_with_the_gate(book: Book) -> None:
    page = html(book, "handbook/error-budgets/")
    rows = re.findall(r'<tr><th scope="row"><code>([\w<>-]+)</code></th>(.*?)</tr>', page)
    shown = {
        unescape(name).replace("<wbr>", ""): re.findall(r"<(?:b|span[^>]*)>(passes|waits|business hours only)<", cells)
        for name, cells in rows
    }
    assert shown["feature"] == ["passes", "passes", "waits", "waits"]
    assert shown["risky"] == ["passes", "business hours only", "waits", "waits"]
    assert shown["chaos"] == ["passes", "waits", "waits", "waits"]
    for exception in policy.EXCEPTIONS:
        assert shown[exception.value] == ["passes"] * 4


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: str(kind.name))
def test_a_kind_has_a_page_with_all_its_fields_and_its_example(book: Book, kind: object) -> None:
    found = next(k for k in kinds() if k is kind)
    shown = text(book, f"handbook/kinds/{found.name}/")
    rows = fields(found)
    assert rows
    for row in rows:
        assert squeezed(row.path) in shown
        assert squeezed(row.meaning) in shown
        assert row.meaning, f"{found.name}.{row.path} has no description"
    assert found.folder in shown
    assert "There is no example" not in shown


def test_fields_know_types_and_what_is_needed() -> None:
    slo = {row.path: row for row in fields_of("slo")}
    assert (slo["service"].type, slo["service"].needed) == ("`service` id", "required")
    assert (slo["target"].type, slo["window"].type) == ("percentage", "duration")
    assert slo["burn_rate_alerts"].type == "list of mappings"
    assert slo["burn_rate_alerts[].burn_rate"].needed == "required there"
    assert slo["runbook"].needed == "optional"
    sli_fields = {row.path: row for row in fields_of("sli")}
    assert sli_fields["measurement.good_events"].needed == "required"
    policies = {row.path for row in fields_of("error_budget_policy")}
    assert "budget_states.*.condition" in policies
    assert "budget_states.healthy.condition" not in policies


def test_every_link_of_handbook_and_rules_leads_somewhere(book: Book) -> None:
    check = LinkCheck(frozenset())
    ours = ("handbook/", "rules/")
    for leaf in book.leaves:
        page = book.content(leaf) if leaf.url.startswith(ours) else ""
        check.add(leaf.url, page, anchors(page))
    assert list(check.dead()) == []


class _Balance(HTMLParser):
    VOID = frozenset({"input", "br", "wbr", "rect", "path"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids.extend(value for name, value in attrs if name == "id" and value)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.VOID, attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_pages_are_well_formed_with_one_title_and_unique_ids(book: Book) -> None:
    for leaf in book.leaves:
        if leaf.url.startswith(("handbook/", "rules/")):
            page = book.content(leaf)
            parser = _Balance()
            parser.feed(page)
            assert parser.open == [], leaf.url
            assert len(parser.ids) == len(set(parser.ids)), leaf.url
            assert page.count("<h1") == 1, leaf.url
