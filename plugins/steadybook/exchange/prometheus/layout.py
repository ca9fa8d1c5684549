"""How the exported YAML is laid out: texts quoted so that nothing in them can be taken for YAML or a template."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

MARK: Final = "# Written by `steadybook export prometheus`"
TESTS: Final = "tests"
"""The folder of the tests, below that of the rules."""

_PLAIN: Final = re.compile(r"[A-Za-z][\w./:@ -]*[\w]|[A-Za-z]", re.ASCII)
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def quoted(text: str) -> str:
    """A text as a YAML scalar: plain where no reader could take it for anything else, otherwise in quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and ": " not in text:
        return text
    if text.isprintable() and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    # JSON would write a character above U+FFFF as two escapes, which YAML takes for two characters.
    inside = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in inside)


def literal(text: str) -> str:
    """A text for an annotation, where Prometheus must not take its braces for a template."""
    return text.replace("{{", '{{ "{{" }}')


def flow(pairs: Mapping[str, str]) -> str:
    """A mapping on one line."""
    return "{" + ", ".join(f"{key}: {quoted(value)}" for key, value in pairs.items()) + "}"


def block(text: str, indent: int) -> list[str]:
    """A text of one or several lines after `key:`, as a literal block unless a character could not stand in one."""
    lines = text.strip().replace("\r\n", "\n").split("\n")
    if not all(line.replace("\t", " ").isprintable() for line in lines):
        return [f" {quoted(text)}"]
    if len(lines) == 1:
        return [f" {quoted(lines[0])}"]
    return [" |", *(f"{' ' * indent}{line}" if line else "" for line in lines)]


def comment(text: str, indent: int = 0, width: int = 118) -> Iterable[str]:
    """A comment in lines that fit; nothing in it can end it."""
    lead = " " * indent + "#"
    line = ""
    for word in "".join(character if character.isprintable() else " " for character in text).split():
        if line and len(lead) + len(line) + len(word) + 2 > width:
            yield lead + line
            line = ""
        line += f" {word}"
    if line:
        yield lead + line
