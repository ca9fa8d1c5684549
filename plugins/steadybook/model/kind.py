"""What a kind of document is: its root key, model, default folder and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from steadybook.model.finding import Violation
from steadybook.source.reader import Limits, Value
from steadybook.source.spans import Route, Span

if TYPE_CHECKING:
    from pydantic import BaseModel

M = TypeVar("M", bound="BaseModel")


class Provided(NamedTuple):
    """Something with an address of its own inside a document, such as an alert in a rule file."""

    kind: str
    id: str
    route: Route


class Decoded(NamedTuple):
    """What a codec made of a file: its value (None where it is too broken), and what was wrong with the text."""

    value: Any
    problems: tuple[Violation, ...]
    text: str


class Codec(NamedTuple):
    """How files of a kind that is no YAML are read, and how a route in them is found again."""

    suffix: str
    decode: Callable[[bytes, Limits], Decoded]
    locate: Callable[[str, Route], Span]
    decode_all: Callable[[Sequence[bytes], Limits], Sequence[Decoded]] | None = None
    """The same as `decode` for each of many files, where that is quicker than one after the other."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[M]):
    """One kind of document: the package `steadybook.kinds.<name>`.

    `model_name` is the class in its module `model`, which is imported when it is first needed: building models takes
    longer than a check of one changed file may. `name` is the root key and the kind's name in references.
    `folder` is where its files belong (a warning elsewhere).
    `named_by` is the field that must equal the file's stem, if any. `url` is its section of the site.
    `title` and `plural` are what people read; `label` gives a document's own title.
    `summary` is one sentence that says what such a document is for.
    `recognises` tells a file of another dialect, which has no root key of ours, by its value.
    """

    name: str
    title: str
    plural: str
    model_name: str
    folder: str
    url: str
    summary: str
    named_by: str = ""
    columns: tuple[str, ...] = ()
    """The fields that the kind's list page shows, as dotted routes, most needed first."""
    label: Callable[[str, M], str] | None = None
    provides: Callable[[str, M], Iterator[Provided]] | None = None
    recognises: Callable[[Value], bool] | None = None
    foreign: bool = False
    """Another tool's dialect: no root key is stripped, and YAML aliases and several documents are legal."""
    codec: Codec | None = None

    @property
    def model(self) -> type[M]:
        """The class of the typed content."""
        found: type[M] = _model(self.name, self.model_name)
        return found

    def label_of(self, id: str, model: M) -> str:
        """The title of a document for people; its id where it has none."""
        return self.label(id, model) if self.label else id


@cache
def _model(kind: str, name: str) -> Any:
    return getattr(import_module(f"steadybook.kinds.{kind}.model"), name)


def kind_of(model: type[BaseModel] | Kind[Any]) -> str:
    """The name of a kind, or of the kind whose document class this is."""
    return model.name if isinstance(model, Kind) else _kind_of(model)


@cache
def _kind_of(model: type[BaseModel]) -> str:
    return model.__module__.split(".")[2]  # the package that it stands in
