"""What the tests of all kinds share: the kinds, their examples, and a loader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import steadybook.kinds
from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.kind import Kind
from steadybook.model.loading import Loader
from steadybook.source.reader import Limits, read

FOLDER = Path(next(iter(steadybook.kinds.__path__)))
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in kinds()}
OURS = [name for name, kind in KINDS.items() if kind.codec is None and not kind.foreign]


@dataclass(frozen=True)
class Found:
    """One problem as a reader would see it."""

    rule: str
    line: int
    text: str
    message: str


def example(name: str) -> Path:
    """The worked example of a kind."""
    (path,) = (FOLDER / name).glob("example.*")
    return path


def body(name: str) -> Any:
    """The value of a kind's example, below the root key."""
    value: Any = read(example(name).read_bytes()).value
    return value if KINDS[name].foreign else value[name]


def document(text: str | bytes, path: str = "catalog/document.yaml") -> Document[Any]:
    """A document as the check loads it."""
    data = text.encode() if isinstance(text, str) else text
    loaded = Loader(KINDS.values(), Limits()).load(path, data)
    return Document(path, "digest", loaded.kind, loaded.facts, lambda: loaded)


def problems(text: str | bytes, path: str = "catalog/document.yaml") -> list[Found]:
    """The problems of a document, each with the text that it stands at."""
    loaded = document(text, path)
    lines = loaded.text.removeprefix("\ufeff").splitlines()
    found = []
    for problem in loaded.problems:
        span = loaded.span(problem.at, problem.part)
        line = lines[span.line - 1] if lines else ""
        end = span.end_column - 1 if span.end_line == span.line else len(line)
        found.append(Found(problem.rule, span.line, line[span.column - 1 : end], problem.message))
    return found
