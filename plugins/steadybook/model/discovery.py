"""Finds what stands in a package, each module or folder with its constant: walking the folder is the registry."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from steadybook.model.kind import Kind
from steadybook.model.rule import RegisteredRule, Rule

if TYPE_CHECKING:
    from steadybook.model.report import Report

T = TypeVar("T")


class MissingConstantError(Exception):
    """A module in a discovered package lacks its constant: a mistake in the program, said at import."""


def modules(package: str) -> Iterator[ModuleType]:
    """The modules and packages directly in a package, by name; names that begin with `_` are left out."""
    yield from map(import_module, _names(package))


def _names(package: str) -> Iterator[str]:
    for folder in import_module(package).__path__:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            name = entry.name.removesuffix(".py")
            if name.startswith(("_", ".")):
                continue
            if name != entry.name or Path(entry, "__init__.py").is_file():
                yield f"{package}.{name}"


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


def reports() -> Iterator[tuple[str, Report]]:
    """All reports with their names: those of the files, with hyphens."""
    from steadybook.model.report import Report  # on use: a check needs no report

    for module, report in constants("steadybook.reports", "REPORT", Report):
        yield module.__name__.rsplit(".", 1)[-1].replace("_", "-"), report


class RuleTable(Mapping[str, RegisteredRule]):
    """All rules by id. The ids come from the file names; a rule is imported when somebody looks it up."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules
        self._loaded: dict[str, RegisteredRule] = {}

    def __getitem__(self, id: str) -> RegisteredRule:
        found = self._loaded.get(id)
        if found is None:
            name = self._modules[id]
            module = import_module(name)
            rule: Any = getattr(module, "RULE", None)
            if not isinstance(rule, Rule):
                raise MissingConstantError(f"{name} has no RULE of type Rule")
            family = name.rsplit(".", 2)[-2]
            found = self._loaded[id] = RegisteredRule(id, family, module.__doc__ or "", rule)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)

    def __contains__(self, id: object) -> bool:
        return id in self._modules


@cache
def rules() -> RuleTable:
    """All rules by id, in order of family and id."""
    found: dict[str, str] = {}
    for family in _names("steadybook.rules"):
        for name in _names(family):
            id = name.rsplit(".", 1)[-1].replace("_", "-")
            if id in found:
                raise MissingConstantError(f"two rules are named {id}")
            found[id] = name
    return RuleTable(found)
