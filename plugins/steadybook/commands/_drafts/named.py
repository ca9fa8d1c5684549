"""Names on a command line that must be known."""

from __future__ import annotations

from steadybook.model.context import Context
from steadybook.model.errors import UsageError
from steadybook.model.terminal import visible
from steadybook.model.wording import closest

TODO = "TODO"
"""What only people can say; the check reports it until it is replaced."""


def check_known(context: Context, kind: str, id: str) -> None:
    """Raises UsageError with the nearest name where there is no document (or alert) of that kind and id."""
    known = context.corpus.ids(kind)
    if id not in known:
        near = closest(id, known)
        did = f"Did you mean `{near}`? " if near else ""
        raise UsageError(f"there is no {kind} `{visible(id)}`", f"{did}There are: {', '.join(known[:20])}.")


def body(root: str, lines: list[str]) -> str:
    """A document's text from the lines below its root key."""
    indented = [f"  {line}" if line else "" for text in lines for line in text.split("\n")]
    return "\n".join([f"{root}:", *indented]) + "\n"
