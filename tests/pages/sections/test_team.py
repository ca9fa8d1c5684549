from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from steadybook.analysis.oncall_health import health_of
from steadybook.kinds.oncall_shift.model import OncallShift
from steadybook.source.reader import read
from tests.pages.conftest import Drawn
from tests.pages.measured import snapshot

URL = "teams/payments/"
TEAM = """\
    team:
      name: payments
      contact: "#payments"
      lead: payments-lead
      members: 6
      sre_hours_per_month: {hours}
    """
TOIL = """\
    toil_item:
      name: {name}
      category: recovery
      frequency: daily
      time_per_occurrence_min: 60
      occurrences_per_month: 30
      team: payments
      service: checkout
      automation_difficulty: low
      automated: {automated}
    """


def shift(start: str, end: str, **figures: str) -> OncallShift:
    keys = {"rotation": "r", "start": start, "end": end, "primary": "a"} | figures
    return OncallShift.model_validate(read("".join(f"{key}: {value}\n" for key, value in keys.items()).encode()).value)


def test_health_weighs_times_by_pages_and_divides_shares_by_all_pages() -> None:
    quiet = shift(
        "2026-10-05T09:00:00Z", "2026-10-12T09:00:00Z", pages="1", time_to_acknowledge_min="2", escalations="0"
    )
    loud = shift(
        "2026-10-12T09:00:00Z", "2026-10-19T09:00:00Z", pages="9", time_to_acknowledge_min="12", escalations="4",
        off_hours_pages="6", satisfaction="2.5",
    )  # fmt: skip
    values = {figure.metric.id: figure.value for figure in health_of([quiet, loud])}
    assert values["pages_per_shift"] == 5
    assert values["time_to_acknowledge"] == 11
    assert values["escalation_rate"] == 40
    assert values["off_hours_pages"] == 6
    assert values["satisfaction"] == Decimal("2.5")
    assert values["false_positive_rate"] is None
    bands = {figure.metric.id: figure.band for figure in health_of([quiet, loud])}
    assert bands["pages_per_shift"] == "critical"  # a value on a bound belongs to the worse band
    assert bands["escalation_rate"] == "critical"
    assert bands["false_positive_rate"] is None


def test_a_week_in_which_the_clocks_change_is_a_week() -> None:
    longer = shift("2026-10-26T10:00:00-04:00", "2026-11-02T10:00:00-05:00", pages="1", off_hours_pages="1")
    (figure,) = [f for f in health_of([longer]) if f.metric.id == "off_hours_pages"]
    assert figure.value == 1
    assert figure.band == "warning"


def test_a_quiet_shift_has_no_shares_of_pages() -> None:
    silent = shift("2026-10-05T09:00:00Z", "2026-10-12T09:00:00Z", pages="0", false_positives="0", escalations="0")
    values = {figure.metric.id: figure.value for figure in health_of([silent])}
    assert values["pages_per_shift"] == 0
    assert values["false_positive_rate"] is None
    assert all(figure.value is None for figure in health_of([]))


def test_its_services_and_its_rotation(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    written = """\
        oncall_shift:
          rotation: payments-oncall
          start: 2026-10-26T09:00:00Z
          end: 2026-11-02T09:00:00Z
          primary: pay-3
          secondary: pay-4
          pages: 6
          false_positives: 1
        """
    page = drawn({"catalog/oncall/payments-2026-10-26.yaml": written}).page(URL)
    assert "../../services/checkout/" in page.links
    assert "Now pay-3, then pay-4, until 2026-11-02 09:00 UTC" in page.text.replace("\u202f", " ")
    assert "Unanswered: secondary after 5 min" in page.text.replace("\u202f", " ")
    assert [a["data-state"] for a in page.all("span") if a.get("title") == "critical"] == ["critical"]  # six pages
    assert "5 or more" in page.text.replace("\u202f", " ")
    assert "no shift says" in page.text.replace("\u202f", " ")


def test_toil_is_a_share_of_the_team_s_hours(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    files = {
        "catalog/teams/payments.yaml": TEAM.format(hours=100),
        "catalog/toil/redrive.yaml": TOIL.format(name="Redrive orders", automated="false"),
        "catalog/toil/renew.yaml": TOIL.format(name="Renew certificates", automated="true"),
    }
    text = drawn(files).page(URL).text.replace("\u202f", " ")
    assert "30 h a month, 30 % of 100 h; 25 % is the budget" in text
    assert "Over the budget" in text
    assert "do first" in text
    within = (
        drawn(files | {"catalog/teams/payments.yaml": TEAM.format(hours=120)}).page(URL).text.replace("\u202f", " ")
    )
    assert "25 % of 120 h" in within
    assert "Over the budget" not in within  # exactly at the budget


def test_maturity_has_a_history(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    dimensions = ("slos", "monitoring", "incident_response", "automation", "chaos_engineering", "capacity_planning",
                  "toil_management", "oncall_health")  # fmt: skip
    files = {}
    for day, score in (("2026-03-01", 2), ("2026-09-01", 4)):
        scores = ", ".join(f"{name}: {score}" for name in dimensions)
        text = f"maturity_assessment: {{subject: payments, date: {day}, scores: {{{scores}}}}}\n"
        files[f"catalog/maturity/payments-{day}.yaml"] = text
    text = drawn(files).page(URL).text.replace("\u202f", " ")
    assert "32 of 40, maturing" in text
    assert "2026-03-0116firefighting2026-09-0132maturing" in text


def test_what_a_team_lacks_is_said(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    files = {"catalog/teams/idle.yaml": 'team: {name: idle, contact: "#idle"}\n'}
    text = drawn(files).page("teams/idle/").text.replace("\u202f", " ")
    for reason in ("No service names this team", "No rotation", "No toil item", "No assessment", "Nothing is open"):
        assert reason in text


def test_the_budgets_of_its_services(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    text = drawn(snapshot("checkout", bad=8000)).page("teams/payments/").text.replace("\u202f", " ")
    assert "exhausted−47.8" in text
    assert (
        "nothing is measured of checkout-success for checkout"
        in drawn({"slos/measurements/checkout.csv": "service,sli,start,end,good,total\n"}).page("teams/payments/").text
    )
