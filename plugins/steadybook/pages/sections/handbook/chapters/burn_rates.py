"""Burn rates and the alerts that watch them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from steadybook.pages.sections.handbook.blocks import Chapter, Enforced, Formula, Grid, Mark, Part, Prose, percent
from steadybook.sre import burn_rate, error_budget
from steadybook.sre.burn_rate import BurnRateAlert
from steadybook.sre.durations import words
from steadybook.sre.numbers import plain, rounded


def alert_grid(caption: str, alerts: Iterable[BurnRateAlert], window: timedelta) -> Grid:
    """What each alert of a set watches, what is spent when it fires, and how long a full budget would last."""
    rows = []
    for alert in alerts:
        lasts = burn_rate.time_to_exhaustion(alert.burn_rate, window)
        rows.append(
            (
                Mark("code", alert.name),
                Mark("strong", rounded(alert.burn_rate, 3)),
                f"{words(alert.long_window)} and {words(alert.short_window)}",
                percent(rounded(burn_rate.consumed(alert.burn_rate, alert.long_window, window))),
                words(lasts) if lasts is not None else "never",
                alert.severity,
            )
        )
    head = ("Alert", "Burn rate", "Windows", "Spent when it fires", "Empties a full budget in", "Level")
    return Grid(caption, head, tuple(rows), frozenset({1, 2, 3, 4}))


def _parts() -> tuple[Part, ...]:
    case = burn_rate.WORKED_EXAMPLE
    allowed = error_budget.budget(case.target)
    rate = plain(case.rate)
    lasts = words(case.lasts) if case.lasts is not None else "for ever"
    days = case.window.days
    usual = error_budget.DEFAULT_WINDOW
    possible = tuple(
        (Mark("code", alert.name), Mark("strong", rounded(alert.burn_rate, 3)), _from(alert.burn_rate))
        for alert in burn_rate.standard_alerts(usual)
    )
    sets = tuple(
        Part(
            f"alerts-{window.days}d",
            f"Standard alerts for {window.days} days",
            (alert_grid(f"Standard alerts over {window.days} days", alerts, window),),
            burn_rate.SOURCE,
        )
        for window, alerts in burn_rate.STANDARD_ALERTS.items()
    )
    return (
        Part(
            "formula",
            "The formula",
            (
                Formula("burn rate = observed error rate ÷ allowed error rate"),
                Prose("At a rate of 1 the budget lasts exactly as long as the window. At 10 it lasts a tenth of it."),
                Formula("spent = rate × time ÷ window", "share of the budget that some time at a rate costs"),
                Formula("lasts = window × share left ÷ rate", "how long what is left will do"),
            ),
            burn_rate.SOURCE,
        ),
        Part(
            "example",
            "An example",
            (
                Prose(
                    f"The target is {percent(case.target)}, so {percent(plain(allowed))} of the requests may fail. "
                    f"{percent(case.error_rate)} of them do."
                ),
                Formula(f"{percent(case.error_rate)} ÷ {percent(plain(allowed))} = {rate}", "the burn rate"),
                Formula(f"{days} d ÷ {rate} = {plain(_days(case.lasts))} d", f"a full budget lasts {lasts}"),
            ),
            burn_rate.WORKED_EXAMPLE_SOURCE,
        ),
        Part(
            "windows",
            "Two windows at once",
            (
                Prose(
                    "An alert fires while both its windows burn too fast. The long one shows that it matters, the "
                    "short one that it still goes on, so the alert ends soon after the trouble does. The short window "
                    f"is at most {percent(plain(burn_rate.SHORT_TO_LONG_LIMIT * 100))} of the long one."
                ),
            ),
            burn_rate.SHORT_TO_LONG_SOURCE,
        ),
        *sets,
        Part(
            "alerts-classic",
            f"The rates of 30 days over {usual.days} days",
            (
                Prose(
                    f"Often the rates of a 30-day window are written beside one of {usual.days} days. That is "
                    "accepted; this is what they really mean there."
                ),
                alert_grid(f"Classic alerts over {usual.days} days", burn_rate.CLASSIC_ALERTS, usual),
            ),
            burn_rate.CLASSIC_ALERTS_SOURCE,
        ),
        Part(
            "impossible",
            "Alerts that can never fire",
            (
                Prose(
                    "Not even a total outage burns faster than 100 ÷ (100 − target). An alert above that rate is an "
                    "error where it is written, and is left out of the standard set."
                ),
                Grid(
                    f"Lowest targets for the standard alerts over {usual.days} days",
                    ("Alert", "Burn rate", "Can fire for targets"),
                    possible,
                    frozenset({1}),
                ),
            ),
            burn_rate.SOURCE,
        ),
    )


def _days(length: timedelta | None) -> Decimal:
    return Decimal(0) if length is None else Decimal(length // timedelta(seconds=1)) / 86_400


def _from(rate: Decimal) -> str:
    lowest = burn_rate.lowest_target(rate)
    return f"from {percent(rounded(lowest))} up" if lowest > 0 else "of any height"


CHAPTER = Chapter(
    order=40,
    group="Objectives",
    slug="burn-rates",
    title="Burn rates",
    lede="How fast a budget is being spent, and the alerts that say so early enough and not too often.",
    parts=_parts,
    enforced=(Enforced("slo", ("burn-rate", "short-window")),),
    kinds=("slo",),
)
