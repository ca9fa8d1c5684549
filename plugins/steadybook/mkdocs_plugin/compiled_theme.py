"""Keeps the theme's templates compiled: compiling them takes as long as drawing a hundred pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from steadybook.pages.render import compiled

_CONSTANT = frozenset({"builtins", "jinja2", "markupsafe", "mkdocs", "operator", "_operator"})
"""Packages whose filters and tests answer the same at all times: Jinja compiles in what they make of constants."""


def keep_compiled(environment: Any) -> None:
    """Has the environment of a theme take its templates from those kept by us, where nothing else is kept already.

    Not where a plugin brought functions or extensions of its own: what they make of a template may change from build to
    build.
    """
    has_own = callable(environment.autoescape) or environment.finalize is not None
    asked = [*environment.filters.values(), *environment.tests.values(), *map(type, environment.extensions.values())]
    if environment.bytecode_cache is None and not has_own and _are_constant(asked):
        environment.bytecode_cache = compiled()


def _are_constant(functions: Iterable[Any]) -> bool:
    return all((getattr(each, "__module__", None) or "builtins").split(".")[0] in _CONSTANT for each in functions)
