"""From bytes to a document's content: read, find the kind, validate, collect facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from steadybook.model.document import Loaded
from steadybook.model.facts import Facts
from steadybook.model.finding import Elsewhere, Violation
from steadybook.model.kind import Decoded, Kind, Provided
from steadybook.model.reference import Reference
from steadybook.model.wording import closest
from steadybook.source.reader import Limits, Problem, Reading, Value, read
from steadybook.source.spans import Route

if TYPE_CHECKING:
    from pydantic import BaseModel

    Validate = Callable[[type[BaseModel], Any], tuple[BaseModel | None, tuple[Violation, ...]]]

FOREIGN_DIALECT = frozenset({"yaml-alias", "several-documents"})
"""What Prometheus's own files may hold and our documents may not."""


BATCH = 100
"""Files that are read before they are validated; with more of them there is nothing more to gain."""

FIRST_KEY = re.compile(r"\ufeff?(?:[ \t]*(?:(?:#|---|%|<<<<<<<)[^\n]*)?\r?\n)*([a-z_]+)[ \t]*:")
"""The first key of a text, after comments, the start of a document, directives and the mark of a merge conflict."""


class Loader:
    """Turns the bytes of a file into a document's content, with the kinds that there are."""

    def __init__(self, kinds: Iterable[Kind[Any]], limits: Limits) -> None:
        self.kinds = {kind.name: kind for kind in kinds}
        self.limits = limits
        self._foreign = [kind for kind in self.kinds.values() if kind.recognises]
        self._codecs = {kind.codec.suffix: kind for kind in self.kinds.values() if kind.codec}
        self._roots = frozenset(kind.name for kind in self.kinds.values() if not kind.foreign and not kind.codec)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of the files that are documents."""
        return (".yaml", ".yml", *self._codecs)

    def load(self, path: str, data: bytes) -> Loaded:
        """The content of the file at `path`; whatever is wrong with it stands in `problems`."""
        kind = self._coded(path)
        return self._decoded(kind, _stem(path), data) if kind else self._typed(_stem(path), read(data, self.limits))

    def load_each(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Loaded]:
        """What `load` answers for each file.

        Some are read before the first of them is validated: each of these works drives what the other one needs out of
        the processor's cache, and by turns they take an eighth longer.
        """
        files = iter(files)
        while batch := list(islice(files, BATCH)):
            read_ = [(path, data, None if self._coded(path) else read(data, self.limits)) for path, data in batch]
            for path, data, reading in read_:
                yield self.load(path, data) if reading is None else self._typed(_stem(path), reading)

    def _coded(self, path: str) -> Kind[Any] | None:
        """The kind of files that are no YAML."""
        return next((kind for suffix, kind in self._codecs.items() if path.endswith(suffix)), None)

    def _typed(self, id: str, reading: Reading) -> Loaded:
        problems = reading.problems
        foreign = self._foreign_kind(reading.value)
        if foreign is not None:
            kept = tuple(p for p in problems if p.code not in FOREIGN_DIALECT)
            value: Any = list(reading.documents) if len(reading.documents) > 1 else reading.value
            return self._finish(foreign, id, value, tuple(map(_violation, kept)), reading.text, ())
        found = tuple(map(_violation, problems))
        value = reading.value
        if not isinstance(value, dict) or not value:
            if not found:
                found = (Violation((), "there is no document in this file", "Write one root key.", rule="empty-file"),)
            return self._unreadable(id, value, found, reading.text)
        kind_or_none, more = self._kind_of(value)
        if kind_or_none is None:
            return Loaded(None, value, None, found + more, reading.text, Facts("", False), ())
        return self._finish(kind_or_none, id, value, found + more, reading.text, (kind_or_none.name,))

    def loads_many(self, path: str) -> bool:
        """Whether files like the one at `path` are better loaded many at once."""
        kind = self._coded(path)
        return kind is not None and kind.codec is not None and kind.codec.decode_all is not None

    def load_all(self, files: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, Loaded]]:
        """The content of files of which `loads_many` is true, each with its path."""
        for suffix, kind in self._codecs.items():
            if kind.codec is not None and kind.codec.decode_all is not None:
                own = [(path, data) for path, data in files if path.endswith(suffix)]
                if not own:
                    continue  # most runs have none, and need not import what decodes them
                found = kind.codec.decode_all([data for _, data in own], self.limits)
                for (path, _), decoded in zip(own, found, strict=True):
                    yield path, self._from(kind, _stem(path), decoded)

    def _foreign_kind(self, value: Value) -> Kind[Any] | None:
        if isinstance(value, dict) and not self._roots.isdisjoint(value):
            return None
        return next((kind for kind in self._foreign if kind.recognises and kind.recognises(value)), None)

    def _kind_of(self, value: dict[str, Value]) -> tuple[Kind[Any] | None, tuple[Violation, ...]]:
        known = [key for key in value if key in self._roots]
        if known:
            kind = self.kinds[known[0]]
            help = f"A file holds one document, under the root key `{kind.name}`."
            return kind, tuple(
                Violation(
                    (key,),
                    f"`{key}` stands beside the root key `{kind.name}`",
                    help,
                    "root",
                    rule="several-root-keys",
                )
                for key in value
                if key != kind.name
            )
        first = next(iter(value))
        near = closest(first, self._roots)
        did = f"Did you mean `{near}`? " if near else ""
        message = f"`{first}` is not a kind of document"
        return None, (
            Violation((first,), message, f"{did}Kinds: {', '.join(sorted(self._roots))}.", "root", rule="unknown-kind"),
        )

    def _unreadable(self, id: str, value: Value, found: tuple[Violation, ...], text: str) -> Loaded:
        """A file without a mapping. Where it begins with a root key, it still is the document that others refer to."""
        first = FIRST_KEY.match(text)
        kind = self.kinds[first[1]] if first is not None and first[1] in self._roots else None
        if kind is None:
            return Loaded(None, value, None, found, text, Facts("", False), ())
        return Loaded(kind, None, None, found, text, Facts(kind.name, False, (Provided(kind.name, id, ()),)), ())

    def _decoded(self, kind: Kind[Any], id: str, data: bytes) -> Loaded:
        assert kind.codec is not None
        return self._from(kind, id, kind.codec.decode(data, self.limits))

    def _from(self, kind: Kind[Any], id: str, decoded: Decoded) -> Loaded:
        if decoded.value is None:
            facts = Facts(kind.name, False, (Provided(kind.name, id, ()),))
            return Loaded(kind, None, None, decoded.problems, decoded.text, facts, ())
        return self._finish(kind, id, decoded.value, decoded.problems, decoded.text, ())

    def _finish(
        self, kind: Kind[Any], id: str, value: Any, problems: tuple[Violation, ...], text: str, prefix: Route
    ) -> Loaded:
        validate, references = _shape()
        body = value
        for step in prefix:
            body = body[step]
        model, wrong = validate(kind.model, body)
        # A file that broke off in the middle lacks keys for that reason alone.
        if any(p.rule == "invalid-yaml" for p in problems):
            wrong = ()
            model = None
        provided: tuple[Provided, ...] = (Provided(kind.name, id, ()),)
        refs: tuple[Reference, ...] = ()
        if model is not None:
            refs = tuple(references(model))
            if kind.provides is not None:
                provided += tuple(kind.provides(id, model))
        elif wrong:
            from steadybook.model.written_references import written_references  # few documents need it

            refs = tuple(written_references(kind.model, body, wrong))
        facts = Facts(kind.name, model is not None, provided, refs)
        return Loaded(kind, value, model, problems + wrong, text, facts, prefix)


_NEEDED = (
    "pydantic",
    "importlib.metadata",  # which pydantic asks for when it builds its first model
    "pydantic.errors",
    "pydantic.config",
    "pydantic.json_schema",
    "pydantic.main",
    "annotated_types",
    "pydantic.types",
    "pydantic.fields",
    "steadybook.model.references",
    "steadybook.model.shape",
)


def preparations() -> Iterator[object]:
    """Imports what the first document to be loaded needs, in small steps, for who waits for something meanwhile.

    A check that finds nothing to load would be held up by all of it.
    """
    return map(import_module, _NEEDED)


def preparations_for_all() -> Iterator[object]:
    """Imports what documents need that are loaded and checked, for who will do so with all of them."""
    from steadybook.model.discovery import rules

    yield from preparations()
    yield from rules().values()


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@cache
def _shape() -> tuple[Validate, Callable[[BaseModel], Iterator[Reference]]]:
    """Imported on use: a check that remembers all documents loads none, and needs no pydantic."""
    from steadybook.model.references import references
    from steadybook.model.shape import validate

    return validate, references


def _violation(problem: Problem) -> Violation:
    related = tuple(Elsewhere(None, span, message) for span, message in problem.related)
    return Violation(problem.span, problem.message, problem.help, related=related, rule=problem.code)
