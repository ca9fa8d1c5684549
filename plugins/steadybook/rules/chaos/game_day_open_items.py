"""A game day is over, and its last checklist is not done.

## What it does

After the day of a game day, reports every item under `checklist.post_game` that is not `true`.

## Why is this bad?

What was seen is in the participants' heads for a day or two. Then the surprises, and the work that should follow,
are lost.

## Example

```yaml
# path: catalog/chaos/2026-10-15-gateway-game-day.yaml
game_day:
  title: The gateway of the card network is gone
  date: 2026-10-15
  services: [checkout]
  checklist:
    post_game:
      results_documented: true
      surprises_noted: false  # <-
      action_items_created: true
      findings_shared: false  # <-
```

## Use instead

```yaml
# path: catalog/chaos/2026-10-15-gateway-game-day.yaml
game_day:
  title: The gateway of the card network is gone
  date: 2026-10-15
  services: [checkout]
  checklist:
    post_game:
      results_documented: true
      surprises_noted: true
      action_items_created: true
      findings_shared: true
```

## How to fix or waive

Do what is left, and write `true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.kinds.game_day.model import GameDay
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.rule import Rule
from steadybook.sre.chaos import GAME_DAY

AFTERWARDS = GAME_DAY[-1]
"""The checklist of what is done when the day is over."""


def check(document: Document[GameDay], context: Context) -> Iterator[Violation]:
    """Yields each open item at its line, and those that are not written at the nearest mapping."""
    game_day = document.model
    if game_day.date >= context.today:
        return
    written = document.value.get("checklist") or {}
    items = written.get(AFTERWARDS.key) or {}
    missing = []
    for item in AFTERWARDS.items:
        if getattr(game_day.checklist.post_game, item.key):
            continue
        if item.key in items:
            yield _open(("checklist", AFTERWARDS.key, item.key), f"since {game_day.date} this is open: {item.text}")
        else:
            missing.append(item.text)
    if missing:
        place = ("checklist", AFTERWARDS.key) if items else ("checklist",) if written else ()
        yield _open(place, f"since {game_day.date} this is open: {'; '.join(missing)}", missing=True)


def _open(place: tuple[str, ...], message: str, *, missing: bool = False) -> Violation:
    help = f"Do what is left, then write `true` under `checklist.{AFTERWARDS.key}`."
    return Violation(place, message, help, part="missing" if missing else "best", time_dependent=True)


RULE = Rule(Severity.WARNING, models=(GameDay,), check=check)
