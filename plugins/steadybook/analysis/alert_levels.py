"""What the words in `severity` labels of alerts mean in this repository."""

from __future__ import annotations

from collections.abc import Iterable

from steadybook.model.configuration import Configuration
from steadybook.sre.severity import (
    ALERT_GUIDE,
    DEFAULT_ALERT_SEVERITIES,
    AlertGuideRow,
    AlertSeverity,
    alert_severity,
)


def meanings(configuration: Configuration) -> dict[str, AlertSeverity]:
    """The level of each word, in lower case: the usual ones, and before them those of the configuration."""
    own = {word.strip().lower(): AlertSeverity(level) for word, level in configuration.alert_severities.items()}
    return {**DEFAULT_ALERT_SEVERITIES, **own}


def most_urgent(configuration: Configuration, words: Iterable[str]) -> AlertGuideRow | None:
    """What the most urgent of some severity labels demands; None where none of them means anything."""
    known = meanings(configuration)
    found = {alert_severity(word, known) for word in words}
    return next((row for row in ALERT_GUIDE if row.severity in found), None)
