"""Jinja as our templates need it, without what they never ask for: a site calls macros and escapes a million times.

What is done more quickly here is done as Jinja does it; tests hold the one against the other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping
from functools import cache, partial
from importlib.metadata import version
from keyword import iskeyword
from pathlib import Path
from pickle import UnpicklingError
from types import CodeType, FunctionType, MethodType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape
from typing_extensions import override

from steadybook.engine.cache import program_state


class _Macro(Macro):
    """Takes its values without asking how the place of its call escapes: here all is escaped."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._takes_others = self.caller or self.catch_kwargs or self.catch_varargs

    @override
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro writes."""
        absent = self._argument_count - len(args)
        if self._takes_others or absent < 0:
            return super().__call__(*args, **kwargs)
        if absent:
            names = self.arguments[-absent:]
            if not kwargs.keys() <= set(names):
                return super().__call__(*args, **kwargs)
            args += tuple([kwargs.get(name, missing) for name in names])
        elif kwargs:
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._func(*args))


class _Code(CodeGenerator):
    """Reads an attribute where it is asked for; only what has none of that name is left to the environment.

    Calls a macro where it is called; of all else the context says how.
    """

    @override
    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.write("(_got if (_got := getattr((_of := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(_of, {node.attr!r}))")

    @override
    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        named = [keyword.key for keyword in node.kwargs]
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(map(iskeyword, named)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(_call if type(_call := ")
        self.visit(node.node, frame)
        kept = [
            name for name, inside in (("_loop_vars", frame.loop_frame), ("_block_vars", frame.block_frame)) if inside
        ]
        self.write(f") is Macro else context.bound({', '.join(['_call', *(f'{name}={name}' for name in kept)])}))(")
        for index, argument in enumerate([*node.args, *node.kwargs]):
            self.write(", " if index else "")
            self.visit(argument, frame)
        self.write(")")


class _Context(Context):
    """Has functions called directly, and whatever else is called as Jinja does."""

    def bound(self, called: Any, **variables: Any) -> Any:
        """What takes the arguments of a call; `variables` are for functions that want the context."""
        if type(called) in DIRECT and not hasattr(called, "jinja_pass_arg"):
            return called
        return partial(self.call, called, **variables)


DIRECT = frozenset({FunctionType, MethodType})
"""What is called as it is, unless it is marked as wanting the context."""


class _Template(jinja2.Template):
    """A template whose output is escaped by `escaped`, and whose macros are ours."""

    @classmethod
    @override
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Gives the compiled template our function and class under the names that it calls."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__.update(escape=escaped, Macro=_Macro)
        return template


def escaped(value: object) -> str:
    """A value as HTML, as `markupsafe.escape` has it; a plain text that needs no change stays a plain text."""
    if type(value) is Markup:
        return value
    if (
        type(value) is str
        and "&" not in value
        and "<" not in value
        and ">" not in value
        and '"' not in value
        and "'" not in value
    ):
        return value
    return escape(value)


_WAYS = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "optimized",
    "autoescape",
    "policies",
    "newstyle_gettext",
)
"""The settings of an environment that decide what becomes of a template."""


class Compiled(jinja2.BytecodeCache):
    """Compiled templates, for all environments that share it; on disk too where there is a folder for them.

    Those of another template, of an environment that reads templates in another way, or of another state of the program
    do not count.
    """

    def __init__(self, disk: jinja2.BytecodeCache | None = None) -> None:
        self._disk = disk
        self._codes: dict[str, tuple[str, CodeType]] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket, or leaves it empty: what is damaged is compiled again."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._disk is not None:
            try:
                self._disk.load_bytecode(bucket)
            except (EOFError, ValueError, UnpicklingError):
                bucket.reset()
            self._keep(bucket)

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled."""
        self._keep(bucket)
        if self._disk is not None:
            self._disk.dump_bytecode(bucket)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.checksum, bucket.code

    @override
    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Where a template is kept; its checksum changes with all that is compiled in.

        Beside the template itself that is how it is read, and what filters, which are the program's, make of constants.
        """
        ways = [(way, str(getattr(environment, way, None))) for way in _WAYS]
        state = f"{program_state()} {_jinja()} {sorted(environment.extensions)} {ways}"
        return super().get_bucket(environment, name, filename, f"{state}\n{source}")


@cache
def _jinja() -> str:
    return version("jinja2")


def compiled_in(folder: Path) -> jinja2.BytecodeCache | None:
    """A folder for compiled templates, which must be as safe as the program's own: they are code.

    None where it cannot or should not be written. Deleting it is always safe.
    """
    if sys.dont_write_bytecode:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


class Environment(jinja2.Environment):
    """Escapes by default, and knows no variable that is not there.

    One for each site: what is the same for all its pages is a global, so that a template of macros imports it without
    context and is made ready once. It reads a template once; an edited one is read by the environment of the next site.
    """

    template_class = _Template
    context_class = _Context
    code_generator_class = _Code

    def __init__(self, loader: jinja2.BaseLoader, compiled: Compiled | None = None) -> None:
        super().__init__(
            loader=loader,
            bytecode_cache=compiled,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            cache_size=-1,  # all are kept
        )

    @override
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template in one mapping, since every page makes a copy of them."""
        return {**self.globals, **(d or {})}
