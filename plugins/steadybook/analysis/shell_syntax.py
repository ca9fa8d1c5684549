"""Whether a shell can read a command, as the grammar of bash says. Nothing is run.

The parser of tree-sitter decides, and `shell_faults` finds place and words. Only what both object to is reported: the
parser refuses some rare forms that a shell accepts, and a runbook is no place for false alarms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from steadybook.analysis.shell_faults import RESERVED, find_shell_fault
from steadybook.analysis.shell_words import ShellFault
from steadybook.sre.patterns import Pattern
from steadybook.sre.shell import PREFIXES, PROGRAMS

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

LONGEST_COMMAND: Final = 20_000
"""Characters of a command that is looked at; no command that people run by hand is longer."""

# What the reader puts in: `<pod>`, `<new version>`, `<name-of-x>`; neither a redirection from a file nor one into one.
_PLACEHOLDER: Final = re.compile(r"(?<![<\w])<[A-Za-z](?:[\w .:/|,-]*[\w.])?>(?!>)")
# What the parser does not know, and a shell does: `<>` and extended patterns.
_READ_WRITE: Final = re.compile(r"<>")
_PATTERN: Final = re.compile(r"[?*+@!]\([^()\n'\"`$]*\)")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
# Without any of these a command is a row of words, which nearly half of all are.
_SYNTAX: Final = re.compile(
    r"['\"`(){}\[|&;<>\\\n]|\$|(?<![\w-])(?:if|then|elif|else|fi|for|select|while|until|do|done|case|esac)(?![\w-])"
)
# Where the parser may overlook a fault: see `_is_overlooked`.
_OVERLOOKED: Final = Pattern(rf"<<|(?:^|[;&|\n])[ \t]*(?:{'|'.join(map(re.escape, sorted(RESERVED)))})(?=$|[\s;&|)])")
_OTHER_LANGUAGE: Final = re.compile(
    r"\s*(?:(?:SELECT|SHOW|EXPLAIN|WITH|UPDATE|INSERT|DELETE|ALTER|ANALYZE|VACUUM|DESCRIBE|CREATE|DROP|GRANT|REVOKE|CALL"
    r"|BEGIN|SET|KILL|TRUNCATE|USE|MATCH)\s"  # SQL and its kin
    r"|[A-Za-z_:][\w:.]*\s*(?:by|without)\s*\(|[A-Za-z_:][\w:.]*[({](?!\s*\)\s*[{(])"  # PromQL, and calls of methods
    r"|\{\s*\w+\s*[=!]"  # LogQL
    r"|[A-Z][a-z]+-[A-Z]\w+)"  # PowerShell
)
_CONTRACTION: Final = Pattern(r"[A-Za-z][\u2019'](?:s|t|re|ll|ve|d|m)(?![A-Za-z'])")
_PROSE: Final = Pattern(
    r",\s|[a-z)]:\s|[A-Za-z]\.(?:\s|$)|[;:]\s+[A-Z][a-z]"
    r"|(?<![-\w./=])(?:the|an|is|are|it|that|this|which|your|our|their|you|we|and|or|with|of|not|because|when)(?![-\w./=])"
)
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=\S*")
_COMPOUND: Final = re.compile(
    r"for\s+\w+\s+in\s|while\s+(?:true\b|!|read\b|\[)|until\s+\[|if\s+(?:!\s+)?\[|\./\w|/(?:usr|bin|opt|etc)/"
)


def shell_fault(command: str) -> ShellFault | None:
    """What makes a command unreadable to a shell, the first such thing; None where nothing certainly does.

    Placeholders (`<pod>`, `$NAME`) stand for words. A query in another language than a shell's has no fault here.
    """
    if len(command) > LONGEST_COMMAND or not _SYNTAX.search(command) or _OTHER_LANGUAGE.match(command):
        return None
    text = _PLACEHOLDER.sub(_as_word, command)
    root = _parsed(_PATTERN.sub(_as_word, _READ_WRITE.sub("> ", text)))
    if not root.has_error and not _OVERLOOKED.search(text):
        return None
    fault = find_shell_fault(text)
    if fault is None or not (root.has_error or _is_overlooked(root, fault)):
        return None
    return fault


def is_plainly_command(text: str) -> bool:
    """Whether a text that may be a command or an instruction is certainly a command, whole or with a fault.

    A command begins with the name of a known program, a path or a loop. What also has the marks of a sentence (a
    contraction, a comma and a blank, words such as `the`) outside of quotes may be an instruction about a program.
    """
    words = text.split()
    while words and (words[0] in PREFIXES or _ASSIGNMENT.fullmatch(words[0])):
        del words[0]
    if not words or not (words[0] in PROGRAMS or _COMPOUND.match(" ".join(words))):
        return False
    if _CONTRACTION.search(text):
        return False
    # Behind a quote that is not closed nothing is known: what stands before it decides.
    bare = re.sub(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"", " ", text)
    return _PROSE.search(re.split(r"['\"]|<<", bare)[0]) is None


def _as_word(match: re.Match[str]) -> str:
    """As many letters, so that places stay what they are."""
    return "x" * len(match[0])


@cache
def _parser() -> Callable[[bytes], Tree]:
    import tree_sitter_bash  # on use: only runbooks need it
    from tree_sitter import Language, Parser

    parser = Parser(Language(tree_sitter_bash.language()))
    return parser.parse


def _parsed(text: str) -> Node:
    """The syntax tree of a text, in which each character is one byte.

    To a shell, whatever is not ASCII is a letter of a word like any other. The grammar's scanner (tree-sitter-bash
    0.25.1, its issue 337) reads beyond a table at such characters, which may end the process.
    """
    return _parser()(_NOT_ASCII.sub("x", text).encode("ascii")).root_node


def _is_overlooked(root: Node, fault: ShellFault) -> bool:
    """Whether the parser sees what the fault is about, and finds nothing wrong with it.

    It takes a reserved word that ends nothing for the name of a program, and a line with blanks before the end word of
    a here-document for its end.
    """
    seen = {"reserved word": "command_name", "here-document": "heredoc_redirect"}.get(fault.kind)
    node = root.descendant_for_byte_range(fault.start, fault.start + 1)
    while node is not None and node.type != seen:
        node = node.parent
    return node is not None
