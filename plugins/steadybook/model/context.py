"""What every rule, report and page is given: the corpus, the moment that counts as now, and the configuration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from steadybook.model.configuration import Configuration
from steadybook.model.corpus import Corpus, Query
from steadybook.source.tree import Tree

SURROUNDINGS = frozenset({"as_of", "today", "reached", "path"})
"""What queries about anything but documents begin with."""
P = ParamSpec("P")
R = TypeVar("R")


def day_of(moment: datetime) -> date:
    """The day that is today at a moment. The end of a day is the next midnight: it still belongs to the day it ends."""
    return (moment - timedelta(microseconds=1)).date()


class Context:
    """The corpus with what is asked of it. `as_of` is recorded when it is read, as questions to the corpus are."""

    def __init__(self, corpus: Corpus, configuration: Configuration, as_of: datetime, tree: Tree) -> None:
        self.corpus = corpus
        self.configuration = configuration
        self._as_of = as_of
        self._today = day_of(as_of)
        self._tree = tree
        self._memo: dict[object, tuple[object, frozenset[Query]]] = {}

    def at(self, moment: datetime) -> Context:
        """The same corpus with another moment as now, for figures of the past; what it is asked is remembered apart."""
        return Context(self.corpus, self.configuration, moment, self._tree)

    @property
    def as_of(self) -> datetime:
        """The moment that counts as now (UTC). For a date: the end of that day."""
        self.corpus.record(("as_of",))
        return self._as_of

    @property
    def today(self) -> date:
        """The day that counts as today, in UTC. A deadline is passed the day after it."""
        self.corpus.record(("today",))
        return self._today

    def reached(self, moment: datetime) -> bool:
        """Whether a moment is not later than now; unlike `as_of`, the answer stays while time goes on."""
        self.corpus.record(("reached", moment.isoformat()))
        return moment <= self._as_of

    def exists(self, path: str) -> bool:
        """Whether the repository has this file (a path relative to its root)."""
        self.corpus.record(("path", path))
        return self._tree.exists(path)

    def memo(self, function: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`function(context, …)`, computed once; what it asked of the corpus counts for every caller."""
        key = (function, args, tuple(sorted(kwargs.items())) if kwargs else ())
        known = self._memo.get(key)
        if known is not None:
            self.corpus.record_all(known[1])
            return known[0]  # type: ignore[return-value]  # stored by the same call below
        self.corpus.open_frame()
        try:
            result = function(self, *args, **kwargs)
        finally:
            queries = self.corpus.close_frame()
        self._memo[key] = (result, queries)
        return result

    def surroundings(self, query: Query) -> str | None:
        """The answer to a query about anything but documents; None for those that the corpus answers."""
        if query[0] not in SURROUNDINGS:
            return None
        match query:
            case ("as_of",):
                return self._as_of.isoformat()
            case ("today",):
                return self._today.isoformat()
            case ("reached", moment):
                return str(datetime.fromisoformat(moment) <= self._as_of)
            case ("path", path):
                return str(self._tree.exists(path))
        return None


def end_of_day(day: date) -> datetime:
    """The moment at which a whole day in UTC has passed."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)
