"""One answer to what a severity label means, with the words of the configuration."""

from __future__ import annotations

from dataclasses import replace

from steadybook.analysis.alert_levels import meanings, most_urgent
from steadybook.model.configuration import Configuration
from steadybook.sre.severity import ALERT_GUIDE, DEFAULT_ALERT_SEVERITIES, AlertSeverity

OWN = replace(Configuration(), alert_severities={" Major": "P1", "critical": "P3"})


def test_words_of_the_configuration_come_before_the_usual_ones() -> None:
    assert meanings(Configuration()) == DEFAULT_ALERT_SEVERITIES
    assert meanings(OWN)["major"] is AlertSeverity.P1
    assert meanings(OWN)["critical"] is AlertSeverity.P3


def test_the_most_urgent_word_counts() -> None:
    rows = {row.severity: row for row in ALERT_GUIDE}
    assert most_urgent(OWN, ["nonsense", "CRITICAL", "MAJOR "]) == rows[AlertSeverity.P1]
    assert most_urgent(OWN, ["critical"]) == rows[AlertSeverity.P3]
    assert most_urgent(OWN, ["nonsense"]) is None
    assert most_urgent(OWN, []) is None
