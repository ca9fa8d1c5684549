"""Where a key that is written twice was written first: a second pass, for files that have such keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from steadybook.source.events import events

Range = tuple[int, int]


def first_places(data: bytes) -> Iterator[tuple[Range, Range]]:
    """For each repeated key libyaml's character indexes of its first place and of the repetition, in order."""
    # Of each open collection: the places of a mapping's keys (None for a list), and whether a key comes next.
    keys: Any = None
    key_next = False
    stack: list[tuple[Any, bool]] = []
    try:
        for event in events(data):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if key_next:
                    place = event.start_mark.index, event.end_mark.index
                    first = keys.setdefault(event.value, place)
                    if first is not place:
                        yield first, place
                key_next = keys is not None and not key_next
            elif kind is yaml.AliasEvent:
                key_next = keys is not None and not key_next
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                stack.append((keys, keys is not None and not key_next))
                keys = {} if kind is yaml.MappingStartEvent else None
                key_next = keys is not None
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                keys, key_next = stack.pop()
    except yaml.YAMLError:
        return
