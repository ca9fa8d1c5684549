from __future__ import annotations

import json
from pathlib import Path

import pytest

from steadybook.model.discovery import reports
from tests.commands.conftest import Run
from tests.rules.organisation import AS_OF, write

NAMES = [name for name, _ in reports()]
EXAMPLE = Path(__file__).parents[2]


def test_the_list_says_each_report_s_conclusion(run: Run) -> None:
    ended = run("report", "-C", str(EXAMPLE))
    assert ended.code == 0
    for name in NAMES:
        assert f"{name} " in ended.out
    listed = json.loads(run("report", "-C", str(EXAMPLE), "--format", "json").out)
    assert [entry["report"] for entry in listed] == NAMES
    assert all(entry["headline"].endswith(".") for entry in listed)
    assert run("report", "-C", str(EXAMPLE), "--format", "markdown").out.count("\n") == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("filled", [True, False])
def test_every_report_has_every_form(run: Run, tmp_path: Path, name: str, filled: bool) -> None:
    write(tmp_path, {})
    (tmp_path / "steadybook.toml").write_text("")
    root = str(EXAMPLE if filled else tmp_path)
    text = run("report", name, "-C", root, "--as-of", AS_OF)
    assert (text.code, text.err) == (0, "")
    figures = json.loads(run("report", name, "-C", root, "--format", "json", "--as-of", AS_OF).out)
    assert {"version", "report", "as_of"} < figures.keys()
    assert figures["report"] == name
    markdown = run("report", name, "-C", root, "--format", "markdown", "--as-of", AS_OF).out
    assert markdown.startswith("# ")
    title = markdown.splitlines()[0].removeprefix("# ")
    assert text.out.startswith(title)


def test_what_documents_say_is_no_markup(run: Run, tmp_path: Path) -> None:
    item = """\
        toil_item:
          name: "Restart | <b>pods</b> [now](http://x) \\u202e"
          category: recovery
          frequency: daily
          time_per_occurrence_min: 10
          occurrences_per_month: 30
        """
    write(tmp_path, {"catalog/toil/restart.yaml": item})
    (tmp_path / "steadybook.toml").write_text("")
    out = run("report", "toil", "--format", "markdown", "-C", str(tmp_path), "--as-of", AS_OF).out
    assert r"Restart \| \<b\>pods\</b\> \[now\](http://x)" in out
    assert "\u202e" not in out
    assert "\u202e" not in run("report", "toil", "-C", str(tmp_path), "--as-of", AS_OF).out


@pytest.mark.parametrize("columns", [60, 80, 100])
@pytest.mark.parametrize("report", ["toil", "capacity", "incidents", "oncall-health"])
def test_tables_fit_a_narrow_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, report: str, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run("report", report, "-C", str(EXAMPLE)).out
    assert max(map(len, out.splitlines())) <= columns


def head(out: str) -> str:
    """The first table of `report capacity`, as far as its first row."""
    lines = out.partition("Forecast\n")[2].splitlines()
    end = next(
        index for index, line in enumerate(lines) if line.endswith("redis-cart") or line.startswith("redis-cart")
    )
    return "\n".join(lines[:end])


def test_names_stay_in_one_piece(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (50, 80, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert "productcatalogservice" in run("report", "capacity", "-C", str(EXAMPLE)).out.partition("Cost")[0]


def test_where_names_leave_no_room_for_columns_these_stand_below_or_are_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    beside = head(run("report", "capacity", "-C", str(EXAMPLE)).out)
    assert beside.splitlines()[0].split()[:3] == ["Service", "Model", "of"]
    monkeypatch.setenv("COLUMNS", "80")
    assert head(run("report", "capacity", "-C", str(EXAMPLE)).out) == (
        "Service\n"
        "  Model of    Bottleneck   Peak,  Growth,  In 6  In 12  Limit,  Reached\n"
        "                               %        %    mo     mo       %\n"
        "currencyservice\n"
        "  2026-10-15  CPU             66        4  83.5  105.7      75  2027-01 (+3.3\n"
        "                                                                mo)"
    )
    monkeypatch.setenv("COLUMNS", "60")
    assert head(run("report", "capacity", "-C", str(EXAMPLE)).out) == (
        "Service: currencyservice\n"
        "  Model of: 2026-10-15 · Bottleneck: CPU · Peak, %: 66 ·\n"
        "  Growth, %: 4 · In 6 mo: 83.5 · In 12 mo: 105.7 · Limit, %:\n"
        "  75 · Reached: 2027-01 (+3.3 mo)"
    )


def test_an_unknown_report_suggests_the_nearest(run: Run) -> None:
    ended = run("report", "freshnes", "-C", str(EXAMPLE))
    assert ended.code == 2
    assert "Did you mean `freshness`?" in ended.err


def test_a_report_without_periods_refuses_one(run: Run) -> None:
    ended = run("report", "toil", "2026-10", "-C", str(EXAMPLE))
    assert ended.code == 2
    assert "`toil` has no periods" in ended.err


MONTH = """\
    monthly_report:
      period: 2026-09
      # What people wrote stays.
      highlights: [Nothing burned]
      incidents: {total: 7}
    """


def test_a_month_is_frozen_once_and_what_people_wrote_stays(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"postmortems/reports/2026-09.yaml": MONTH})
    (tmp_path / "steadybook.toml").write_text("")
    at = ("-C", str(tmp_path), "--as-of", AS_OF)
    file = tmp_path / "postmortems/reports/2026-09.yaml"
    before = file.read_text()
    drift = json.loads(run("report", "monthly", "2026-09", "--format", "json", *at).out)["drift"]
    assert drift == [{"figure": "incidents.total", "frozen": "7", "computed": 0}] or drift[0]["frozen"] == 7
    assert run("report", "monthly", "2026-09", "--write", "--dry-run", *at).code == 0
    assert file.read_text() == before
    assert run("report", "monthly", "2026-09", "--write", *at).code == 0
    frozen = file.read_text()
    assert "# What people wrote stays." in frozen
    assert "highlights: [Nothing burned]" in frozen
    assert "total: 0" in frozen
    assert "total: 7" not in frozen
    assert json.loads(run("report", "monthly", "2026-09", "--format", "json", *at).out)["drift"] == []
    assert "stand there already" in run("report", "monthly", "2026-09", "--write", *at).err
    assert file.read_text() == frozen
    assert run("check", str(file), "-C", str(tmp_path), "--as-of", AS_OF).code == 0


def test_a_month_without_a_document_gets_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "steadybook.toml").write_text("")
    at = ("-C", str(tmp_path), "--as-of", AS_OF)
    assert run("report", "monthly", "2026-10", "--write", *at).code == 0
    assert (tmp_path / "postmortems/reports/2026-10.yaml").is_file()
    assert run("check", "-C", str(tmp_path), "--as-of", AS_OF).code == 0


def test_a_month_that_still_runs_is_not_frozen(run: Run) -> None:
    ended = run("report", "monthly", "2026-11", "--write", "-C", str(EXAMPLE))
    assert ended.code == 2
    assert "2026-11 is not over" in ended.err
    assert run("report", "toil", "--write", "-C", str(EXAMPLE)).code == 2


@pytest.mark.parametrize(
    ("name", "period", "said"),
    [
        ("monthly", "2027-05", "no data: 2027-05 has not begun, today is 2026-11-22"),
        ("monthly", "2024-01", "no data: `monthly` goes back to 2026-09, and 2024-01 is before that"),
        ("weekly", "2027-W01", "no data: 2027-W01 has not begun"),
        ("weekly", "2024-W01", "no data: `weekly` goes back to 2026-W36"),
        ("monthly", "2026-13", "`monthly` has no period `2026-13`"),
        ("monthly", "2026-W40", "`monthly` has no period `2026-W40`"),
        ("monthly", "9999-12", "`monthly` has no period `9999-12`"),
    ],
)
def test_a_period_without_data_says_why(run: Run, name: str, period: str, said: str) -> None:
    ended = run("report", name, period, "-C", str(EXAMPLE))
    assert ended.code == 2
    assert said in ended.err
    assert "There are: 2026-" in ended.err


def test_nothing_is_praised_where_there_is_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "steadybook.toml").write_text("")
    chaos = run("report", "chaos", "-C", str(tmp_path)).out
    assert "Nothing of the library is missing" not in chaos
    healing = run("report", "self-healing", "-C", str(tmp_path)).out
    assert "Every service has a remedy" not in healing
    assert "No service in production is written down." in healing


def test_a_team_without_hours_has_no_share_and_the_reason(run: Run, tmp_path: Path) -> None:
    team = "team:\n  name: search\n  contact: '#search'\n  members: 4\n"
    write(tmp_path, {"catalog/teams/search.yaml": team})
    (tmp_path / "steadybook.toml").write_text("")
    reason = "no data: the team states no sre_hours_per_month"
    out = run("report", "toil", "--format", "json", "-C", str(tmp_path), "--as-of", AS_OF).out
    (found,) = [row for row in json.loads(out)["teams"] if row["team"] == "search"]
    assert (found["share_pct"], found["reason"]) == (None, reason)
    assert (
        "no data: the team states no"
        in run("report", "toil", "--format", "markdown", "-C", str(tmp_path), "--as-of", AS_OF).out
    )


def test_what_each_service_stood_is_linked_to_its_experiments() -> None:
    from steadybook.engine.repository import open_repository
    from steadybook.model.report import Basis, Mention, Table

    report = dict(reports())["chaos"]
    table = next(iter(report.blocks(report.view(Basis(open_repository(EXAMPLE, None).context)))))
    assert isinstance(table, Table)
    (cart,) = [row for row in table.rows if str(row[0]) == "cartservice"]
    assert cart[-1] == (Mention("experiment", "cart-redis-down"),)


def test_a_model_without_a_day_is_called_so(run: Run, tmp_path: Path) -> None:
    model = """\
        capacity_model:
          service: checkout
          bottleneck_resource: CPU
          current_state: {peak_utilization_pct: 40}
          growth_forecast: {metric: requests/sec, current: 40, monthly_growth_pct: 5}
          scaling_strategy: {type: horizontal}
        """
    write(tmp_path, {"catalog/capacity/checkout.yaml": model})
    (tmp_path / "steadybook.toml").write_text("")
    assert "not dated" in run("report", "capacity", "--format", "markdown", "-C", str(tmp_path), "--as-of", AS_OF).out
