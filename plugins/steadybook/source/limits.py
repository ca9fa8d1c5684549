"""What a file may measure."""

from __future__ import annotations

from typing import NamedTuple

SPLIT = "Split it, or raise the limit in the configuration."


class Limits(NamedTuple):
    """What a file may measure at most.

    `bytes` is its size; `nodes` counts keys, values and items, an alias as much as what it stands for; `depth` is the
    number of levels.
    """

    bytes: int = 5_000_000
    nodes: int = 200_000
    depth: int = 100
