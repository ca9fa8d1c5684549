"""What can be understood of a document whose shape is wrong, for pages that somebody needs all the same."""

from __future__ import annotations

from typing import Any

from steadybook.model.document import Document, Loaded
from steadybook.model.facts import Facts
from steadybook.model.finding import Violation
from steadybook.model.shape import validate
from steadybook.source.spans import Route, Span


def salvaged(document: Document[Any]) -> Document[Any] | None:
    """The document without the keys that are wrong, misspelt ones under their own names.

    None where that is not enough: what must be there is missing, or the file is no YAML.
    """
    kind, loaded = document.kind, document.loaded
    if kind is None or not loaded.prefix or not isinstance(loaded.value, dict):
        return None
    body = _copied(document.value)
    # From the end, so that the numbers of a list's items stay what they are.
    for problem in sorted(document.problems, key=lambda p: [str(step).zfill(9) for step in _route(p)], reverse=True):
        if _route(problem):
            _mend(body, problem)
    model, _ = validate(kind.model, body)
    if model is None:
        return None
    found = Loaded(kind, {loaded.prefix[0]: body}, model, (), loaded.text, document.facts, loaded.prefix)
    facts = Facts(kind.name, True, document.facts.provides, document.facts.references)
    return Document(document.path, document.digest, kind, facts, lambda: found)


def _route(problem: Violation) -> Route:
    return () if isinstance(problem.at, Span) else problem.at


def _mend(body: Any, problem: Violation) -> None:
    *way, last = _route(problem)
    for step in way:
        body = body[step] if _has(body, step) else None
    if not _has(body, last) or problem.rule == "missing-key":
        return
    value = body.pop(last)
    rename = next((c for c in problem.fix.changes if c.action == "rename"), None) if problem.fix else None
    if rename is not None and isinstance(body, dict):
        body.setdefault(rename.value, value)


def _has(body: Any, step: str | int) -> bool:
    return step in body if isinstance(body, dict) else isinstance(body, list) and step in range(len(body))


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value
