"""References, ids, names and folders: what is found, what is suggested, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.organisation import findings, places

CART = "catalog/services/cart.yaml"


def service(name: str, rest: str = "", tier: str = "standard") -> dict[str, str]:
    text = f"service:\n  name: {name}\n  tier: {tier}\n  owner_team: payments\n{rest}"
    return {f"catalog/services/{name}.yaml": text}


def test_a_dangling_reference_is_marked_at_its_value_with_the_nearest_id(tmp_path: Path) -> None:
    [found] = findings(tmp_path, service("cart", "  oncall_rotation: payments-oncal\n"), "dangling-reference")
    assert (found.path, found.span.line, found.span.column) == (CART, 5, 20)
    assert "payments-oncall" in found.help
    assert found.fix is not None
    assert not found.fix.safe
    assert [edit.replacement for edit in found.fix.edits] == ["payments-oncall"]


def test_the_nearest_id_is_not_written_where_it_may_be_another_one(tmp_path: Path) -> None:
    files = service("cart", "  dependencies: {upstream: [checkin]}\n")
    [found] = findings(tmp_path, files, "dangling-reference")
    assert ("`checkout`" in found.help, found.fix) == (True, None)


ASSESSMENT = (
    "maturity_assessment:\n  subject: payments\n  date: 2026-10-01\n  scores: {slos: 3, monitoring: 3, "
    "incident_response: 4, automation: 3, chaos_engineering: 2, capacity_planning: 3, toil_management: 2, "
    "oncall_health: 4}\n"
)


def test_a_reference_that_several_documents_answer_names_them(tmp_path: Path) -> None:
    assessment = {"catalog/maturity/payments-2026-10.yaml": ASSESSMENT}
    assert places(tmp_path, assessment, "ambiguous-reference") == []  # there is a team of this name alone
    [found] = findings(tmp_path, assessment | service("payments"), "ambiguous-reference")
    assert (found.path, found.span.line, found.span.column) == ("catalog/maturity/payments-2026-10.yaml", 2, 12)
    assert [place.path for place in found.related] == ["catalog/services/payments.yaml", "catalog/teams/payments.yaml"]
    assert "the service in catalog/services/payments.yaml is taken" in found.help


def test_a_reference_to_an_id_that_is_taken_twice_is_told_as_well(tmp_path: Path) -> None:
    team = 'team:\n  name: payments\n  contact: "#p"\n'
    found = places(tmp_path, {"catalog/teams/emea/payments.yaml": team}, "ambiguous-reference")
    assert ("catalog/services/checkout.yaml", 5) in found
    assert not any(path.startswith("catalog/teams/") for path, _ in found)


def test_who_renames_a_file_is_told_so_wherever_the_old_name_stands(tmp_path: Path) -> None:
    rotation = "catalog/oncall/payments-oncall"
    shift = (
        "oncall_shift:\n  rotation: payments-oncall\n  start: 2026-10-05T10:00:00Z\n  end: 2026-10-12T10:00:00Z\n"
        "  primary: pay-1\n  secondary: pay-2\n  pages: 1\n  pages_by_service: {shop: 1}\n"
    )
    renamed = service("store")
    renamed["catalog/services/store.yaml"] = renamed["catalog/services/store.yaml"].replace("name: store", "name: shop")
    files = renamed | {f"{rotation}-2026-10-05.yaml": shift} | service("cart", "  dependencies: {upstream: [shop]}\n")
    text = "groups:\n  - name: x\n    rules:\n      - {alert: Down, expr: up == 0, labels: {service: shop}}\n"
    files["slos/alerts/shop.yaml"] = text
    for rule in ("dangling-reference", "unknown-service-in-pages", "unknown-alert-service"):
        [found] = findings(tmp_path, files, rule)
        assert "`catalog/services/store.yaml` has that name inside" in found.help
        assert found.fix is not None
        assert [edit.replacement for edit in found.fix.edits] == ["store"]


def test_a_bare_id_that_stands_for_a_mapping_can_be_repaired(tmp_path: Path) -> None:
    files = service("cart", "  dependencies: {upstream: [chekout]}\n")
    [found] = findings(tmp_path, files, "dangling-reference")
    assert found.fix is not None
    assert [edit.replacement for edit in found.fix.edits] == ["checkout"]


def test_a_reference_from_measurements_stands_at_the_first_row(tmp_path: Path) -> None:
    path = "slos/measurements/october.csv"
    row = "2026-10-01T00:00:00Z,2026-10-01T01:00:00Z,1,1\n"
    text = f"service,sli,start,end,good,total\ncheckout,checkout-succes,{row}"
    [found] = findings(tmp_path, {path: text}, "dangling-reference")
    assert (found.path, found.span.line, found.span.column) == (path, 2, 10)
    assert found.fix is None


def test_a_document_that_is_broken_is_there_nevertheless(tmp_path: Path) -> None:
    files = {"catalog/teams/payments.yaml": "team:\n  name: payments\n"}
    assert findings(tmp_path, files, "missing-key")
    assert places(tmp_path, files, "dangling-reference") == []


def test_a_file_that_cannot_be_parsed_makes_no_second_finding(tmp_path: Path) -> None:
    files = {"catalog/teams/payments.yaml": "team: [\n"}
    assert findings(tmp_path, files, "invalid-yaml")
    assert places(tmp_path, files, "dangling-reference") == []


@pytest.mark.parametrize("id", ["../../etc/passwd", '"a\\0b"', "[x]", "payments.yaml", "'{{ x }}'"])
def test_strange_ids_are_only_texts(tmp_path: Path, id: str) -> None:
    text = f"waiver:\n  rule: stale-runbook\n  paths: [catalog]\n  reason: r\n  owner: {id}\n  expires: 2026-12-01\n"
    rule = "wrong-type" if id == "[x]" else "dangling-reference"
    assert places(tmp_path, {"catalog/waivers/w.yaml": text}, rule) == [("catalog/waivers/w.yaml", 5)]


def test_ids_are_unique_for_each_kind_only(tmp_path: Path) -> None:
    slo = "slo:\n  service: checkout\n  sli: checkout-success\n  target: 99.9\n  window: 28d\n  owner: payments\n"
    assert places(tmp_path, {"slos/more/checkout-success.yaml": slo}, "duplicate-id") == []


def test_both_documents_of_an_id_name_the_other_one(tmp_path: Path) -> None:
    team = 'team:\n  name: payments\n  contact: "#payments"\n'
    here, there = findings(tmp_path, {"catalog/teams/eu/payments.yml": team}, "duplicate-id")
    assert [here.path, there.path] == ["catalog/teams/eu/payments.yml", "catalog/teams/payments.yaml"]
    assert [place.path for place in here.related] == [there.path]
    assert [place.path for place in there.related] == [here.path]


@pytest.mark.parametrize(("name", "found"), [("Router loss", 0), ("router-loss", 0), ("router-lost", 1), ("router", 0)])
def test_titles_may_differ_from_the_file_unless_they_look_like_ids(tmp_path: Path, name: str, found: int) -> None:
    text = f"""\
    experiment:
      name: {name}
      hypothesis: Orders go on
      method: {{fault_type: network, target: checkout}}
      safety: {{abort_conditions: [Orders fail], rollback_plan: Remove the rule}}
    """
    assert len(findings(tmp_path, {"catalog/chaos/router-loss.yaml": text}, "name-not-file-name")) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("catalog/teams/search.yaml", 0),
        ("catalog/teams/eu/search.yaml", 0),
        ("catalog/search.yaml", 1),
        ("catalog/services/search.yaml", 1),
        ("runbooks/remediation/search.yaml", 1),
    ],
)
def test_a_document_belongs_in_the_folder_of_its_kind_or_below(tmp_path: Path, path: str, found: int) -> None:
    files = {path: 'team:\n  name: search\n  contact: "#search"\n'}
    assert len(findings(tmp_path, files, "wrong-folder")) == found


def test_a_folder_of_another_kind_inside_is_the_wrong_one(tmp_path: Path) -> None:
    sli = "sli:\n  name: fast\n  type: latency\n  measurement: {good_events: a, total_events: b}\n"
    assert places(tmp_path, {"slos/fast.yaml": sli}, "wrong-folder") == []
    assert places(tmp_path, {"slos/policies/fast.yaml": sli}, "wrong-folder") == [("slos/policies/fast.yaml", 1)]


def test_the_configuration_may_choose_other_folders(tmp_path: Path) -> None:
    files = {
        "steadybook.toml": 'kind_folders = {team = ["catalog/people"]}\n',
        "catalog/people/search.yaml": 'team:\n  name: search\n  contact: "#search"\n',
    }
    assert places(tmp_path, files, "wrong-folder") == [("catalog/teams/payments.yaml", 1)]


@pytest.mark.parametrize(("tier", "found"), [("critical", 1), ("important", 1), ("standard", 0), ("experimental", 0)])
def test_the_upper_tiers_need_a_rotation(tmp_path: Path, tier: str, found: int) -> None:
    assert len(findings(tmp_path, service("cart", tier=tier), "oncall-rotation-missing")) == found


@pytest.mark.parametrize("path", ["catalog/teams/search_eu.yaml", "catalog/teams/search_eu.yml"])
def test_what_is_too_broken_to_tell_its_kind_is_no_dangling_reference(tmp_path: Path, path: str) -> None:
    files = {CART: service("cart")[CART].replace("owner_team: payments", "owner_team: search_eu")}
    assert len(findings(tmp_path, files, "dangling-reference")) == 1
    assert findings(tmp_path, files | {path: "team: [\n"}, "dangling-reference") == []
