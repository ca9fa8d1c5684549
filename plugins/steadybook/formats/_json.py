"""JSON as text, safe to print."""

from __future__ import annotations

import json
import re

UNSAFE = re.compile(r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What JSON allows in a string as it is, but a terminal obeys or hides; and halves of characters, which UTF-8 lacks."""


def dumped(value: object) -> str:
    """The value as indented JSON that ends with a line feed; readable letters of all languages stay as they are."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    # Outside strings there are none of these, and inside them the escape means the same.
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
