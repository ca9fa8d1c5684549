"""What drafts share: the mark of a gap, and how lines become a document."""

from __future__ import annotations

TODO = "TODO"
"""What only people can say; the check reports it until it is replaced."""


def body(root: str, lines: list[str]) -> str:
    """A document's text from the lines below its root key."""
    indented = [f"  {line}" if line else "" for text in lines for line in text.split("\n")]
    return "\n".join([f"{root}:", *indented]) + "\n"
