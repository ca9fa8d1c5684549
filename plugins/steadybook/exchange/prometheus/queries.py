"""What can be told of a PromQL query by its brackets and strings, without knowing the whole language.

Source of the notation: Prometheus documentation, "Querying basics".
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`)|(?P<comment>\#[^\n]*)|(?P<bracket>[()\[\]{}])|(?P<open>["'`])""",
    re.DOTALL,
)
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


def flaw(query: str) -> str:
    """Why a query cannot be put into another one: a string or bracket that does not end. Empty where it can."""
    waiting: list[str] = []
    for token in _TOKEN.finditer(query):
        if token["open"]:
            return f"a {token[0]} opens a string that does not end"
        if not token["bracket"]:
            continue
        if token[0] in _PAIRS:
            if not waiting or waiting.pop() != _PAIRS[token[0]]:
                return f"a {token[0]} closes nothing"
        else:
            waiting.append(token[0])
    return f"a {waiting[-1]} is not closed" if waiting else ""


def argument(call: str, function: str) -> str | None:
    """The argument where the whole query is one call of `function`: of `sum(rate(x[5m]))` it is `rate(x[5m])`."""
    head = re.match(rf"\s*{function}\s*\(", call)
    if head is None:
        return None
    depth = 1
    for token in _TOKEN.finditer(call, head.end()):
        if token["bracket"]:
            depth += 1 if token[0] in "([{" else -1
            if depth == 0:
                return call[head.end() : token.start()].strip() if not call[token.end() :].strip() else None
    return None


def summed(query: str) -> str:
    """The query as one number: a sum stays as it is, anything else is summed over all its series."""
    text = query.strip()
    if argument(text, "sum") is not None:
        return text
    # The closing bracket stands on a line of its own: the query may end in a comment.
    return f"sum(\n  {text}\n)"
