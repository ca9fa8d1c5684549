from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Run

EXAMPLE = str(Path(__file__).parents[2])


def test_a_service_shows_its_arithmetic_and_what_would_raise_it(run: Run) -> None:
    ended = run("quality", "emailservice", "-C", EXAMPLE)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("emailservice: ")
    assert "no capacity_model names `emailservice`" in ended.out


def test_the_json_adds_up(run: Run) -> None:
    answer = json.loads(run("quality", "emailservice", "--format", "json", "-C", EXAMPLE).out)
    assert answer["version"] == 1
    assert answer["score"] == sum(dimension["points"] for dimension in answer["dimensions"])
    for dimension in answer["dimensions"]:
        assert 0 <= dimension["score"] <= 5
        assert abs(dimension["score"] - sum(each["score"] for each in dimension["evidence"])) < 1e-9
        assert abs(dimension["points"] - dimension["weight"] * dimension["score"] / 5) < 1e-9
    gains = [improvement["gain"] for improvement in answer["improvements"]]
    assert gains == sorted(gains, reverse=True)


def test_the_fleet_has_teams_and_services(run: Run) -> None:
    answer = json.loads(run("quality", "--format", "json", "-C", EXAMPLE).out)
    assert {"fleet", "teams", "services"} < answer.keys()
    assert [team["subject"] for team in answer["teams"]] == ["checkout", "storefront"]


def test_an_unknown_subject_suggests_the_nearest(run: Run) -> None:
    ended = run("quality", "emailservce", "-C", EXAMPLE)
    assert ended.code == 2
    assert "Did you mean `emailservice`?" in ended.err


def test_readiness_prints_the_contract(run: Run) -> None:
    answer = json.loads(run("readiness", "cartservice", "--format", "json", "-C", EXAMPLE).out)
    (service,) = answer["services"]
    assert (service["service"], service["tier"], service["lifecycle"]) == ("cartservice", "important", "production")
    assert len(service["checks"]) == 28
    assert service["passed"] == sum(check["required"] and check["status"] == "pass" for check in service["checks"])
    (breakers,) = [check for check in service["checks"] if check["id"] == "circuit-breakers"]
    assert (breakers["status"], breakers["source"], breakers["required"]) == ("fail", "attested", True)
    assert breakers["reason"].startswith("None on the Redis client")


def test_readiness_is_strict_on_request(run: Run) -> None:
    assert run("readiness", "cartservice", "-C", EXAMPLE).code == 0
    assert run("readiness", "cartservice", "--strict", "-C", EXAMPLE).code == 1
    assert run("readiness", "checkoutservice", "--strict", "-C", EXAMPLE).code == 0
    unknown = run("readiness", "cartservce", "-C", EXAMPLE)
    assert unknown.code == 2
    assert "Did you mean `cartservice`?" in unknown.err
