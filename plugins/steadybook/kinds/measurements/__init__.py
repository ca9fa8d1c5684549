"""Measurement snapshots: counts of good and all events, as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from steadybook.model.kind import Codec, Decoded, Kind
from steadybook.source.reader import Limits
from steadybook.source.spans import Route, Span

if TYPE_CHECKING:
    from steadybook.kinds.measurements.model import Measurements


def _decode(data: bytes, limits: Limits) -> Decoded:
    from steadybook.kinds.measurements.rows import decode

    return decode(data, limits)


def _decode_all(files: Sequence[bytes], limits: Limits) -> Sequence[Decoded]:
    from steadybook.kinds.measurements.rows import decode_all

    return decode_all(files, limits)


def _locate(text: str, route: Route) -> Span:
    from steadybook.kinds.measurements.rows import locate

    return locate(text, route)


KIND: Kind[Measurements] = Kind(
    name="measurements",
    title="measurements",
    plural="measurements",
    model_name="Measurements",
    folder="slos/measurements",
    url="measurements",
    summary="Counts of good and of all events, row by row: what error budgets are computed from.",
    codec=Codec(".csv", _decode, _locate, _decode_all),
)
