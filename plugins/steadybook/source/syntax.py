"""libyaml's syntax errors in words for people, at the place where people look for them."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from steadybook.source.causes import INDENT, cause
from steadybook.source.problems import Problem
from steadybook.source.spans import LineIndex, Span

_QUOTE = 'Put the text in quotes: "…".'


class _Phrase(NamedTuple):
    fragment: str
    message: str
    help: str
    at_context: bool = False
    """People look for the mistake where the construct begins, not where the parser gave up."""


# In this order: the first fragment that occurs in "context; problem" decides. The fragments are libyaml 0.2's own.
_PHRASES = (
    _Phrase(
        "quoted scalar; found unexpected end of stream",
        "the quotation mark that opens here is never closed",
        "Close it, or write a quotation mark inside single quotes twice.",
        True,
    ),
    _Phrase(
        "quoted scalar; found unexpected document indicator",
        "the quotation mark that opens here is not closed before the next `---` or `...`",
        "Close it.",
        True,
    ),
    _Phrase(
        "found unknown escape character",
        "this backslash escape does not exist in YAML",
        r"Write `\\` for a backslash, or use single quotes, in which backslashes stand for themselves.",
    ),
    _Phrase(
        "escape",
        "this backslash escape does not name a character",
        r"Write `\\` for a backslash, or use single quotes, in which backslashes stand for themselves.",
    ),
    _Phrase(
        "did not find expected hexdecimal number",
        "this backslash escape needs hexadecimal digits",
        r"Write `\\` for a backslash, or use single quotes, in which backslashes stand for themselves.",
    ),
    _Phrase(
        "flow sequence; did not find expected ',' or ']'",
        "the list that opens with `[` here is never closed, or a `,` is missing in it",
        "Close it with `]` and put `,` between its items.",
        True,
    ),
    _Phrase(
        "flow mapping; did not find expected ',' or '}'",
        "the mapping that opens with `{` here is never closed, or a `,` is missing in it",
        'Close it with `}` and put `,` between its entries. A text that begins with `{` needs quotes: "{…}".',
        True,
    ),
    _Phrase(
        "flow node; did not find expected node content",
        "something is missing between these brackets",
        "Close every `[` and `{`, and write a value before each `,`.",
    ),
    _Phrase(
        "simple key; could not find expected ':'",
        "this line is neither `key: value` nor a list item",
        "Write a `:` and a space after the key, or indent the line if it goes on with the text above.",
        True,
    ),
    _Phrase(
        "mapping values are not allowed",
        "a `:` cannot stand here: a key is already on this line, or the indentation does not fit",
        "A text that holds `: ` needs quotes; a key of its own needs its own line.",
    ),
    _Phrase(
        "block sequence entries are not allowed",
        "a list item cannot begin here",
        "Put the list on lines of its own below its key. A text that begins with `- ` needs quotes.",
    ),
    _Phrase("mapping keys are not allowed", "a `?` cannot stand here", "A text that begins with `? ` needs quotes."),
    _Phrase(
        "block mapping; did not find expected key",
        "this line does not line up with the keys of the mapping it belongs to",
        INDENT,
    ),
    _Phrase(
        "block collection; did not find expected '-' indicator",
        "this line does not line up with the items of the list it belongs to",
        "Indent it to belong to the item above, or begin it with `- `.",
    ),
    _Phrase(
        "block scalar; found a tab character",
        "a tab stands where the indentation of this text block is due",
        "Indent with spaces.",
    ),
    _Phrase(
        "block scalar;",
        "the line of `|` or `>` holds something that does not belong there",
        "After `|` or `>` only `+`, `-`, one digit and a comment may follow; the text begins on the next line.",
    ),
    _Phrase("found a tab character", "a tab stands where spaces are due", "Indent with spaces."),
    _Phrase(
        "found character that cannot start any token",
        "a value cannot begin with this character",
        _QUOTE,
    ),
    _Phrase(
        "scanning an anchor",
        "`&` and `*` begin an anchor or an alias, and no name for it follows",
        f"Documents use neither. {_QUOTE}",
    ),
    _Phrase(
        "scanning an alias",
        "`*` begins an alias, and no name for it follows",
        f"Documents use none. {_QUOTE}",
    ),
    _Phrase("tag", "`!` begins a tag, and this one is not well formed", f"Documents use no tags. {_QUOTE}"),
    _Phrase(
        "found incompatible YAML document",
        "the directive asks for a version of YAML that is not known",
        "Delete the line with `%YAML`.",
    ),
    _Phrase("directive", "a line that begins with `%` is a directive, and this one is not well formed", "Delete it."),
    _Phrase(
        "did not find expected <document start>",
        "the document has ended before this line, or the indentation does not fit",
        "A file holds one mapping: give this line the indentation of its neighbours.",
    ),
    _Phrase(
        "did not find expected node content",
        "a value is missing here",
        _QUOTE,
    ),
    _Phrase(
        "unexpected end of stream", "the file ends in the middle of something", "Complete or delete the last lines."
    ),
)


def syntax_problem(error: yaml.MarkedYAMLError, data: bytes, lines: LineIndex, offset: int) -> Problem:
    """The problem that a parser error of a text (`data`, decoded in `lines`) stands for.

    `offset` is added to libyaml's character indexes, which do not count a byte-order mark.
    """
    problem = str(error.problem or "the text cannot be read")
    context = str(error.context or "")
    marks = [mark.index + offset if mark is not None else None for mark in (error.problem_mark, error.context_mark)]
    found, opened = marks
    where = next((mark for mark in (found, opened) if mark is not None), 0)
    if tab := tab_indentation(lines, where):
        return tab
    description = f"{context}; {problem}"
    if known := cause(data, lines, offset, where, description):
        return known
    phrase = next((phrase for phrase in _PHRASES if phrase.fragment in description), None)
    if phrase is None:
        return Problem("invalid-yaml", _character(lines, where), f"this is not valid YAML: {problem}", _QUOTE)
    if phrase.at_context and opened is not None and found is not None:
        gave_up = "the file ends here" if found >= len(lines.text) else "here something else follows"
        related = ((_character(lines, found), gave_up),) if lines.place(found) != lines.place(opened) else ()
        return Problem("invalid-yaml", _character(lines, opened), phrase.message, phrase.help, related)
    return Problem("invalid-yaml", _character(lines, where), phrase.message, phrase.help)


def tab_indentation(lines: LineIndex, offset: int) -> Problem | None:
    """The problem of a tab in the indentation of the line at `offset`, if there is one."""
    start = lines.start_of_line(offset)
    text = lines.text[start : lines.end_of_line(start)]
    indentation = text[: len(text) - len(text.lstrip(" \t"))]
    if "\t" not in indentation:
        return None
    tab = start + indentation.index("\t")
    message = "a tab indents this line, and YAML knows no width for tabs"
    help = "Indent with spaces; most editors can be told to write spaces for the tab key."
    return Problem("tab-indentation", lines.span(tab, start + len(indentation.rstrip(" "))), message, help)


def _character(lines: LineIndex, offset: int) -> Span:
    """The one character at `offset`; the last one of the text where it ends before."""
    text = lines.text
    if offset >= len(text):
        offset = len(text.rstrip()) if text.strip() else len(text)
    end = offset + 1 if offset < lines.end_of_line(offset) else offset
    return lines.span(offset, end)
