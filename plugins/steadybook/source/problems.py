"""What can be wrong with the text of a file."""

from __future__ import annotations

from dataclasses import dataclass

from steadybook.source.spans import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the text of a file.

    `code` names the rule that documents it, `message` says what is wrong, `help` what to do. How grave it is, the
    rule decides.
    """

    code: str
    span: Span
    message: str
    help: str = ""
    related: tuple[tuple[Span, str], ...] = ()
