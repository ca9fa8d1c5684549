"""libyaml's events of a text, for the passes in which speed does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yaml._yaml import CParser


def events(data: bytes) -> Iterator[Any]:
    """The events in turn. Raises yaml.YAMLError where the text goes wrong."""
    parser = CParser(data)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()
