"""One file of the corpus: what is known of it at once, and what is loaded when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from steadybook.model.facts import Facts
from steadybook.model.finding import Part, Violation
from steadybook.model.kind import Kind
from steadybook.source.spans import Route, Span

if TYPE_CHECKING:
    from pydantic import BaseModel

    from steadybook.source.positions import Positions

M_co = TypeVar("M_co", bound="BaseModel", covariant=True)


class BrokenDocumentError(Exception):
    """The model of a document was asked for whose shape is wrong; `Document.intact` tells beforehand."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document's content: the typed model (None where the shape is wrong), what is wrong, and the text."""

    kind: Kind[Any] | None
    value: Any
    model: BaseModel | None
    problems: tuple[Violation, ...]
    text: str
    facts: Facts
    prefix: Route
    """What leads from the file's root to the body: the root key, or nothing."""


class Document(Generic[M_co]):
    """A file of the corpus. `path` is relative to the repository's root; `id` is the file's stem.

    `digest` names the content. Content, model and positions are loaded on first use. `holds_no_credential` is true
    where the text was searched for credentials as the file was read; false where nobody knows.
    """

    __slots__ = ("_load", "_loaded", "_positions", "digest", "facts", "holds_no_credential", "id", "kind", "path")

    def __init__(
        self,
        path: str,
        digest: str,
        kind: Kind[Any] | None,
        facts: Facts,
        load: Callable[[], Loaded],
        holds_no_credential: bool = False,
    ) -> None:
        self.path = path
        self.id = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        self.digest = digest
        self.kind = kind
        self.facts = facts
        self.holds_no_credential = holds_no_credential
        self._load = load
        self._loaded: Loaded | None = None
        self._positions: Positions | None = None

    def __repr__(self) -> str:
        return f"<Document {self.path}>"

    @property
    def loaded(self) -> Loaded:
        """The content, read and validated on first use."""
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    @property
    def intact(self) -> bool:
        """Whether the document has a model."""
        return self.facts.intact

    @property
    def model(self) -> M_co:
        """The typed content. Raises BrokenDocumentError where the shape is wrong."""
        model = (self._loaded or self.loaded).model  # not asking for what is there saves much: rules ask very often
        if model is None:
            raise BrokenDocumentError(self.path)
        return model  # type: ignore[return-value]  # the kind's model class is M_co by construction

    @property
    def problems(self) -> tuple[Violation, ...]:
        """What is wrong with the text and its shape."""
        return self.loaded.problems

    @property
    def value(self) -> Any:
        """The body as it was read: mappings, lists and scalars as written."""
        value = self.loaded.value
        for step in self.loaded.prefix:
            value = value[step]
        return value

    @property
    def text(self) -> str:
        """The file's text."""
        return self.loaded.text

    @property
    def title(self) -> str:
        """The document's title for people; its id where it has none, or is too broken to tell."""
        if self.kind is None:
            return self.id
        if self.intact:
            return self.kind.label_of(self.id, self.model)
        body = self.loaded.value
        for step in self.loaded.prefix:
            body = body.get(step) if isinstance(body, dict) else None
        written = (body.get(key) for key in ("title", "name")) if isinstance(body, dict) else ()
        return next((text for text in written if isinstance(text, str) and text.strip()), self.id)

    def span(self, at: Route | Span, part: Part = "best") -> Span:
        """The place of a route below the root key, or of a span itself."""
        if isinstance(at, Span):
            return at
        kind = self.kind
        if kind is not None and kind.codec is not None:
            return kind.codec.locate(self.text, at)
        positions = self.positions
        if part == "root":
            return positions.key(at) or positions.at(at)
        route = self.loaded.prefix + tuple(at)
        if route[:1] == (0,) and isinstance(self.loaded.value, list):
            route = route[1:]  # of several documents in a file, only those after the first one have a number
        if part == "value":
            return positions.value(route) or positions.at(route)
        if part == "key":
            return positions.key(route) or positions.at(route)
        if part == "missing":
            return positions.missing(route)
        return positions.at(route)

    @property
    def positions(self) -> Positions:
        """Where every key and value stands, from the file's root."""
        if self._positions is None:
            from steadybook.source.positions import locate  # on use: a check that finds nothing needs no places

            self._positions = locate(self.text)
        return self._positions
