"""What a kind of document is: its root key, model, default folder and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from steadybook.model.finding import Violation
from steadybook.source.reader import Limits, Value
from steadybook.source.spans import Route, Span

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Provided:
    """Something with an address of its own inside a document, such as an alert in a rule file."""

    kind: str
    id: str
    route: Route


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a codec made of a file: its value (None where it is too broken), and what was wrong with the text."""

    value: Any
    problems: tuple[Violation, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Codec:
    """How files of a kind that is no YAML are read, and how a route in them is found again."""

    suffix: str
    decode: Callable[[bytes, Limits], Decoded]
    locate: Callable[[str, Route], Span]


@dataclass(frozen=True, slots=True)
class Kind(Generic[M]):
    """One kind of document.

    `name` is the root key and the kind's name in references. `folder` is where its files belong (a warning elsewhere).
    `named_by` is the field that must equal the file's stem, if any. `url` is its section of the site.
    `title` and `plural` are what people read; `label` gives a document's own title.
    `summary` is one sentence that says what such a document is for.
    `recognises` tells a file of another dialect, which has no root key of ours, by its value.
    """

    name: str
    title: str
    plural: str
    model: type[M]
    folder: str
    url: str
    summary: str
    named_by: str = ""
    label: Callable[[str, M], str] | None = None
    provides: Callable[[str, M], Iterator[Provided]] | None = None
    recognises: Callable[[Value], bool] | None = None
    foreign: bool = False
    """Another tool's dialect: no root key is stripped, and YAML aliases and several documents are legal."""
    codec: Codec | None = None

    def label_of(self, id: str, model: M) -> str:
        """The title of a document for people; its id where it has none."""
        return self.label(id, model) if self.label else id
