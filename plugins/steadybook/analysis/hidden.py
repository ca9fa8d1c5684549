"""What may stand in documents whose shape is wrong: until they are mended, its absence elsewhere proves nothing.

One mistake in a file of rules must not make each alert of the file look as if nobody had written it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from steadybook.kinds.prometheus_rules import KIND as PROMETHEUS_RULES
from steadybook.kinds.slo import KIND as SLO
from steadybook.model.context import Context
from steadybook.model.document import Document

UNKNOWN = ""
"""The kind of files that are too broken to tell theirs."""


def hiding(context: Context, word: str, *kinds: str) -> Iterator[Document[Any]]:
    """The broken documents of these kinds, and of an unknown one, that mention the word or have it for their id."""
    return (d for kind in (*kinds, UNKNOWN) for d in context.corpus.broken(kind) if word == d.id or word in d.text)


def may_be_hidden(context: Context, word: str, *kinds: str) -> bool:
    """Whether a broken document of these kinds, or of an unknown one, mentions the word."""
    return any(True for _ in hiding(context, word, *kinds))


def is_unreadable(context: Context, id: str) -> bool:
    """Whether a file with this id is too broken to tell its kind: it may be the document that is asked for."""
    return any(document.id == id for document in context.corpus.broken(UNKNOWN))


def alert_may_be_hidden(context: Context, name: str) -> bool:
    """Whether an alert may stand in a broken document: written in a file of rules, or derived from an objective."""
    # The name of a burn-rate alert is put together from several fields, so that the text does not hold it.
    return may_be_hidden(context, name, PROMETHEUS_RULES.name) or bool(context.corpus.broken(SLO.name))
