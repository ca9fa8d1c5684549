"""What is known about one check of the review."""

from __future__ import annotations

from collections.abc import Callable, Container
from enum import StrEnum
from typing import Any, NamedTuple

from steadybook.kinds.service.model import Service
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.source.spans import Route


class Outcome(StrEnum):
    """What a check says in the end."""

    PASSED = "pass"
    FAILED = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    """The repository can neither prove nor disprove it, and nobody attests it."""


class Evidence(NamedTuple):
    """What shows it: a document (with the place in it), or an address."""

    text: str
    document: Document[Any] | None = None
    route: Route = ()


class Proof(NamedTuple):
    """What the repository says: `reason` tells what is missing unless it passes."""

    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""


class Subject(NamedTuple):
    """The service under review, and the paths of the documents about which the check finds something."""

    context: Context
    service: Document[Service]
    flagged: Container[str]


Derivation = Callable[[Subject], Proof]


def of(*documents: Document[Any]) -> tuple[Evidence, ...]:
    """Documents as evidence, each once."""
    return tuple(Evidence(d.id, d) for d in {d.path: d for d in documents}.values())


def passed(*evidence: Evidence) -> Proof:
    """The repository proves it."""
    return Proof(Outcome.PASSED, evidence)


def failed(reason: str, *evidence: Evidence) -> Proof:
    """The repository disproves it: `reason` says what is missing, and names the document."""
    return Proof(Outcome.FAILED, evidence, reason)


def unknown(reason: str) -> Proof:
    """The repository can tell neither."""
    return Proof(Outcome.UNKNOWN, (), reason)
