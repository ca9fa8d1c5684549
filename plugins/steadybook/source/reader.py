"""Strict reading of YAML: plain data without aliases, tags and surprises, and a problem for everything else.

The reader gives a plain scalar no type but null: what `012`, `1:30` or `yes` means is for the field to say that holds
it. Files that are written plainly, as nearly all are, take a short way (`simple`); all others are read `strict`ly.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from steadybook.source.limits import SPLIT, Limits
from steadybook.source.problems import Problem
from steadybook.source.simple import read_simple
from steadybook.source.spans import Span

__all__ = ["Limits", "Plain", "Problem", "Reading", "Value", "read"]


class Plain(str):
    """A plain (unquoted) scalar, exactly as written."""

    __slots__ = ()


#: What a document is made of. Quoted scalars and text blocks are `str`, plain scalars `Plain`, plain nulls None.
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

#: The plain scalars that are null (YAML 1.2, section 10.3.2).
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Reading(NamedTuple):
    """What a file holds: its complete documents, what is wrong with it, and its text as it stands in the file."""

    documents: tuple[Value, ...]
    problems: tuple[Problem, ...]
    text: str

    @property
    def value(self) -> Value:
        """The first document; None where there is none."""
        return self.documents[0] if self.documents else None


DEFAULT_LIMITS = Limits()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The documents in the bytes of a YAML file. Raises for no bytes; what is wrong is in the problems.

    A document that breaks off (a syntax error, a limit) is not among the documents.
    """
    if len(data) > limits.bytes:
        message = f"the file is larger than {limits.bytes:,} bytes and was not read"
        return Reading((), (Problem("file-too-large", Span(1, 1, 1, 1), message, SPLIT),), "")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        from steadybook.source.encoding import wrong_encoding

        return Reading((), (wrong_encoding(data, error),), data.decode(errors="replace"))
    simple = read_simple(text, Plain, NULLS, limits.nodes, limits.depth)
    if simple is not None:
        return Reading((simple,), (), text)
    from steadybook.source.strict import read_strictly

    return read_strictly(data, text, limits)
