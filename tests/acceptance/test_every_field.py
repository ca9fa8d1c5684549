"""Every field of every document of the example organisation, broken in turn: one clear finding, on its line.

Where things stand is told by PyYAML's own composer, so that our positions are held against another reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from steadybook.model.configuration import DEFAULT_FOLDERS
from steadybook.model.document import Document
from steadybook.model.finding import Violation
from steadybook.model.loading import Loader
from steadybook.model.part import Part
from steadybook.model.shape_walk import model_at
from steadybook.source.positions import locate
from steadybook.source.reader import Limits
from steadybook.source.spans import Route
from tests.kinds.conftest import KINDS, OURS
from tests.kinds.test_wrong_values import WRONG, form


def _root_key(text: str) -> str:
    match = re.search(r"^(\w+):", text, re.MULTILINE)
    assert match is not None
    return match[1]


ROOT = Path(__file__).parent.parent.parent
LOADER = Loader(KINDS.values(), Limits())
TEXTS = {
    path.relative_to(ROOT).as_posix(): text
    for folder in DEFAULT_FOLDERS
    for path in sorted((ROOT / folder).rglob("*.yaml"))
    if _root_key(text := path.read_text("utf-8")) in OURS
}
RULE_FILES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "slos" / "alerts").glob("*.yaml"))]
MEASUREMENTS = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "slos").rglob("*.csv"))]
SCHEMAS = {name: KINDS[name].model.model_json_schema() for name in OURS}
MAPPING, LIST = "{no_such_key: b}", "[[]]"


@dataclass(frozen=True)
class Place:
    """A node of a document: its route below the root key, where its text begins and ends, and the line it is on."""

    route: Route
    start: int
    end: int
    line: int
    """Counted from 1: of its key where it has one, else of its first character."""
    node: yaml.Node
    key: tuple[int, int] | None = None
    """Where its key begins and ends."""


def compose(text: str) -> tuple[str, list[Place]]:
    """The root key, and all nodes below it."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    ((key, body),) = root.value
    return key.value, list(_places(text, body, (), key))


def _places(text: str, node: yaml.Node, route: Route, key: yaml.Node | None) -> Iterator[Place]:
    start, end = node.start_mark.index, node.end_mark.index
    end = start + len(text[start:end].rstrip())
    line = (key or node).start_mark.line + 1
    yield Place(route, start, end, line, node, (key.start_mark.index, key.end_mark.index) if key else None)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _places(text, value, (*route, name.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _places(text, item, (*route, index), None)


def findings(path: str, text: str) -> list[tuple[str, int, str]]:
    """Rule, line and help of what is found in a text; every finding is as clear as it can be."""
    loaded = LOADER.load(path, text.encode())
    if not path.endswith(".csv"):  # of measurements, the rows that are right stay
        assert (loaded.model is None) == bool(loaded.problems)
    document: Document[Any] = Document(path, "", loaded.kind, loaded.facts, lambda: loaded)
    for problem in loaded.problems:
        _assert_clear(problem, path)
    return [(p.rule, document.span(p.at, p.part).line, p.help) for p in loaded.problems]


def found(path: str, text: str) -> list[tuple[str, int]]:
    """Rules and lines alone."""
    return [(rule, line) for rule, line, _ in findings(path, text)]


def _assert_clear(problem: Violation, path: str) -> None:
    assert problem.message.strip(), path
    assert problem.help.strip(), f"{path}: {problem.message}"
    assert "pydantic" not in problem.message
    assert len(problem.message) < 200, f"{path}: {problem.message}"


def replaced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def part_at(kind: str, route: Route) -> type[Part] | None:
    """The model of the mapping at a route; None where its keys are free."""
    model = model_at(KINDS[kind].model, route)
    assert model is None or issubclass(model, Part)
    return model


def is_shorthand(kind: str, place: Place) -> bool:
    """Whether a mapping may stand where this scalar does."""
    return part_at(kind, place.route) is not None


@pytest.mark.parametrize("path", TEXTS)
def test_every_value(path: str) -> None:
    """Each scalar of a form becomes one of no form, each text a mapping or nothing, each mapping and list another."""
    text = TEXTS[path]
    kind, places = compose(text)
    assert found(path, text) == []
    for place in places:
        if isinstance(place.node, yaml.ScalarNode):
            shape = form(SCHEMAS[kind], place.route) if not is_shorthand(kind, place) else "text"
            wrong, rule = WRONG.get(shape, (LIST if is_shorthand(kind, place) else MAPPING, "wrong-type"))
        else:
            wrong, rule = (LIST if isinstance(place.node, yaml.MappingNode) else MAPPING), "wrong-type"
        changed = replaced(text, place.start, place.end, wrong)
        assert found(path, changed) == [(rule, place.line)], f"{path}:{place.line} {place.route} {wrong}"


@pytest.mark.parametrize("path", TEXTS)
def test_every_required_value_left_out(path: str) -> None:
    """A key without a value, where it needs one."""
    text = TEXTS[path]
    kind, places = compose(text)
    for place in places:
        if place.key is not None and _is_required(kind, place):
            changed = replaced(text, place.start, place.end, "")
            assert found(path, changed) == [("empty-value", place.line)], f"{path}:{place.line} {place.route}"


@pytest.mark.parametrize("path", TEXTS)
def test_every_key_misspelt(path: str) -> None:
    """A letter too many is one finding, with the right word in its help: the key is not missing, it is misspelt."""
    text = TEXTS[path]
    kind, places = compose(text)
    for place in places:
        if place.key is None or (place.route and part_at(kind, place.route[:-1]) is None):
            continue
        start, end = place.key
        name = text[start:end]
        half = len(name) // 2
        changed = replaced(text, start, end, name[: half + 1] + name[half:])
        rule = "unknown-key" if place.route else "unknown-kind"
        ((found_rule, line, help),) = findings(path, changed)
        assert (found_rule, line) == (rule, place.line), f"{path}:{place.line} {place.route}"
        assert f"`{name}`" in help


@pytest.mark.parametrize("path", TEXTS)
def test_every_required_key_removed(path: str) -> None:
    """What a mapping lacks is said on the line of its key, or on the first line of a list's item."""
    text = TEXTS[path]
    kind, places = compose(text)
    by_route = {place.route: place for place in places}
    for place in places:
        if place.key is None or not _is_required(kind, place):
            continue
        parent = by_route[place.route[:-1]]
        changed = _without(text, parent, place)
        assert found(path, changed) == [("missing-key", parent.line)], f"{path}:{place.line} {place.route}"


def _is_required(kind: str, place: Place) -> bool:
    if not place.route:
        return False
    parent = part_at(kind, place.route[:-1])
    return parent is not None and parent.model_fields[str(place.route[-1])].is_required()


def _without(text: str, parent: Place, place: Place) -> str:
    """The text without an entry of a mapping; what it held goes with it."""
    assert isinstance(parent.node, yaml.MappingNode)
    assert place.key is not None
    starts = [key.start_mark.index for key, _ in parent.node.value]
    following = starts.index(place.key[0]) + 1
    if len(starts) == 1:
        return replaced(text, parent.start, parent.end, "{}")
    if following < len(starts):
        return replaced(text, place.key[0], starts[following], "")
    if parent.node.flow_style:
        previous = parent.node.value[-2][1].end_mark.index
        return replaced(text, previous, place.end, "")
    return replaced(text, place.key[0], place.end, "")


@pytest.mark.parametrize("path", RULE_FILES)
def test_every_value_of_a_rule_file(path: str) -> None:
    """Prometheus's own files: what we read of them. The other keys are Prometheus's affair."""
    text = (ROOT / path).read_text("utf-8")
    assert found(path, text) == []
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert root is not None
    seen = set()
    for place in _places(text, root, (), None):
        name = place.route[-1] if place.route else None
        if name in ("for", "keep_firing_for"):
            assert found(path, replaced(text, place.start, place.end, "1m1h")) == [("invalid-duration", place.line)]
        if name in ("alert", "record", "expr", "for"):
            assert found(path, replaced(text, place.start, place.end, LIST)) == [("wrong-type", place.line)]
            seen.add(name)
        if name in ("labels", "annotations"):
            assert found(path, replaced(text, place.start, place.end, LIST)) == [("wrong-type", place.line)]
        if len(place.route) > 2 and place.route[-2] in ("labels", "annotations"):
            assert found(path, replaced(text, place.start, place.end, LIST)) == [("wrong-type", place.line)]
    assert {"alert", "expr"} <= seen


@pytest.mark.parametrize("path", MEASUREMENTS)
def test_every_column_of_a_measurement_file(path: str) -> None:
    """A wrong column name is a finding of the first line; a cell that is empty or of no form, one of its own line."""
    lines = (ROOT / path).read_text("utf-8").splitlines()[:6]
    names = lines[0].split(",")
    assert found(path, _table(lines)) == []
    for index, name in enumerate(names):
        header = ",".join([*names[:index], name + "x", *names[index + 1 :]])
        assert found(path, _table([header, *lines[1:]])) == [("measurement-header", 1)]
        for wrong in ("", "many") if name not in ("service", "sli") else ("",):
            for number in range(1, len(lines)):
                row = lines[number].split(",")
                row[index] = wrong
                changed = [*lines[:number], ",".join(row), *lines[number + 1 :]]
                assert found(path, _table(changed)) == [("measurement-row", number + 1)], f"{name} {wrong!r}"


def _table(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def test_every_kind_is_there() -> None:
    assert {_root_key(text) for text in TEXTS.values()} == set(OURS)
    assert RULE_FILES
    assert MEASUREMENTS


def test_the_positions_are_those_of_another_reader() -> None:
    """Every key and every value: our places are the composer's."""
    for path, text in TEXTS.items():
        kind, places = compose(text)
        positions = locate(text)
        for place in places:
            key, value = positions.key((kind, *place.route)), positions.value((kind, *place.route))
            assert value is not None, f"{path} {place.route}"
            mark = place.node.start_mark
            assert (value.line, value.column) == (mark.line + 1, mark.column + 1), f"{path} {place.route}"
            assert (key is None) == (place.key is None)
            assert key is None or key.line == place.line
