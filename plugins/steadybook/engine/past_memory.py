"""Remembers what commits said. Keyed by the commit's files, the moment, the program and the configuration.

Deleting the file is always safe: whatever is wrong with it, the commits are read again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from pathlib import Path
from typing import Any

from steadybook.engine import cache
from steadybook.model.past import QualityThen, ServiceThen, Standing, ToilThen

FILE = "past"
MOST = 60
"""Readings that are kept, the latest ones: five years of month ends, or one year beside what people ask for."""


def load(root: Path, key: str) -> dict[str, Standing]:
    """The standings of earlier runs with the same key; none where there is no file that can be used."""
    try:
        header, _, body = cache.stored(root, FILE).partition(b"\n")
        if header.decode("ascii") != _header(key, body):
            return {}
        return {name: _decoded(stored) for name, stored in json.loads(body).items()}
    except (OSError, ValueError, KeyError, TypeError, InvalidOperation):
        return {}


def save(root: Path, key: str, known: Mapping[str, Standing]) -> None:
    """Stores the standings atomically; where the folder cannot be written, nothing is remembered."""
    kept = list(known.items())[-MOST:]
    body = json.dumps({name: _encoded(each) for name, each in kept}, separators=(",", ":")).encode("ascii")
    cache.store(root, FILE, _header(key, body).encode("ascii") + b"\n" + body)


def _header(key: str, body: bytes) -> str:
    """A damaged file must not pass: wrong figures of the past would never be noticed."""
    return f"{key} {blake2b(body, digest_size=16).hexdigest()}"


def _encoded(standing: Standing) -> dict[str, Any]:
    return {
        "services": {
            id: [s.tier, s.lifecycle, s.team, s.in_production, s.required, s.passed, list(s.passing)]
            for id, s in standing.services.items()
        },
        "quality": [
            [*subject, str(q.total), {name: str(score) for name, score in q.dimensions.items()}]
            for subject, q in standing.quality.items()
        ],
        "toil": [
            [*subject, str(t.hours), str(t.automated_away), _text(t.sre_hours), list(t.pending), list(t.automated)]
            for subject, t in standing.toil.items()
        ],
    }


def _decoded(stored: Mapping[str, Any]) -> Standing:
    return Standing(
        services={
            id: ServiceThen(tier, lifecycle, team, production, required, passed, tuple(passing))
            for id, (tier, lifecycle, team, production, required, passed, passing) in stored["services"].items()
        },
        quality={
            (kind, id): QualityThen(Decimal(total), {name: Decimal(score) for name, score in dimensions.items()})
            for kind, id, total, dimensions in stored["quality"]
        },
        toil={
            (kind, id): ToilThen(Decimal(hours), Decimal(away), _number(sre), tuple(pending), tuple(automated))
            for kind, id, hours, away, sre, pending, automated in stored["toil"]
        },
    )


def _text(value: Decimal | None) -> str | None:
    return str(value) if value is not None else None


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
