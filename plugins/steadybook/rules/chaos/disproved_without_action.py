"""An experiment disproved its hypothesis, and nothing follows from it.

## What it does

Reports an experiment whose result, or whose latest run, is `disproved`, when neither its `results.action_items` nor a
game day that names the experiment lists an action item.

## Why is this bad?

A weakness was found and is forgotten. The next time it shows itself nobody has planned it.

## Example

```yaml
# path: catalog/chaos/payment-outage.yaml
experiment:
  name: Gateway of the card network is gone
  service: checkout
  hypothesis: When the gateway is gone, orders wait in the queue and none is lost
  steady_state:
    metrics:
      - {name: orders a minute, baseline: 40, acceptable_range: 30 to 60}
  method: {fault_type: dependency, target: gateway, blast_radius: one pod, duration: 15m}
  safety:
    abort_conditions: [Customers see errors]
    rollback_plan: Restart the gateway's pods
  runs:
    - date: 2026-10-20
      outcome: disproved  # <-
```

## Use instead

```yaml
# path: catalog/chaos/payment-outage.yaml
experiment:
  name: Gateway of the card network is gone
  service: checkout
  hypothesis: When the gateway is gone, orders wait in the queue and none is lost
  steady_state:
    metrics:
      - {name: orders a minute, baseline: 40, acceptable_range: 30 to 60}
  method: {fault_type: dependency, target: gateway, blast_radius: one pod, duration: 15m}
  safety:
    abort_conditions: [Customers see errors]
    rollback_plan: Restart the gateway's pods
  results:
    action_items: [Give the queue a dead-letter topic]
  runs:
    - date: 2026-10-20
      outcome: disproved
```

## How to fix or waive

Write what is to be changed under `results.action_items`, or in the game day. Where it was changed already, run
the experiment again.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadybook.analysis.hidden import may_be_hidden
from steadybook.kinds.experiment.model import Experiment
from steadybook.kinds.game_day.model import GameDay
from steadybook.model.context import Context
from steadybook.model.document import Document
from steadybook.model.finding import Severity, Violation
from steadybook.model.kind import kind_of
from steadybook.model.rule import Rule
from steadybook.source.spans import Route


def check(document: Document[Experiment], context: Context) -> Iterator[Violation]:
    """Yields a disproved hypothesis without action items."""
    experiment = document.model
    place = _disproved(experiment)
    if not place or experiment.results.action_items:
        return
    game_days = context.corpus.referrers("experiment", document.id, GameDay)
    known = any(game_day.model.action_items for game_day in game_days)
    if not known and not may_be_hidden(context, document.id, kind_of(GameDay)):
        yield Violation(
            place,
            "the hypothesis was disproved, and nothing follows from it",
            "Write what is to be changed under `results.action_items`.",
        )


def _disproved(experiment: Experiment) -> Route:
    """Where the document says that the hypothesis does not hold; empty where it does not say so."""
    if experiment.results.outcome == "disproved":
        return "results", "outcome"
    latest = max(enumerate(experiment.runs), key=lambda item: item[1].date, default=None)
    if latest is not None and latest[1].outcome == "disproved":
        return "runs", latest[0], "outcome"
    return ()


RULE = Rule(Severity.WARNING, models=(Experiment,), check=check)
