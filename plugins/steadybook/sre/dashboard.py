"""The error budget dashboard: what each of its figures is, and what to read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from steadybook.sre.error_budget import MINIMUM_COVERAGE

SOURCE: Final = "SRE & Incident Management Platform, phase 3: error budget dashboard"

BURN_RATE_WINDOWS: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""Latest stretches of time for which a burn rate is shown."""

TREND_AGAINST: Final = timedelta(days=7)
"""How long ago the value lies that a trend compares with."""

PROJECTION_WINDOW: Final = timedelta(hours=24)
"""The stretch of time whose burn rate a projection carries on."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the dashboard: its name, how it is computed, and what it tells."""

    name: str
    computed: str
    tells: str


FIGURES: Final = (
    Figure(
        "Budget remaining, with trend",
        "100 × (1 − bad ÷ (all × budget)), against the value of a week ago",
        "Which state of the policy rules, and whether it gets better or worse",
    ),
    Figure(
        "Consumed this week",
        "Bad events of the last 7 × 24 h as a share of the budget of the whole window",
        "Whether this week cost more than its share, a quarter of a window of four weeks",
    ),
    Figure(
        "Burn rate over 1 h, 6 h and 24 h",
        "Observed over allowed error rate; `n/a` where the measurements are too coarse",
        "Whether something is wrong now (1 h), since today (6 h) or all the time (24 h)",
    ),
    Figure(
        "Incidents that consumed budget",
        "Bad events inside each incident's time, as a share of the budget",
        "Which incidents mattered to users, whatever their severity was",
    ),
    Figure(
        "Top error contributor",
        "The incident with the largest share of bad events, else `unattributed`",
        "Where work on reliability brings the most",
    ),
    Figure(
        "Projected exhaustion",
        "What is left × window ÷ the burn rate of the last 24 h",
        "The day on which the freeze begins if nothing changes",
    ),
)
"""In the order in which the dashboard shows them."""

NO_DATA: Final = (
    "The window ends at the end of the newest measurement, and the page says when that was: never silently today.",
    f"Under {MINIMUM_COVERAGE} % of the window measured, the state is unknown and never healthy.",
    "A figure that cannot be computed says why; it is never a zero.",
)
"""How the dashboard treats what is not known."""
