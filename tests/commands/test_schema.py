from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from steadybook.model.discovery import kinds
from tests.commands.conftest import Run

KINDS = [kind.name for kind in kinds() if not kind.foreign and kind.codec is None]


class Loader(yaml.SafeLoader):
    """Dates stay texts, as an editor's language server has them."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def documents(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for part in ("catalog", "slos", "runbooks", "postmortems"):
        for file in sorted((folder / part).rglob("*.yaml")):
            value = Loader(file.read_text("utf-8")).get_single_data()
            if next(iter(value)) in KINDS:
                found.append((file.relative_to(folder).as_posix(), value))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_kind_is_one(run: Run, kind: str) -> None:
    ended = run("schema", kind)
    assert ended.code == 0
    schema = json.loads(ended.out)
    Draft202012Validator.check_schema(schema)
    assert schema["required"] == [kind]
    assert schema["additionalProperties"] is False
    assert schema["description"]


def test_the_example_organisation_is_valid_by_the_schema(run: Run, repository: Path) -> None:
    validator = Draft202012Validator(json.loads(run("schema").out))
    wrong = []
    found = documents(repository)
    for path, value in found:
        wrong += [f"{path}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]
    assert wrong == []
    assert len(found) > 50


def test_what_the_check_refuses_the_schema_refuses(run: Run) -> None:
    validator = Draft202012Validator(json.loads(run("schema").out))
    good: dict[str, Any] = {"team": {"name": "search", "contact": "#search"}}
    assert validator.is_valid(good)
    assert not validator.is_valid({"team": {**good["team"], "memberz": 4}})
    assert not validator.is_valid({"team": {"name": "search"}})
    assert not validator.is_valid({"teem": good["team"]})
    assert not validator.is_valid({**good, "service": {}})


def test_a_folder_gets_a_file_a_kind(run: Run, tmp_path: Path) -> None:
    ended = run("schema", "--dir", str(tmp_path / "schemas"))
    assert ended.code == 0
    names = {file.name for file in (tmp_path / "schemas").iterdir()}
    assert names == {f"{kind}.schema.json" for kind in KINDS} | {"steadybook.schema.json"}
    assert run("schema", "team", "--dir", str(tmp_path / "one")).out.strip().endswith("/one/team.schema.json")


def test_mistakes(run: Run, tmp_path: Path) -> None:
    assert "Did you mean `service`?" in run("schema", "servcie").err
    (tmp_path / "file").write_text("", "utf-8")
    ended = run("schema", "--dir", str(tmp_path / "file"))
    assert ended.code == 2
    assert "cannot be written" in ended.err
