"""Finds what stands in a package, each module or folder with its constant: walking the folder is the registry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from steadybook.model.kind import Kind
from steadybook.model.rule import RegisteredRule, Rule

T = TypeVar("T")


class MissingConstantError(Exception):
    """A module in a discovered package lacks its constant: a mistake in the program, said at import."""


def modules(package: str) -> Iterator[ModuleType]:
    """The modules and packages directly in a package, by name; names that begin with `_` are left out."""
    root = import_module(package)
    for folder in root.__path__:
        for entry in sorted(Path(folder).iterdir()):
            name = entry.stem
            if name.startswith(("_", ".")) or not (entry.suffix == ".py" or (entry / "__init__.py").is_file()):
                continue
            yield import_module(f"{package}.{name}")


def constants(package: str, name: str, type_: type[T]) -> Iterator[tuple[ModuleType, T]]:
    """The constant `name` of each module in a package. Raises MissingConstantError where one lacks it."""
    for module in modules(package):
        value: Any = getattr(module, name, None)
        if not isinstance(value, type_):
            raise MissingConstantError(f"{module.__name__} has no {name} of type {type_.__name__}")
        yield module, value


@cache
def kinds() -> tuple[Kind[Any], ...]:
    """All kinds of documents."""
    return tuple(kind for _, kind in constants("steadybook.kinds", "KIND", Kind))


@cache
def rules() -> dict[str, RegisteredRule]:
    """All rules by id."""
    found: dict[str, RegisteredRule] = {}
    for family in modules("steadybook.rules"):
        for module, rule in constants(family.__name__, "RULE", Rule):
            name = module.__name__.rsplit(".", 1)[-1].replace("_", "-")
            if name in found:
                raise MissingConstantError(f"two rules are named {name}")
            found[name] = RegisteredRule(name, family.__name__.rsplit(".", 1)[-1], module.__doc__ or "", rule)
    return found
