"""What the layer contract does not say: who may know MkDocs and Jinja, and how a module may be named and grow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "plugins" / "steadybook"
LONGEST = 400
SAY_NOTHING = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}


def imported(module: Path) -> set[str]:
    """The top-level names of everything that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize(
    ("library", "layer"), [("jinja2", "pages"), ("material", "mkdocs_plugin"), ("mkdocs", "mkdocs_plugin")]
)
def test_only_one_layer_knows_a_library(library: str, layer: str) -> None:
    importers = {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if library in imported(path)}
    assert {path.as_posix() for path in importers if path.parts[0] != layer} == set()


def test_no_module_grows_too_long() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_bytes().splitlines()) for path in PACKAGE.rglob("*.py")
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_every_module_is_named_for_what_it_does() -> None:
    names = {path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py")}
    assert {path.as_posix() for path in names if SAY_NOTHING & {part.strip("_") for part in path.parts}} == set()
