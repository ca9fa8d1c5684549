"""Names on a command line that must be known."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from steadybook.model.errors import UsageError
from steadybook.model.terminal import visible

if TYPE_CHECKING:
    from steadybook.model.context import Context

MOST_NAMED = 20
"""Known names that an error lists."""


def some(known: Collection[str]) -> str:
    """Known names, and how many more there are than can be listed."""
    more = len(known) - MOST_NAMED
    return ", ".join(list(known)[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def not_known(what: str, name: str, known: Collection[str], otherwise: str = "") -> UsageError:
    """The error for a name that is not known: the nearest one, and where to see all (`otherwise`: else a list)."""
    from steadybook.model.wording import closest

    near = closest(name, known)
    did = f"Did you mean `{near}`? " if near else ""
    listed = f"There are: {some(known)}." if known else "There is none yet."
    return UsageError(f"there is no {what} `{visible(name)}`", f"{did}{otherwise or listed}")


def check_known(context: Context, kind: str, id: str, otherwise: str = "") -> None:
    """Raises UsageError where there is no document (or alert) of that kind and id."""
    known = context.corpus.ids(kind)
    if id not in known:
        raise not_known(kind, id, known, otherwise)
