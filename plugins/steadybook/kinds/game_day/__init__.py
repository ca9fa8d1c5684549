"""Game days: practising failure together."""

from __future__ import annotations

from steadybook.kinds.game_day.model import GameDay
from steadybook.model.kind import Kind

KIND = Kind(
    name="game_day",
    title="game day",
    plural="game days",
    model=GameDay,
    folder="catalog/chaos",
    url="game-days",
    summary="A day on which a team practises failure, with its checklists and what follows.",
    label=lambda _id, game_day: game_day.title,
)
