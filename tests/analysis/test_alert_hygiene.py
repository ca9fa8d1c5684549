from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from steadybook.analysis.alert_hygiene import Flaw, false_alarms, flawed, uncounted, volumes, weeks_of
from steadybook.engine.repository import open_repository
from steadybook.model.context import Context
from steadybook.sre.oncall import Band
from tests.analysis.altered import altered
from tests.rules.organisation import AS_OF, write

RULES = """\
    groups:
      - name: search
        rules:
          - alert: SearchCpuHigh
            expr: cpu > 80
            labels: {service: checkout, severity: page}
            annotations: {runbook: runbooks/checkout-errors.yaml}
          - alert: SearchDiskFull
            expr: disk > 80
            labels: {service: checkout, severity: ticket}
            annotations: {runbook: runbooks/checkout-errors.yaml}
          - alert: SearchSlow
            expr: latency > 2
            labels: {severity: loud}
            annotations: {runbook: runbooks/nowhere.yaml}
          - alert: SearchBroken
            expr: errors > 2
    """
SHIFT = """\
    oncall_shift:
      rotation: payments-oncall
      start: {start}T09:00:00Z
      end: {end}T09:00:00Z
      primary: pay-1
      secondary: pay-2
      pages: {pages}
      {more}
    """
Open = Callable[[dict[str, str]], Context]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def opened(files: dict[str, str]) -> Context:
        write(tmp_path, files)
        return open_repository(tmp_path, AS_OF).context

    return opened


def shift(start: str, end: str, pages: int, more: str) -> str:
    return SHIFT.format(start=start, end=end, pages=pages, more=more)


def names(context: Context, flaw: Flaw) -> list[tuple[str, bool]]:
    own = [f for f in flawed(context) if f.flaw is flaw and f.alert.document.path == "slos/alerts/search.yaml"]
    return [(f.alert.name, f.is_calling) for f in own]


def test_each_flaw_is_found_and_what_calls_comes_first(opened: Open) -> None:
    context = opened({"slos/alerts/search.yaml": RULES})
    assert names(context, Flaw.NO_RUNBOOK) == [("SearchBroken", True), ("SearchSlow", True)]
    assert names(context, Flaw.NO_SEVERITY) == [("SearchBroken", True), ("SearchSlow", True)]
    assert names(context, Flaw.CAUSE) == [("SearchCpuHigh", True), ("SearchDiskFull", False)]
    assert names(context, Flaw.SINGLE_THRESHOLD) == [("SearchCpuHigh", True), ("SearchDiskFull", False)]
    details = {f.alert.name: f.detail for f in flawed(context) if f.flaw in (Flaw.NO_RUNBOOK, Flaw.NO_SEVERITY)}
    assert details["SearchSlow"] == "`loud` means nothing here"
    advice = [f.advice for f in flawed(context) if f.flaw is Flaw.SINGLE_THRESHOLD and f.is_calling]
    assert all("burn rate of checkout-" in text for text in advice)


def test_pages_are_counted_by_week_and_service(opened: Open) -> None:
    files = {
        # Two half shifts of one week, and one shift of two weeks.
        "catalog/oncall/a.yaml": shift("2026-10-12", "2026-10-15", 4, "pages_by_service: {checkout: 4}"),
        "catalog/oncall/b.yaml": shift("2026-10-15", "2026-10-19", 2, "pages_by_service: {checkout: 2}"),
        "catalog/oncall/c.yaml": shift("2026-10-19", "2026-11-02", 4, "pages_by_service: {checkout: 4}"),
        "catalog/oncall/d.yaml": shift("2026-10-05", "2026-10-12", 3, "satisfaction: 4"),
    }
    context = opened(files)
    (row,) = volumes(context)
    assert row.service == "checkout"
    assert row.weeks[-3:] == (Decimal(6), Decimal(2), Decimal(0))
    assert (row.worst, row.loud_weeks) == (Decimal(6), 1)
    assert [d.id for d in row.shifts] == ["a", "b"]
    assert [d.id for d in uncounted(context)] == ["d"]
    assert (len(weeks_of(context)), weeks_of(context)[-1].isoformat()) == (13, "2026-10-26")


def test_a_week_in_which_the_clocks_change_is_one_week(opened: Open) -> None:
    text = shift("2026-10-19", "2026-10-26", 6, "pages_by_service: {checkout: 6}")
    longer = text.replace("2026-10-26T09:00:00Z", "2026-10-26T10:00:00Z")
    (row,) = volumes(opened({"catalog/oncall/a.yaml": longer}))
    assert row.worst == 6


def test_false_alarms_count_only_shifts_that_say(opened: Open) -> None:
    files = {
        "catalog/oncall/a.yaml": shift("2026-10-12", "2026-10-19", 4, "false_positives: 1"),
        "catalog/oncall/b.yaml": shift("2026-10-19", "2026-10-26", 6, "satisfaction: 4"),
    }
    (row,) = false_alarms(opened(files))
    assert (row.pages, row.false, row.silent) == (4, 1, 1)
    assert (row.rate.value, row.rate.band) == (Decimal(25), Band.WARNING)


def test_the_example_organisation_has_something_to_work_on() -> None:
    context = altered({}).context
    assert any(f.flaw is Flaw.CAUSE for f in flawed(context))
    assert any(f.flaw is Flaw.SINGLE_THRESHOLD and f.is_calling for f in flawed(context))
    assert volumes(context)[0].worst >= 2
    assert any(row.false for row in false_alarms(context))
