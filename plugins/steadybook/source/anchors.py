"""Anchors of one YAML document, and how large and deep what they stand for is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(slots=True)
class Anchor:
    """One `&name`: the event that holds it, its value, and what an alias of it adds to a document."""

    event: yaml.Event
    value: Any
    nodes: int = 1
    height: int = 0
    """The number of levels of collections in the value; a scalar has none."""
    complete: bool = True
    used: bool = False


class Anchors:
    """The anchors seen so far. A name that is given again stands for its newest value, as YAML has it."""

    def __init__(self) -> None:
        self._by_name: dict[str, Anchor] = {}
        self._all: list[Anchor] = []
        self._measures: dict[int, tuple[int, int]] = {}

    def add(self, name: str, event: yaml.Event, value: Any) -> None:
        """Notes an anchor; that of a collection is incomplete until the collection ends."""
        anchor = Anchor(event, value, complete=not isinstance(value, (dict, list)))
        self._by_name[name] = anchor
        self._all.append(anchor)

    def complete(self, value: Any) -> None:
        """Notes that an anchored collection has ended."""
        for anchor in reversed(self._all):
            if anchor.value is value:
                anchor.nodes, anchor.height = self._measures[id(value)] = self._measure(value)
                anchor.complete = True
                return

    def get(self, name: str) -> Anchor | None:
        """What the alias `*name` stands for here."""
        return self._by_name.get(name)

    def unused(self) -> list[Anchor]:
        """The anchors that no alias refers to."""
        return [anchor for anchor in self._all if not anchor.used]

    def _measure(self, value: Any) -> tuple[int, int]:
        """Nodes and height of a collection. Anchored parts were measured before, so each node is visited once."""
        nodes, height = 0, 0
        pending = [(value, 1)]
        while pending:
            here, level = pending.pop()
            known = self._measures.get(id(here))
            if known is not None:
                nodes += known[0]
                height = max(height, level - 1 + known[1])
                continue
            nodes += 1
            if isinstance(here, (dict, list)):
                height = max(height, level)
                children = here.values() if isinstance(here, dict) else here
                pending += [(child, level + 1) for child in children]
                nodes += len(here) if isinstance(here, dict) else 0
        return nodes, height
