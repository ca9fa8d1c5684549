"""Toil: what it costs, what removing it is worth, and which item to remove first."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from steadybook.sre.error_budget import HUNDRED

SOURCE: Final = "SRE & Incident Management Platform, phase 8; Google SRE Book, ch. 5: Eliminating Toil"

DEFINITION: Final = (
    ("manual", "Somebody has to do it by hand"),
    ("repetitive", "It comes again and again"),
    ("automatable", "A machine could do it as well"),
    ("tactical", "It is done because something calls for it, not because it was planned"),
    ("without enduring value", "Afterwards nothing is better than before"),
    ("growing with the service", "Twice the service means twice the work"),
)
"""Work is toil when these hold, each with what it means."""

TOIL_BUDGET: Final = Decimal(25)
"""Percent of SRE time that toil may take; above it, automation comes before features."""
TOIL_BUDGET_SOURCE: Final = "SRE & Incident Management Platform, phase 8 (the SRE Book's own ceiling is 50 %)"

CATEGORIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "deployment": "Bringing out new versions",
        "scaling": "Adding and taking away capacity",
        "config": "Changing settings",
        "data": "Correcting or moving data",
        "access": "Giving and taking away rights",
        "monitoring": "Tending alerts, dashboards and logs",
        "recovery": "Bringing something back",
    }
)


class ValueBand(StrEnum):
    """How many hours a month removing an item saves."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Difficulty(StrEnum):
    """How much effort automation takes."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


HIGH_VALUE_ABOVE: Final = Decimal(10)
"""Hours a month above which the value is high."""
LOW_VALUE_BELOW: Final = Decimal(2)
"""Hours a month below which the value is low."""

VALUE_TEXTS: Final[Mapping[ValueBand, str]] = MappingProxyType(
    {
        ValueBand.HIGH: f"over {HIGH_VALUE_ABOVE} h a month",
        ValueBand.MEDIUM: f"{LOW_VALUE_BELOW} to {HIGH_VALUE_ABOVE} h a month",
        ValueBand.LOW: f"under {LOW_VALUE_BELOW} h a month",
    }
)

DIFFICULTY_WEIGHTS: Final[Mapping[Difficulty, Decimal]] = MappingProxyType(
    {Difficulty.LOW: Decimal(1), Difficulty.MEDIUM: Decimal(2), Difficulty.HIGH: Decimal(3)}
)


class Verdict(StrEnum):
    """What to do about an item, in the order in which to do it."""

    DO_FIRST = "DO FIRST"
    DO_SECOND = "DO SECOND"
    QUICK_WIN = "QUICK WIN"
    PLAN = "PLAN"
    EVALUATE = "EVALUATE"
    SKIP = "SKIP"

    @property
    def rank(self) -> int:
        """1 for what comes first."""
        return list(Verdict).index(self) + 1


MATRIX: Final[Mapping[ValueBand, Mapping[Difficulty, Verdict]]] = MappingProxyType(
    {
        band: MappingProxyType(dict(zip(Difficulty, verdicts, strict=True)))
        for band, verdicts in (
            (ValueBand.HIGH, (Verdict.DO_FIRST, Verdict.DO_SECOND, Verdict.PLAN)),
            (ValueBand.MEDIUM, (Verdict.DO_SECOND, Verdict.PLAN, Verdict.EVALUATE)),
            (ValueBand.LOW, (Verdict.QUICK_WIN, Verdict.SKIP, Verdict.SKIP)),
        )
    }
)
MATRIX_SOURCE: Final = "SRE & Incident Management Platform, phase 8: toil reduction priority matrix"


class FrequencyRange(NamedTuple):
    """Occurrences a month that a word of frequency stands for: from `least` to below `below` (None: no limit)."""

    word: str
    least: Decimal
    below: Decimal | None
    text: str


FREQUENCIES: Final = (
    FrequencyRange("daily", Decimal(20), None, "20 or more times a month"),
    FrequencyRange("weekly", Decimal(3), Decimal(20), "3 to 19 times a month"),
    FrequencyRange("monthly", Decimal(1), Decimal(3), "once or twice a month"),
    FrequencyRange("per-incident", Decimal(0), None, "as often as incidents call for it"),
)


class ToilTarget(NamedTuple):
    """Toil that most teams have, and what replaces it."""

    toil: str
    replacement: str


COMMON_TARGETS: Final = (
    ToilTarget("Deploying by hand", "A delivery pipeline driven by what is merged (GitOps)"),
    ToilTarget("Granting access", "Self-service, with automatic approval where the risk is low"),
    ToilTarget("Renewing certificates", "Automatic renewal, for example cert-manager with an ACME authority"),
    ToilTarget("Deciding when to scale", "Autoscaling, with a forecast where load can be foreseen"),
    ToilTarget("Searching through logs", "Structured logs with correlation ids, and dashboards on them"),
    ToilTarget("Correcting data", "Admin tools for those concerned, and validation where data comes in"),
    ToilTarget("Changing configuration", "Configuration in version control, rolled out automatically"),
    ToilTarget("Answering known incidents", "Runbooks that carry themselves out"),
    ToilTarget("Reporting capacity", "Dashboards and forecasts that keep themselves up to date"),
    ToilTarget("Sorting pages on call", "Fewer noisy alerts, and automatic repair of known patterns"),
)
"""Ranked by what removing them usually brings, the most first."""
COMMON_TARGETS_SOURCE: Final = "SRE & Incident Management Platform, phase 8: common toil targets"


def hours_per_month(minutes_per_occurrence: Decimal, occurrences_per_month: Decimal) -> Decimal:
    """What an item costs: minutes × occurrences / 60."""
    return minutes_per_occurrence * occurrences_per_month / 60


def value_band(hours: Decimal) -> ValueBand:
    """The row of the matrix for hours saved a month."""
    if hours > HIGH_VALUE_ABOVE:
        return ValueBand.HIGH
    return ValueBand.LOW if hours < LOW_VALUE_BELOW else ValueBand.MEDIUM


def verdict(hours: Decimal, difficulty: Difficulty) -> Verdict:
    """The matrix cell for hours saved a month and the effort that automation takes."""
    return MATRIX[value_band(hours)][difficulty]


def priority_score(automation_value: Decimal, difficulty: Difficulty) -> Decimal:
    """Hours saved a month over the weight of the difficulty."""
    return automation_value / DIFFICULTY_WEIGHTS[difficulty]


def frequency_agrees(frequency: str, occurrences: Decimal) -> bool:
    """Whether a word of frequency fits the occurrences a month. Raises ValueError for a word that is none."""
    for known in FREQUENCIES:
        if known.word == frequency:
            return occurrences >= known.least and (known.below is None or occurrences < known.below)
    raise ValueError(f"{frequency!r} is no frequency")


def frequency_of(occurrences: Decimal) -> str | None:
    """The word that fits the occurrences a month; None below once a month."""
    return next((known.word for known in FREQUENCIES[:3] if frequency_agrees(known.word, occurrences)), None)


def toil_share(toil_hours: Decimal, sre_hours: Decimal) -> Decimal | None:
    """Percent of a team's SRE hours that toil takes; None where the team states no hours."""
    return HUNDRED * toil_hours / sre_hours if sre_hours > 0 else None
