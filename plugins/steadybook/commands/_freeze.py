"""Freezes the computed figures of a month into its document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from steadybook.commands._incident.transaction import create, edit
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from steadybook.commands._incident.transaction import Written
    from steadybook.reports.monthly import MonthlyView
    from steadybook.source.emit import Data

ROOT = "monthly_report"
FOLDER = "postmortems/reports"
"""Where the document of a month goes that has none yet."""


def freeze(root: Path, view: MonthlyView, dry_run: bool) -> Written:
    """Writes the figures of a month that is over; what people wrote stays as it is.

    Raises UsageError for a month that is not over, that has no figures, or whose file is in the way.
    """
    if not view.rows:
        raise UsageError(f"there are no figures of {view.period}: {view.reason}", "Freeze a month that is over.")
    if not view.is_over:
        raise UsageError(f"{view.period} is not over: its figures still move", "Freeze it on the first of next month.")
    parts = _parts(view)
    if view.document is None:
        return create(root, f"{FOLDER}/{view.period}.yaml", _new(view.period, parts), dry_run)
    return edit(root, view.document.path, lambda data: _frozen(data, parts), dry_run)


def _parts(view: MonthlyView) -> dict[str, dict[str, Data]]:
    """The figures by part, as texts, in the order of the document; those without data are left out."""
    parts: dict[str, dict[str, Data]] = {}
    for row in view.rows:
        if row.figure.value is None:
            continue
        inner: dict[str, Any] = parts.setdefault(row.route[0], {})
        for step in row.route[1:-1]:
            inner = inner.setdefault(step, {})
        inner[row.route[-1]] = _text(row.figure.value)
    return parts


def _text(value: int | Decimal | str) -> str:
    """To one place: more would claim what the data does not know."""
    from steadybook.sre.numbers import plain

    if isinstance(value, Decimal):
        return plain(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
    return str(value)


def _new(period: str, parts: Mapping[str, Mapping[str, Data]]) -> str:
    from steadybook.source.emit import entry

    lines = [f"{ROOT}:", f"  period: {period}"]
    lines += [f"  {entry(part, figures, 2)}" for part, figures in parts.items()]
    lines += [
        "  # What people add:",
        "  # highlights: [What went well]",
        "  # concerns: [What is worrying]",
        "  # next_month_priorities: [What comes first]",
    ]
    return "\n".join(lines) + "\n"


def _frozen(data: bytes, parts: Mapping[str, Mapping[str, Data]]) -> bytes:
    from steadybook.source.edits import apply, insert_after, remove_key
    from steadybook.source.positions import locate

    text = data.decode("utf-8")
    after = "period"
    for part, figures in parts.items():
        positions = locate(text)
        if (ROOT, part) in positions.places.keys:
            text = apply(text, [remove_key(text, positions, (ROOT, part))])
            positions = locate(text)
        text = apply(text, [insert_after(text, positions, (ROOT, after), part, figures)])
        after = part
    return text.encode()
