"""Code as pages show it: lines that matter are marked, keys and comments of YAML stand out, everything is escaped.

The marks are spans of the classes that Material's stylesheet colours, so that both schemes and the copy button work.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from markupsafe import Markup, escape

from steadybook.model import terminal

_YAML = re.compile(r"(?P<lead>\s*(?:- )*)(?P<key>[\w./$-]+)(?P<colon>:)(?P<rest>(?:\s.*)?)\Z")
_COMMENT = re.compile(r"(?:(?<=\s)|\A)#(?:\s.*)?\Z|(?:(?<=\s)|\A)#[^'\"]*\Z")


MOST_OF_LINE = 500
"""Characters of a line that an excerpt shows: a file may be one line, and have many findings."""


def listing(text: str, language: str = "", marked: Collection[int] = ()) -> Markup:
    """The inside of a `code` element; `marked` are the lines (from 1) to highlight."""
    lines = []
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        shown = _yaml(line) if language == "yaml" else escape(line)
        lines.append(Markup('<span class="hll">{}\n</span>').format(shown) if number in marked else shown + "\n")
    return Markup("").join(lines)


def visible(text: str) -> str:
    """The text with characters that cannot be seen, or are no text, replaced by something that can; lines stay.

    Browsers follow controls of direction too: what is shown would not be what is there.
    """
    shown = re.sub(r"[\udc80-\udcff]", lambda match: f"\\x{ord(match[0]) - 0xDC00:02x}", text)
    return terminal.visible(shown, keep_lines=True)


def excerpt(lines: Iterable[str]) -> str:
    """Lines of a file as a finding quotes them, each cut where it is too long to be read."""
    return "\n".join(visible(line if len(line) <= MOST_OF_LINE else f"{line[: MOST_OF_LINE - 1]}…") for line in lines)


def _yaml(line: str) -> Markup:
    before, comment = _split(line)
    match = _YAML.match(before)
    if match is None:
        shown = Markup(escape(before))
    else:
        shown = Markup('{}<span class="nt">{}</span>{}{}').format(
            match["lead"], match["key"], match["colon"], match["rest"]
        )
    return shown + Markup('<span class="c1">{}</span>').format(comment) if comment else shown


def _split(line: str) -> tuple[str, str]:
    """The line and its comment; a `#` within quotes is none."""
    match = _COMMENT.search(line)
    if match is None or line[: match.start()].count('"') % 2 or line[: match.start()].count("'") % 2:
        return line, ""
    return line[: match.start()], line[match.start() :]
