"""Mistakes that libyaml notices only further down, or takes for something else: where they were made."""

from __future__ import annotations

import re
from typing import Any

import yaml

from steadybook.source.conflicts import CONFLICT, LEFT, RESOLVE
from steadybook.source.encoding import describe
from steadybook.source.events import events
from steadybook.source.problems import Problem
from steadybook.source.spans import LineIndex

LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What ends a line in YAML 1.1 (section 4.2), as libyaml reads it, beside the usual ones."""
UNSPACED = re.compile(r" *(-)[^\s-]")
"""A `-` that was meant to begin a list item."""
INDENT = "Indent with spaces: two for each level, the same for all keys of one mapping."
QUOTES = {
    "'": "Write a quotation mark inside single quotes twice, as in 'it''s', or put the whole text in double quotes.",
    '"': 'Write `\\"` for a quotation mark inside double quotes, or delete what follows.',
}
BRACKETS = {"[": ("list", "]"), "{": ("mapping", "}")}


def cause(data: bytes, lines: LineIndex, offset: int, found: int, said: str) -> Problem | None:
    """The mistake behind what libyaml `said` about the character at `found`, if it is one of those known here.

    `offset` is added to libyaml's character indexes, which do not count a byte-order mark.
    """
    if "mapping values are not allowed" in said:
        known = _unspaced_above(lines, found) or _second_value(lines, found)
    elif "expected '-' indicator" in said:
        known = _unspaced(lines, lines.start_of_line(found))
    else:
        known = None
    return _conflict(lines, found) or _other_line_end(lines, found) or known or _unclosed(data, lines, offset, found)


def _conflict(lines: LineIndex, found: int) -> Problem | None:
    match = CONFLICT.search(lines.text, 0, lines.end_of_line(found))
    if match is None:
        return None
    span = lines.span(match.start(), match.start() + len(match[0].rstrip("\r")))
    return Problem("invalid-yaml", span, LEFT, RESOLVE)


def _other_line_end(lines: LineIndex, found: int) -> Problem | None:
    """A line end of YAML that no editor shows as one."""
    match = LINE_ENDS.search(lines.text, _line_above(lines, found), found + 1)
    if match is None:
        return None
    message = f"{describe(match[0])} ends the line here for YAML, and editors hardly show it"
    return Problem("invalid-yaml", lines.span(*match.span()), message, "Delete it, or begin a new line.")


def _unspaced_above(lines: LineIndex, found: int) -> Problem | None:
    """A `-` without a space begins a text, which goes on in the next line."""
    above = _line_above(lines, found)
    return _unspaced(lines, above) if _indentation(lines, above) < _indentation(lines, found) else None


def _second_value(lines: LineIndex, found: int) -> Problem | None:
    """A `:` in a text, or a key that is taken for the next line of the text above it."""
    start, above = lines.start_of_line(found), _line_above(lines, found)
    span = lines.span(found, found + 1)
    if ": " in lines.text[start:found]:
        help = 'A text that holds `: ` needs quotes: "…".'
        return Problem("invalid-yaml", span, "a second `:` stands on this line", help)
    if above < start and _indentation(lines, above) < _indentation(lines, found):
        return Problem(
            "invalid-yaml", span, "this key is indented further than the line above, which has a value", INDENT
        )
    return None


def _line_above(lines: LineIndex, offset: int) -> int:
    """Where the last line before that of `offset` begins that is not blank."""
    return lines.start_of_line(len(lines.text[: lines.start_of_line(offset)].rstrip()))


def _unspaced(lines: LineIndex, start: int) -> Problem | None:
    match = UNSPACED.match(lines.text, start)
    if match is None:
        return None
    span = lines.span(match.start(1), match.end(1))
    return Problem("invalid-yaml", span, "this list item lacks the space after its `-`", "Write `- ` before the item.")


def _unclosed(data: bytes, lines: LineIndex, offset: int, found: int) -> Problem | None:
    """A quotation mark that ends too late or too early, or a bracket without an end."""
    last, brackets = _before_the_error(data)
    if last is not None and last.style in ("'", '"'):
        start, end = last.start_mark.index + offset, last.end_mark.index + offset
        between = lines.text[end:found]
        if not between.strip(" ") and lines.text[found : found + 1] not in ("", ":"):
            if _leaves_its_place(lines, start, end):
                message = "the quotation mark that opens here is closed only where the next one stands"
                related = (lines.span(end - 1, end), "it ends here")
                return Problem("invalid-yaml", lines.span(start, start + 1), message, "Close it.", (related,))
            if not brackets:
                message = "the text in quotes ends before this"
                return Problem("invalid-yaml", lines.span(found, found + 1), message, QUOTES[last.style])
    # A key in a list in brackets begins a mapping without any.
    starts = (event.start_mark.index + offset for event in reversed(brackets))
    start = next((start for start in starts if lines.text[start] in BRACKETS), None)
    if start is None or not _leaves_its_place(lines, start, found + 1):
        return None
    what, end_mark = BRACKETS[lines.text[start]]
    message = f"the {what} that opens with `{lines.text[start]}` here is never closed"
    related = (lines.span(found, found + 1), "here something else follows")
    return Problem("invalid-yaml", lines.span(start, start + 1), message, f"Close it with `{end_mark}`.", (related,))


def _before_the_error(data: bytes) -> tuple[Any, list[Any]]:
    """The scalar right before the error, if there is one, and what began the collections in brackets around it."""
    last: Any = None
    open_ones: list[Any] = []
    try:
        for event in events(data):
            kind = type(event)
            last = event if kind is yaml.ScalarEvent else None
            if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                open_ones.append(event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                open_ones.pop()
    except yaml.YAMLError:
        return last, [event for event in open_ones if event.flow_style]
    return None, []


def _leaves_its_place(lines: LineIndex, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` goes on in a line that is indented no more than the one it begins in.

    YAML asks for more indentation than the parent's, and libyaml hardly does.
    """
    least = _indentation(lines, start)
    following = lines.after_line(start)
    while following < min(end, len(lines.text)):
        text = lines.text[following : lines.end_of_line(following)]
        if text.strip() and len(text) - len(text.lstrip(" ")) <= least:
            return True
        following = lines.after_line(following)
    return False


def _indentation(lines: LineIndex, offset: int) -> int:
    start = lines.start_of_line(offset)
    text = lines.text[start : lines.end_of_line(start)]
    return len(text) - len(text.lstrip(" "))
