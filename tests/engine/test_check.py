"""The check: severities as configured, what is narrowed, waived and ignored, and what a crash looks like."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import steadybook.engine.check as engine
from steadybook.engine.check import CheckResult, check, check_repository
from steadybook.engine.repository import open_repository
from steadybook.model.discovery import RuleTable, rules
from steadybook.model.document import Document
from steadybook.model.errors import ConfigurationError, RuleCrashError, UsageError
from steadybook.model.finding import Finding, Severity, Violation
from steadybook.model.rule import RegisteredRule

BASE = Path(__file__).parents[1] / "rules" / "base"
AS_OF = "2026-11-01"
TEAM = "catalog/teams/payments.yaml"
SERVICE = "catalog/services/checkout.yaml"
RUNBOOK = "runbooks/checkout-errors.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(BASE, folder)
    return folder


def run(root: Path, *paths: str) -> CheckResult:
    return check(root, as_of=AS_OF, paths=paths, use_cache=False)


def of_rule(result: CheckResult, rule: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule]


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def break_owner(root: Path, comment: str = "") -> None:
    edit(root, SERVICE, "owner_team: payments", f"owner_team: nobody{comment}")


def configure(root: Path, text: str) -> None:
    (root / "steadybook.toml").write_text(text, "utf-8")


# -- what is counted ------------------------------------------------------------------------------------------------


def test_the_base_is_clean_and_counted(root: Path) -> None:
    result = run(root)
    assert result.findings == ()
    assert result.summary.documents == len([*root.rglob("*.yaml")])
    assert result.as_of.isoformat() == "2026-11-02T00:00:00+00:00"


def test_findings_stand_in_the_order_of_files_and_lines(root: Path) -> None:
    break_owner(root)
    edit(root, SERVICE, "tier: important", "tier: importantt\n  colour: red")
    edit(root, TEAM, "team:", "team:\n  colour: red")
    found = run(root).findings
    assert [f.sort_key for f in found] == sorted(f.sort_key for f in found)
    assert {f.path for f in found} >= {SERVICE, TEAM}


def test_the_summary_counts_what_is_reported(root: Path) -> None:
    break_owner(root)
    result = run(root)
    count = [sum(f.severity is s for f in result.findings) for s in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
    assert [result.summary.errors, result.summary.warnings, result.summary.infos] == count
    assert result.summary.errors > 0
    assert result.summary.files_with_findings == len({f.path for f in result.findings})


def test_a_folder_without_documents_is_no_failure(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.findings, result.summary.documents) == ((), 0)


# -- severities -------------------------------------------------------------------------------------------------------


def test_a_severity_can_be_chosen(root: Path) -> None:
    break_owner(root)
    assert [f.severity for f in of_rule(run(root), "dangling-reference")] == [Severity.ERROR]
    configure(root, '[severities]\ndangling-reference = "info"\n')
    result = run(root)
    assert [f.severity for f in of_rule(result, "dangling-reference")] == [Severity.INFO]
    assert result.summary.infos == 1


def test_a_rule_can_be_switched_off(root: Path) -> None:
    break_owner(root)
    configure(root, '[severities]\ndangling-reference = "off"\n')
    assert of_rule(run(root), "dangling-reference") == []


def test_an_override_holds_for_its_paths_only_and_the_last_one_wins(root: Path) -> None:
    break_owner(root)
    override = '[[overrides]]\npaths = ["{}"]\nseverities = {{dangling-reference = "{}"}}\n'
    configure(root, override.format("runbooks", "off"))
    assert [f.severity for f in of_rule(run(root), "dangling-reference")] == [Severity.ERROR]
    configure(root, override.format("catalog/**", "off") + override.format("catalog/services/*.yaml", "warning"))
    assert [f.severity for f in of_rule(run(root), "dangling-reference")] == [Severity.WARNING]


def test_a_mistake_in_the_configuration_ends_the_check(root: Path) -> None:
    configure(root, '[severities]\ndangling-referense = "off"\n')
    with pytest.raises(ConfigurationError, match="unknown rule") as caught:
        run(root)
    assert str(caught.value).startswith("steadybook.toml:2:1: ")
    assert "dangling-reference" in caught.value.help


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", "2026-11-01T10:00:00"])
def test_a_moment_must_be_one(root: Path, moment: str) -> None:
    with pytest.raises(UsageError):
        check(root, as_of=moment, use_cache=False)


def test_findings_lead_to_the_page_of_their_rule_where_there_is_a_site(root: Path) -> None:
    break_owner(root)
    assert [f.url for f in of_rule(run(root), "dangling-reference")] == [""]
    configure(root, 'site_url = "https://docs.shop.example/book"\n')
    expected = "https://docs.shop.example/book/rules/dangling-reference/"
    assert [f.url for f in of_rule(run(root), "dangling-reference")] == [expected]


# -- narrowing --------------------------------------------------------------------------------------------------------


def test_paths_narrow_the_report_and_not_what_is_resolved(root: Path) -> None:
    break_owner(root)
    everything = run(root).findings
    assert of_rule(run(root, SERVICE), "dangling-reference") == of_rule(run(root), "dangling-reference")
    assert run(root, "catalog").findings == tuple(f for f in everything if f.path.startswith("catalog/"))
    assert run(root, "runbooks").findings == ()
    assert run(root, "runbooks", SERVICE).findings == tuple(f for f in everything if f.path == SERVICE)
    assert run(root, ".").findings == everything
    assert run(root, RUNBOOK).summary.documents == run(root).summary.documents


def test_a_folder_is_no_beginning_of_another_name(root: Path) -> None:
    (root / "cat").mkdir()
    break_owner(root)
    assert run(root, "cat").findings == ()


def test_a_path_must_exist(root: Path) -> None:
    with pytest.raises(UsageError, match=r"runbooks/nothing\.yaml"):
        run(root, "runbooks/nothing.yaml")


# -- waivers and ignore comments -----------------------------------------------------------------------------------

WAIVER = """\
waiver:
  rule: dangling-reference
  paths: ["{paths}"]
  reason: The team is founded in November
  owner: payments
  expires: {expires}
"""


def waive(root: Path, paths: str, expires: str) -> None:
    file = root / "catalog/waivers/owner.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(WAIVER.format(paths=paths, expires=expires), "utf-8")


def test_a_waiver_waives_until_its_last_day(root: Path) -> None:
    break_owner(root)
    waive(root, "catalog/services", "2026-11-01")
    result = run(root)
    assert of_rule(result, "dangling-reference") == []
    assert [f.rule for f in result.waived] == ["dangling-reference"]
    assert result.summary.waived == 1
    assert of_rule(result, "unused-waiver") == []
    later = check(root, as_of="2026-11-02", use_cache=False)
    assert len(of_rule(later, "dangling-reference")) == 1
    assert [f.path for f in of_rule(later, "expired-waiver")] == ["catalog/waivers/owner.yaml"]
    assert later.summary.waived == 0


def test_a_waiver_of_nothing_is_said_to_be_unused(root: Path) -> None:
    waive(root, "catalog/services", "2026-11-30")
    assert [f.path for f in of_rule(run(root), "unused-waiver")] == ["catalog/waivers/owner.yaml"]


def test_a_waiver_holds_for_its_paths_only(root: Path) -> None:
    break_owner(root)
    waive(root, "runbooks", "2026-11-30")
    assert len(of_rule(run(root), "dangling-reference")) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner_team: payments\n", "owner_team: nobody  # steadybook: ignore[dangling-reference] founded soon\n"),
        ("  owner_team: payments\n", "  # steadybook: ignore[dangling-reference] soon\n  owner_team: nobody\n"),
        ("owner_team: payments\n", "owner_team: nobody  # steadybook: ignore[unknown-key, dangling-reference] soon\n"),
    ],
)
def test_a_comment_ignores_on_its_line_or_the_next(root: Path, old: str, new: str) -> None:
    edit(root, SERVICE, old, new)
    result = run(root)
    assert of_rule(result, "dangling-reference") == []
    assert [f.rule for f in result.waived] == ["dangling-reference"]
    helps = [finding.help for finding in of_rule(result, "unused-ignore")]
    assert helps == ["Take `unknown-key` out of the comment."] * new.count("unknown-key")


def test_a_comment_on_another_line_ignores_nothing_and_is_unused(root: Path) -> None:
    break_owner(root)
    edit(root, SERVICE, "tier: important", "tier: important  # steadybook: ignore[dangling-reference] soon")
    result = run(root)
    assert len(of_rule(result, "dangling-reference")) == 1
    assert len(of_rule(result, "unused-ignore")) == 1


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("steadybook: disable[dangling-reference] soon", True),
        ("steadybook: disable=dangling-reference", True),
        ("steadybook: noqa: dangling-reference", True),
        ("steadybook: Skip(dangling-reference)", True),
        ("steadybook allows other teams too", False),
        ("steadybook: allow the team to be founded", False),
    ],
)
def test_a_comment_of_another_checker_is_told(root: Path, comment: str, told: bool) -> None:
    break_owner(root, f"  # {comment}")
    result = run(root)
    assert len(of_rule(result, "dangling-reference")) == 1
    helps = [finding.help for finding in of_rule(result, "unknown-rule")]
    assert helps == ["Write `# steadybook: ignore[dangling-reference] the reason`."] * told


WAIVES = "# steadybook: ignore[dangling-reference] soon"


@pytest.mark.parametrize(
    ("rest", "waives"),
    [
        (f'description: "{WAIVES}"}}', False),
        (f"description: 'a {WAIVES}'}}", False),
        (f'annotations: {{"{WAIVES}": a}}}}', False),
        (f'description: "#"}} {WAIVES}', True),
    ],
)
def test_what_stands_in_a_text_is_no_comment(root: Path, rest: str, waives: bool) -> None:
    text = f"service: {{name: x, tier: important, owner_team: nobody, {rest}\n"
    (root / "catalog/services/x.yaml").write_text(text, "utf-8")
    result = run(root)
    assert [f.rule for f in result.waived] == ["dangling-reference"] * waives
    assert len(of_rule(result, "dangling-reference")) == (not waives)
    assert of_rule(result, "unused-ignore") == []


def test_a_script_in_a_document_has_comments_of_its_own(root: Path) -> None:
    command = "curl -H 'Authorization: Bearer 7f3K9xQ2mN8vLpR4tZ6w'"  # no such token
    text = f"  overview: |\n    Ask with {command}  # steadybook: ignore[credential-in-document] old\n"
    old = "  overview: More than one order in a hundred fails, measured at the load balancer.\n"
    edit(root, RUNBOOK, old, text)
    assert [f.rule for f in run(root).waived] == ["credential-in-document"]


def test_a_comment_needs_a_reason_and_a_rule(root: Path) -> None:
    break_owner(root, "  # steadybook: ignore[dangling-reference]")
    edit(root, SERVICE, "tier: important", "tier: important  # steadybook: ignore[dangling-referense] soon")
    result = run(root)
    assert len(of_rule(result, "dangling-reference")) == 1
    assert len(of_rule(result, "ignore-without-reason")) == 1
    unknown = of_rule(result, "unknown-rule")
    assert ["`dangling-reference`" in f.help for f in unknown] == [True]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count_them(root: Path, end: str) -> None:
    # U+2028 ends no line in an editor.
    edit(root, SERVICE, "description: Turns a cart into an order and charges the card.", 'description: "A\u2028B"')
    break_owner(root, "  # steadybook: ignore[dangling-reference] soon")
    text = (root / SERVICE).read_bytes().decode().replace("\n", end)
    (root / SERVICE).write_bytes(text.encode())
    result = run(root)
    assert of_rule(result, "dangling-reference") == []
    assert of_rule(result, "unused-ignore") == []
    assert len(result.waived) == 1


def test_the_place_of_an_unused_comment_is_the_comment(root: Path) -> None:
    edit(root, SERVICE, "tier: important", "tier: important  # steadybook: ignore[unknown-key] soon")
    (finding,) = of_rule(run(root), "unused-ignore")
    line = (root / SERVICE).read_text("utf-8").split("\n")[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "# steadybook: ignore[unknown-key] soon"


# -- fingerprints ---------------------------------------------------------------------------------------------------


def test_a_fingerprint_survives_moved_lines_and_nothing_else(root: Path) -> None:
    break_owner(root)
    (before,) = of_rule(run(root), "dangling-reference")
    edit(root, SERVICE, "service:\n", "# A new comment\n\nservice:\n")
    (moved,) = of_rule(run(root), "dangling-reference")
    assert moved.span.line == before.span.line + 2
    assert moved.fingerprint == before.fingerprint
    edit(root, SERVICE, "owner_team: nobody", "owner_team: somebody")
    (changed,) = of_rule(run(root), "dangling-reference")
    assert changed.fingerprint != before.fingerprint


def test_fingerprints_tell_equal_lines_apart(root: Path) -> None:
    edit(root, RUNBOOK, "  diagnosis:\n", "  diagnosis:\n    - step: TODO\n    - step: TODO\n")
    found = of_rule(run(root), "placeholder-text")
    assert len(found) == 2
    assert len({f.fingerprint for f in found}) == 2


# -- crashes ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts another function in the place of one of a rule's."""
    table = rules()
    known = RuleTable.__getitem__

    def put(id: str, **functions: Any) -> None:
        original = known(table, id)
        changed = RegisteredRule(id, original.family, original.documentation, original.rule._replace(**functions))
        monkeypatch.setattr(RuleTable, "__getitem__", lambda self, key: changed if key == id else known(self, key))

    return put


def crash(*_: Any) -> Iterator[Violation]:
    """Breaks when the first violation is asked for, as rules do."""
    yield from (Violation((), str(1 // number)) for number in (0,))


def test_a_crash_names_the_rule_and_the_document(root: Path, broken: Any) -> None:
    broken("stale-runbook", check=crash)
    with pytest.raises(RuleCrashError) as caught:
        run(root)
    assert (caught.value.rule, caught.value.document) == ("stale-runbook", RUNBOOK)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_crash_over_the_corpus_names_the_rule(root: Path, broken: Any) -> None:
    broken("circular-dependency", check_corpus=crash)
    with pytest.raises(RuleCrashError) as caught:
        run(root)
    assert (caught.value.rule, caught.value.document) == ("circular-dependency", "")


def test_a_place_that_does_not_exist_is_a_crash_of_its_rule(root: Path, broken: Any) -> None:
    broken("circular-dependency", check_corpus=lambda _: iter([Violation((), "nowhere")]))
    with pytest.raises(RuleCrashError) as caught:
        run(root)
    assert caught.value.rule == "circular-dependency"


def test_a_crash_leaves_no_frame_open(root: Path, broken: Any) -> None:
    repository = open_repository(root, AS_OF)
    broken("stale-runbook", check=crash)
    with pytest.raises(RuleCrashError):
        check_repository(repository)
    corpus = repository.context.corpus
    corpus.open_frame()
    corpus.ids("team")
    assert corpus.close_frame() == {("ids", "team")}


def test_what_breaks_while_a_document_is_loaded_is_no_crash_of_a_rule(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Document, "problems", property(lambda _: 1 // 0))
    with pytest.raises(ZeroDivisionError):
        run(root)


def test_what_an_earlier_check_was_about_is_not_kept_for_the_next_one(root: Path) -> None:
    engine.check(root, as_of=AS_OF)
    (first,) = engine._kept
    engine.check(root, as_of=AS_OF)
    (second,) = engine._kept
    assert second is not first


def test_a_usage_error_of_a_rule_is_no_crash(root: Path, broken: Any) -> None:
    def refuse(*_: Any) -> Iterator[Violation]:
        raise UsageError("no such thing")

    broken("stale-runbook", check=refuse)
    with pytest.raises(UsageError, match="no such thing"):
        run(root)
