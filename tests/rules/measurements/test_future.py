from __future__ import annotations

from pathlib import Path

from steadybook.engine.check import check
from steadybook.model.finding import Finding
from tests.rules.organisation import findings, write

RULE = "measurement-from-the-future"
HEAD = "service,sli,start,end,good,total\n"
PATH = "slos/measurements/checkout.csv"


def rows(*days: int, sli: str = "checkout-success") -> str:
    return "".join(f"checkout,{sli},2026-10-{d:02}T00:00:00Z,2026-10-{d:02}T12:00:00Z,9,10\n" for d in days)


def test_the_first_later_row_of_each_series_is_told(tmp_path: Path) -> None:
    text = HEAD + rows(1, 5, 6, 7) + rows(2, 9, sli="other") + rows(3, sli="third")
    found = findings(tmp_path, {PATH: text}, RULE, "2026-10-05T11:59:59Z")
    assert [(f.span.line, f.span.column, f.time_dependent) for f in found] == [(3, 48, True), (7, 37, True)]
    assert found[0].message.startswith("this and 2 further rows of its series end after now: 2026-10-05 12:00 UTC")
    assert found[1].message.startswith("this row ends after now")


def test_a_row_that_ends_now_is_right(tmp_path: Path) -> None:
    assert findings(tmp_path, {PATH: HEAD + rows(5)}, RULE, "2026-10-05T12:00:00Z") == []


def test_a_remembered_finding_goes_when_its_time_has_come(tmp_path: Path) -> None:
    write(tmp_path, {PATH: HEAD + rows(5)})

    def told(as_of: str) -> list[Finding]:
        return [f for f in check(tmp_path, as_of=as_of).findings if f.rule == RULE]

    assert [len(told(f"2026-10-{day}")) for day in ("04", "04", "05", "03")] == [1, 1, 0, 1]
