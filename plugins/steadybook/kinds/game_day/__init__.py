"""Game days: practising failure together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadybook.model.kind import Kind

if TYPE_CHECKING:
    from steadybook.kinds.game_day.model import GameDay

KIND: Kind[GameDay] = Kind(
    name="game_day",
    title="game day",
    plural="game days",
    model_name="GameDay",
    folder="catalog/chaos",
    url="game-days",
    columns=("date", "services"),
    summary="A day on which a team practises failure, with its checklists and what follows.",
    label=lambda _id, game_day: game_day.title,
)
