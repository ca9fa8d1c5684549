"""JSON files of a site for programs."""

from __future__ import annotations

import json


def json_text(value: object) -> str:
    """The text of a JSON file, on one line: indented, it takes many times as long to write, and a third more room."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
