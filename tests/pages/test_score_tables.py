"""Rows of readiness and documents of the quality score: what they name, in which order, and escaped."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup, escape

from steadybook.analysis.quality.evidence import Case
from steadybook.analysis.readiness.proof import Evidence, Outcome
from steadybook.analysis.readiness.scorecard import Origin, Result
from steadybook.pages.quality_rows import documents
from steadybook.pages.readiness_rows import check_items, evidence_rows, shown
from steadybook.sre.readiness import CHECKS, Check

CHECK = Check("a-check", "Some", "Is <it> so?", True, frozenset({"critical"}))


class Links:
    """Links as they are asked for, so that a test sees them."""

    def link(self, kind: str, id: str) -> Markup:
        return Markup("[{} {}]").format(kind, id)

    def linked(self, text: object) -> Markup:
        return Markup("({})").format(text)


def document(id: str, kind: str = "runbook") -> Any:
    return SimpleNamespace(id=id, path=f"runbooks/{id}.yaml", facts=SimpleNamespace(kind=kind))


def result(outcome: Outcome, reason: str = "", *evidence: Evidence, required: bool = True) -> Result:
    return Result(CHECK, outcome, required, Origin.DERIVED, evidence, reason)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (
            result(Outcome.PASSED, "", Evidence("x", document("a")), Evidence("https://x/?a<b")),
            "[runbook a], (https://x/?a&lt;b)",
        ),
        (
            result(Outcome.PASSED, "", *(Evidence("x", document(id)) for id in "abcde")),
            "[runbook a], [runbook b], [runbook c] and 2 more",
        ),
        (result(Outcome.FAILED, "too old: `a`", Evidence("x", document("a"))), "(too old: `a`)"),
        (
            result(Outcome.FAILED, "too old: `a`", Evidence("x", document("a")), Evidence("x", document("b"))),
            "(too old: `a`) <small>[runbook b]</small>",
        ),
        (result(Outcome.UNKNOWN, "nobody <says>", Evidence("x", document("a"))), "(nobody &lt;says&gt;)"),
    ],
)
def test_what_shows_it_or_what_is_missing(found: Result, text: str) -> None:
    assert shown(found, Links()) == text


def test_a_row_says_who_says_so() -> None:
    row = evidence_rows([result(Outcome.FAILED, "why", required=False)], Links())
    assert row.startswith('<tr id="check-a-check"><th scope="row">Is &lt;it&gt; so? <small>a-check</small></th>')
    assert "<td>no</td><td>the documents</td>" in row
    assert row.endswith('<td class="text">(why)</td></tr>\n')
    assert 'data-check="na">fails<' in row


def test_a_list_says_what_does_not_pass() -> None:
    outcomes = [(Outcome.PASSED, True), (Outcome.FAILED, True), (Outcome.FAILED, False), (Outcome.NOT_APPLICABLE, True)]
    items = check_items(result(outcome, required=required) for outcome, required in outcomes).split("</li>")[:-1]
    notes = [item.partition("<small>· ")[2].removesuffix("</small>") for item in items]
    assert notes == ["", "fails", "not required", "does not apply"]
    assert all("Is &lt;it&gt; so?" in item for item in items)


def test_every_check_of_the_review_has_a_row() -> None:
    results = [Result(check, Outcome.UNKNOWN, True, Origin.NONE) for check in CHECKS]
    rows = evidence_rows(results, Links())
    assert rows.count("<tr ") == len(CHECKS)
    assert all(str(escape(check.text)) in rows for check in CHECKS)


def test_documents_that_count_and_that_do_not() -> None:
    a, b, c = (document(id) for id in "abc")
    cases = [
        Case(a, True, "", (b, c)),
        Case(b, True),
        Case(c, True),
        *(Case(document(f"d{n}"), False) for n in range(4)),
    ]
    assert documents(cases, True, 6, Links()) == "[runbook b], [runbook c]"
    assert documents(cases, False, 4, Links()) == "[runbook d0], [runbook d1], [runbook d2], [runbook d3]"
    assert documents(cases, False, 3, Links()) == "[runbook d0], [runbook d1], [runbook d2] and more"
    assert documents([], False, 3, Links()) == "–"
